package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.GatewayTest;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@GatewayTest
class LogStoreTest {

  @Inject LogStore store;

  /** Its machine may be gone; an entry has its checkpoint within 10 s all the same (§11). */
  @Test
  void lets_go_of_the_lock_of_a_log_when_its_process_falls_silent_for_five_seconds() {
    var silence =
        store
            .underLock(
                UUID.randomUUID(),
                log ->
                    log.execute(
                            "select current_setting('idle_in_transaction_session_timeout')",
                            Tuple.tuple())
                        .map(rows -> rows.iterator().next().getString(0)))
            .await()
            .indefinitely();

    assertThat(silence).isEqualTo(Optional.of("5s"));
  }
}
