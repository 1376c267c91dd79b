package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exports that do not reach their end, on a pool of two connections: whoever waits for one that was
 * lost would wait in vain.
 */
@GatewayTest
@TestProfile(BrokenExportTest.Small.class)
class BrokenExportTest {

  public static final class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.datasource.reactive.max-size", "2",
          "gateway.export.at-once", "2",
          "gateway.requests.at-once", "" + REQUESTS,
          "gateway.database.acquire-timeout", "3s",
          // So long that what ends sooner was ended by the service.
          "gateway.database.statement-timeout", "10m");
    }
  }

  /** Under way at once. */
  private static final int REQUESTS = 4;

  /** Rows of more bytes in all than the buffers of both sockets hold. */
  private static final int MANY = 10_000;

  /** 512 characters that gzip can only halve. */
  private static final String NOISE =
      "(select string_agg(md5(random()::text || n || part), '') from generate_series(1, 16) part)";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String OPEN =
      "select count(*) from pg_stat_activity where usename = 'gateway' and state <> 'idle'";

  private static final String WAITING =
      "select count(*) from pg_stat_activity where usename = 'gateway' and wait_event_type = 'Lock'";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);

  @ParameterizedTest
  @ValueSource(strings = {"", "Accept-Encoding: gzip\r\n"})
  void ends_without_the_closing_chunk_when_it_fails_on_its_way(String acceptEncoding)
      throws Exception {
    ExportTest.insert(tenant, MANY, NOISE);

    String answer = broken(acceptEncoding);

    assertThat(answer).containsIgnoringCase("Transfer-Encoding: chunked");
    assertThat(answer).doesNotEndWith("0\r\n\r\n");
    api.get(Api.AUDITS + "?$top=1").is(200);
  }

  @Test
  void keeps_no_place_among_the_requests_under_way_when_it_fails_on_its_way() throws Exception {
    ExportTest.insert(tenant, MANY, NOISE);

    for (int i = 0; i < REQUESTS; i++) {
      assertThat(broken("")).doesNotEndWith("0\r\n\r\n");
    }

    api.get(Api.AUDITS + "?$top=1").is(200);
  }

  /** What comes of an export whose connection to the database is lost. */
  private String broken(String acceptEncoding) throws Exception {
    try (var socket = exporting(acceptEncoding)) {
      assertThat(socket.getInputStream().read()).isPositive();
      run(
          "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'gateway' and state <> 'idle'");

      String answer = new String(rest(socket), StandardCharsets.ISO_8859_1);

      await(OPEN, 0);
      return answer;
    }
  }

  @Test
  void loses_no_connection_to_clients_that_go_away_while_they_read() throws Exception {
    ExportTest.insert(tenant, MANY, NOISE);
    for (int i = 0; i < 30; i++) {
      try (var socket = exporting("")) {
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
            .isEqualTo("HTTP/1.1 200");
      }
      await(OPEN, 0);
    }

    for (int i = 0; i < 5; i++) {
      assertThat(
              api.sending("Accept", "text/csv").get(Api.AUDITS + "?$top=3").is(200).body().lines())
          .hasSize(4);
    }
  }

  @Test
  void cancels_the_statement_of_a_client_that_goes_away_before_the_first_row() throws Exception {
    api.created();
    try (var owner = lockedTable()) {
      try (var socket = exporting("")) {
        await(WAITING, 1);
      }
      await(WAITING, 0);
      owner.rollback();
    }

    await(OPEN, 0);
    api.get(Api.AUDITS).is(200);
    api.sending("Accept", "text/csv").get(Api.AUDITS).is(200);
    api.sending("Accept", "text/csv").get(Api.AUDITS).is(200);
  }

  @Test
  void refuses_more_than_may_run_at_once_until_others_have_ended() throws Exception {
    api.created();
    Api.Answer refused;
    try (var owner = lockedTable()) {
      try (var first = exporting("");
          var second = exporting("")) {
        await(WAITING, 2);
        refused = api.sending("Accept", "application/x-ndjson").get(Api.AUDITS).is(503);
        owner.rollback();
        assertThat(new String(rest(first), StandardCharsets.US_ASCII)).endsWith("0\r\n\r\n");
        assertThat(new String(rest(second), StandardCharsets.US_ASCII)).endsWith("0\r\n\r\n");
      }
    }

    assertThat(refused.header("Retry-After")).isEqualTo("30");
    assertThat(refused.error().get("message").asText()).contains("exports");
    assertThat(api.sending("Accept", "text/csv").get(Api.AUDITS).is(200).body().lines()).hasSize(2);
  }

  @Test
  void answers_a_failure_before_the_first_row_as_any_other() throws Exception {
    api.created();
    try (var owner = lockedTable();
        var socket = exporting("")) {
      await(WAITING, 1);
      run(
          "select pg_cancel_backend(pid) from pg_stat_activity where usename = 'gateway' and wait_event_type = 'Lock'");

      String answer = new String(rest(socket), StandardCharsets.UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 503 ")
          .contains("application/json")
          .contains("took too long");
      owner.rollback();
    }
    await(OPEN, 0);
  }

  /** A client that asks for everything and closes its connection afterwards; it reads slowly. */
  private Socket exporting(String header) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(new InetSocketAddress("localhost", URI.create(api.origin()).getPort()));
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: text/csv\r\n%sAuthorization: Bearer %s\r\n\r\n"
                .formatted(Api.AUDITS, header, api.token())
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static byte[] rest(Socket socket) throws IOException {
    var rest = new ByteArrayOutputStream();
    try {
      var _ = socket.getInputStream().transferTo(rest);
    } catch (SocketException reset) {
      // An end, too: what has come so far is what there is.
      assertThat(reset).hasMessageContaining("reset");
    }
    return rest.toByteArray();
  }

  private static Connection lockedTable() throws SQLException {
    var owner = TestDatabase.asOwner();
    owner.setAutoCommit(false);
    try (var statement = owner.createStatement()) {
      boolean _ = statement.execute("lock table audit in access exclusive mode");
    }
    return owner;
  }

  private static void run(String sql) throws SQLException {
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      boolean _ = statement.execute(sql);
    }
  }

  /** Asks until the count is what it should be; the bound ends a test that would never. */
  private static void await(String count, int expected) throws SQLException {
    var end = Instant.now().plus(PATIENCE);
    int counted = -1;
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.prepareStatement(count)) {
      while (counted != expected && Instant.now().isBefore(end)) {
        try (var row = statement.executeQuery()) {
          assertThat(row.next()).isTrue();
          counted = row.getInt(1);
        }
      }
    }
    assertThat(counted).as(count).isEqualTo(expected);
  }
}
