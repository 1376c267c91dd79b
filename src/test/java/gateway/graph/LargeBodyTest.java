package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are larger than what is read of them, by clients that do not wait for an answer. */
@GatewayTest
class LargeBodyTest {

  private static final String BATCH = "/beta/$batch";
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final int KIB = 1024;

  /** Of 50 kB each: more than the service reads and all buffers between hold. */
  private static final int PIECES = 2_000;

  private final Api api = Api.ofNewTenant();

  @ParameterizedTest
  @CsvSource({
    Api.AUDITS + ", HTTP/1.1",
    BATCH + ", HTTP/1.1",
    Api.AUDITS + ", HTTP/1.0",
  })
  void a_length_that_is_too_large_is_answered_before_the_body(String address, String version)
      throws IOException {
    try (var socket = RawHttp.connect(api)) {
      send(socket, head(address, "Content-Length: " + 1537 * KIB).replace("HTTP/1.1", version));

      assertRefused(rest(socket));
    }
  }

  @ParameterizedTest
  @CsvSource({Api.AUDITS + ", 65537", BATCH + ", 1572865"})
  void chunks_are_answered_when_they_are_too_many_though_there_is_no_last(String address, int bytes)
      throws IOException {
    try (var socket = RawHttp.connect(api)) {
      send(socket, head(address, CHUNKED) + chunk("x".repeat(bytes)));

      assertRefused(rest(socket));
    }
  }

  @ParameterizedTest
  @CsvSource({Api.AUDITS + ", 1088", BATCH + ", 2560"})
  void a_client_that_sends_a_MiB_more_before_it_reads_has_its_answer(String address, int kib)
      throws IOException {
    String body = "x".repeat(kib * KIB);
    for (String framed :
        new String[] {
          head(address, "Content-Length: " + body.length()) + body,
          head(address, CHUNKED) + chunk(body.substring(KIB)) + chunk("") // chunks' own bytes count
        }) {
      try (var socket = RawHttp.connect(api)) {
        send(socket, framed);

        assertRefused(rest(socket));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    Api.AUDITS + ", Content-Length: 100000000",
    Api.AUDITS + ", " + CHUNKED,
    BATCH + ", Content-Length: 100000000",
    BATCH + ", " + CHUNKED,
  })
  void a_client_that_never_stops_has_its_answer_while_it_sends(String address, String framing)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var socket = RawHttp.connect(api)) {
      send(socket, head(address, framing));
      var sending = threads.submit(() -> sendUntilStopped(socket, framing));

      assertRefused(rest(socket));
      socket.close();
      assertThat(sending.get()).isLessThan(PIECES);
    }
  }

  private static int sendUntilStopped(Socket socket, String framing) throws IOException {
    String piece = "x".repeat(50_000);
    for (int sent = 0; sent < PIECES; sent++) {
      try {
        send(socket, framing.equals(CHUNKED) ? chunk(piece) : piece);
      } catch (SocketException stopped) {
        return sent;
      }
    }
    return PIECES;
  }

  @ParameterizedTest
  @CsvSource({Api.AUDITS, BATCH})
  void what_a_large_body_holds_is_no_request(String address) throws IOException {
    String inner = "GET /beta/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String body = inner.repeat(1600 * KIB / inner.length());
    try (var socket = RawHttp.connect(api)) {
      send(socket, head(address, "Content-Length: " + (body.length() - inner.length())) + body);

      assertRefused(rest(socket));
    }
  }

  @ParameterizedTest
  @CsvSource({"PUT, 405", "POST, 404"})
  void a_connection_goes_on_behind_a_body_of_64_KiB_that_nobody_wanted(String method, int status)
      throws IOException {
    String address = method.equals("PUT") ? Api.AUDITS : "/beta/nowhere";
    String body = "x".repeat(64 * KIB);
    try (var socket = RawHttp.connect(api)) {
      send(
          socket,
          head(address, "Content-Length: " + body.length()).replace("POST", method)
              + body
              + "OPTIONS /beta HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(rest(socket)).containsSubsequence("HTTP/1.1 " + status, "HTTP/1.1 204");
    }
  }

  /** Whole, the only answer, and the connection's last. */
  private static void assertRefused(String answers) {
    assertThat(answers)
        .matches("(?s)HTTP/1\\.[01] 413 .*")
        .containsIgnoringCase("\r\nConnection: close\r\n")
        .contains("\"RequestTooLarge\"")
        .endsWith("}}}")
        .containsOnlyOnce("HTTP/1.");
  }

  private String head(String address, String framing) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n%s\r\n\r\n"
        .formatted(address, api.token(), framing);
  }

  private static String chunk(String bytes) {
    return Integer.toHexString(bytes.length()) + "\r\n" + bytes + "\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
