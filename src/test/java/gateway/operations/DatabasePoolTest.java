package gateway.operations;

import static gateway.Together.together;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.RawHttp;
import gateway.SmallPool;
import gateway.TestDatabase;
import io.quarkus.test.junit.TestProfile;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What clients meet when the database is slow, full or away: a pool of two connections, and a short
 * queue.
 */
@GatewayTest
@TestProfile(SmallPool.class)
class DatabasePoolTest {

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);

  @Test
  void loses_no_connection_to_clients_that_hang_up_while_they_wait() throws Exception {
    String id = api.created();
    try (var owner = TestDatabase.locking(tenant, id)) {
      List<Socket> impatient = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        var socket = RawHttp.connect(api);
        socket
            .getOutputStream()
            .write(
                "PATCH %s/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                    .formatted(Api.AUDITS, id, api.token())
                    .getBytes(StandardCharsets.US_ASCII));
        impatient.add(socket);
      }
      for (Socket socket : impatient) {
        socket.close();
      }
      owner.rollback();
    }

    var statuses = together(50, i -> api.patch(id, "{\"userName\":\"" + i + "\"}").status());

    assertThat(statuses).containsOnly(200);
    assertThat(api.history(id)).hasSize(51);
  }

  @Test
  void answers_503_and_loses_nothing_when_the_row_stays_locked() throws Exception {
    String id = api.created();
    try (var owner = TestDatabase.locking(tenant, id)) {
      var answer = api.patch(id, "{\"actionState\":\"done\"}").is(503);

      assertThat(answer.error().get("code").asText()).isEqualTo("ServiceUnavailable");
      assertThat(answer.error().get("message").asText()).contains("took too long");
      assertThat(answer.header("Retry-After")).isNotEmpty();
      owner.rollback();
    }

    assertThat(api.audit(id).get("actionState").asText()).isEqualTo("pending");
    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void answers_503_to_all_that_wait_in_vain_and_then_serves_again() throws Exception {
    String id = api.created();
    List<Integer> statuses;
    try (var owner = TestDatabase.locking(tenant, id)) {
      statuses = together(150, i -> api.patch(id, "{\"userName\":\"" + i + "\"}").status());
      owner.rollback();
    }

    assertThat(statuses).containsOnly(503);
    api.patch(id, "{\"actionState\":\"done\"}").is(200);
    assertThat(api.history(id)).hasSize(2);
  }

  @Test
  void serves_again_after_the_database_has_dropped_its_connections() throws Exception {
    String id = api.created();
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      boolean _ =
          statement.execute(
              "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'gateway' and pid <> pg_backend_pid()");
    }

    var statuses = together(20, _ -> api.get(Api.AUDITS + "/" + id).status());

    assertThat(statuses).isSubsetOf(200, 503);
    api.get(Api.AUDITS + "/" + id).is(200);
  }
}
