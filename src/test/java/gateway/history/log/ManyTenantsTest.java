package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many logs as there are tenants, each for itself. */
@GatewayTest
class ManyTenantsTest {

  private static final int TENANTS = 1_000;

  /** Every so many tenants one verifies: forty runs of the command. */
  private static final int EACH = 25;

  /** What these tenants begin with, so that the database can be asked for them. */
  private final UUID some = UUID.randomUUID();

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;

  @TempDir Path folder;

  @Test
  void verifies_the_log_of_each_of_a_thousand_tenants() {
    IntStream.range(0, TENANTS).parallel().forEach(i -> changed(Api.of(tenant(i))));

    until("not exists (select from log_pending where %s)", sequencer::sequence);
    until(
        "not exists (select from log_head where size > published_size and %s)", publisher::publish);

    assertThat(
            row(
                "(select count(*) = 1000 and min(size) = 2 and max(size) = 2 from log_head where"
                    + " %s)"))
        .isTrue();
    for (int i = 0; i < TENANTS; i += EACH) {
      assertThat(Auditor.of(tenant(i), folder).online().passes().out())
          .contains("verified: 2 entries of 1 audits; log log.example.org/" + tenant(i));
    }
  }

  private static void changed(Api api) {
    api.patch(api.created(), "{\"userName\":\"Bo\"}").is(200);
  }

  private UUID tenant(int number) {
    return new UUID(
        some.getMostSignificantBits(), some.getLeastSignificantBits() & ~0xffffL | number);
  }

  private void until(String done, Supplier<Uni<Boolean>> pass) {
    // Far more passes than a thousand tenants need; the service's own are at it, too.
    for (int i = 0; i < 1_000 && !row(done); i++) {
      boolean _ = pass.get().await().indefinitely();
    }
    assertThat(row(done)).as(done).isTrue();
  }

  private boolean row(String condition) {
    String ours = "tenant_id between '%s' and '%s'".formatted(tenant(0), tenant(TENANTS));
    return new TestLog(some)
        .rows("select " + condition.formatted(ours), row -> row.getBoolean(1))
        .equals(List.of(true));
  }
}
