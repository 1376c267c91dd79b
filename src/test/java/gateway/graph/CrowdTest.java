package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.RawHttp;
import gateway.TestDatabase;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * More requests, more of their bytes and more connections than one pod takes: eight, 100 KiB and 32
 * here.
 */
@GatewayTest
@TestProfile(CrowdTest.Small.class)
class CrowdTest {

  public static final class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "gateway.requests.at-once", "" + REQUESTS,
          "gateway.requests.memory", "100K",
          "quarkus.http.limits.max-connections", "" + CONNECTIONS);
    }
  }

  private static final int REQUESTS = 8;
  private static final int CONNECTIONS = 32;

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);

  @Test
  void refuses_at_once_what_comes_beyond_the_requests_under_way() throws Exception {
    String id = api.created();
    var waiting = new ArrayList<Socket>();
    Api.Answer refused;
    try (var owner = TestDatabase.locking(tenant, id)) {
      for (int i = 0; i < REQUESTS; i++) {
        waiting.add(sent(delete(id)));
      }
      awaitAllWaiting();
      refused = api.get(Api.AUDITS).is(503);
      owner.rollback();
    }

    assertThat(refused.error().get("code").asText()).isEqualTo("ServiceUnavailable");
    assertThat(refused.error().get("message").asText()).contains("at once");
    assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
    assertThat(refused.header("request-id")).hasSize(36);
    for (Socket socket : waiting) {
      assertThat(status(socket)).isIn("204", "404");
      socket.close();
    }
    api.get(Api.AUDITS).is(200);
  }

  @Test
  void holds_no_more_bytes_of_bodies_than_there_is_memory_for() throws Exception {
    String head =
        "PATCH %s/x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 60001\r\n\r\n"
            .formatted(Api.AUDITS, api.token());
    String part = head + " ".repeat(60_000);
    try (var one = sent(part);
        var other = sent(part)) {
      var refused = firstAnswered(one, other);
      var served = refused.equals(one) ? other : one;

      assertThat(status(refused)).isEqualTo("503");
      served.getOutputStream().write(' ');
      assertThat(status(served)).isEqualTo("400");
    }
  }

  /** Whichever of them has something to read first. */
  private static Socket firstAnswered(Socket... sockets) throws IOException {
    for (int i = 0; i < 1_000_000_000; i++) {
      var socket = sockets[i % sockets.length];
      if (socket.getInputStream().available() > 0) {
        return socket;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("Neither was answered.");
  }

  @Test
  void closes_connections_beyond_its_bound_and_serves_the_others() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    int answered = 0;
    try {
      for (int i = 0; i <= CONNECTIONS; i++) {
        var socket = sent("OPTIONS /beta HTTP/1.1\r\nHost: localhost\r\n\r\n");
        sockets.add(socket);
        answered += status(socket).equals("204") ? 1 : 0;
      }

      // Other tests of this start may have some open, too.
      assertThat(answered).isBetween(1, CONNECTIONS);
      var first = sockets.getFirst();
      first
          .getOutputStream()
          .write(
              "OPTIONS /beta HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(status(first)).isEqualTo("204");
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Looks until all of them wait for the lock. */
  private static void awaitAllWaiting() throws SQLException {
    try (var superuser = TestDatabase.asSuperuser();
        var statement =
            superuser.prepareStatement(
                "select count(*) from pg_stat_activity where usename = 'gateway' and"
                    + " wait_event_type = 'Lock'")) {
      int waiting = 0;
      for (int i = 0; waiting < REQUESTS && i < 20_000; i++) {
        var counted = statement.executeQuery();
        assertThat(counted.next()).isTrue();
        waiting = counted.getInt(1);
      }
      assertThat(waiting).isEqualTo(REQUESTS);
    }
  }

  private String delete(String id) {
    return "DELETE %s/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
        .formatted(Api.AUDITS, id, api.token());
  }

  private Socket sent(String request) throws IOException {
    var socket = RawHttp.connect(api);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /**
   * Of the next answer, whose body is not looked at; nothing when the connection is closed instead.
   */
  private static String status(Socket socket) throws IOException {
    var head = new StringBuilder();
    try {
      for (int next = socket.getInputStream().read();
          next >= 0;
          next = socket.getInputStream().read()) {
        head.append((char) next);
        if (head.indexOf("\r\n\r\n") >= 0) {
          return head.substring("HTTP/1.1 ".length(), "HTTP/1.1 204".length());
        }
      }
    } catch (java.net.SocketException reset) {
      return "";
    }
    return "";
  }
}
