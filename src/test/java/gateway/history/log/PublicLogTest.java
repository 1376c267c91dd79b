package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A log that its operator has opened to everyone. */
@GatewayTest
@TestProfile(PublicLogTest.Open.class)
class PublicLogTest {

  public static final class Open implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("gateway.log.public", "true");
    }
  }

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final Api anyone = Api.with("");
  private final String address = "/log/" + tenant;

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;

  @Test
  void opens_all_but_the_entries_to_everyone() {
    String id = api.created();
    IntStream.range(0, 255).forEach(i -> api.patch(id, "{\"userName\":\"" + i + "\"}").is(200));
    new TestLog(tenant).sequencedBy(sequencer).publishedBy(publisher);

    assertThat(anyone.get(address + "/checkpoint").is(200).body())
        .contains("/" + tenant + "\n256\n");
    assertThat(anyone.get(address + "/key").is(200).body()).contains("/" + tenant + "+");
    assertThat(anyone.get(address + "/tile/0/000").is(200).header("Cache-Control"))
        .isEqualTo("public, max-age=31536000, immutable");
    anyone.get(address + "/tile/entries/000").is(401);
    Api.ofNewTenant().get(address + "/tile/entries/000").is(404);
    assertThat(api.get(address + "/tile/entries/000").is(200).header("Cache-Control"))
        .isEqualTo("private, max-age=31536000, immutable");
    anyone.get(Api.AUDITS + "/" + id + "/history/1/proof").is(401);
  }

  @Test
  void has_no_log_of_a_tenant_that_never_was() {
    anyone.get("/log/" + UUID.randomUUID() + "/checkpoint").is(404);
    anyone.get("/log/1-1-1-1-1/checkpoint").is(404);
    anyone.get("/log/x/key").is(404);
  }
}
