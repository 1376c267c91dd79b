package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP itself asks of an exchange: coding, length, conditions, expectations (RFC 9110). */
@GatewayTest
class ExchangeTest {

  private final Api api = Api.ofNewTenant();
  private final Api nobody = Api.with("");

  @ParameterizedTest
  @CsvSource({
    "GZIP, gzip",
    "'deflate, gzip;q=0.5', gzip",
    "*, gzip",
    "'gzip;q=0', ''",
    "'gzip;q=0.5, identity', ''",
    "deflate, ''",
  })
  void compresses_as_the_client_weighs_it(String accepted, String coding) {
    var answer = api.sending("Accept-Encoding", accepted).get("/beta/").is(200);

    assertThat(answer.header("Content-Encoding")).isEqualTo(coding);
    assertThat(answer.header("Vary")).isEqualToIgnoringCase("Accept-Encoding");
  }

  @Test
  void tells_by_HEAD_the_length_that_GET_has() {
    String id = api.created();
    String full = api.get(Api.AUDITS + "/" + id).body();

    var head = api.send("HEAD", Api.AUDITS + "/" + id, "").is(200);

    assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(full.length()));
    assertThat(head.body()).isEmpty();
    assertThat(api.send("HEAD", Api.AUDITS + "/nothing", "").is(404).header("Content-Length"))
        .isNotEmpty();
    assertThat(
            api.sending("Accept-Encoding", "gzip")
                .send("HEAD", Api.AUDITS + "/" + id, "")
                .header("Content-Length"))
        .isEmpty();
    assertThat(
            api.sending("Accept", "text/csv")
                .send("HEAD", Api.AUDITS, "")
                .is(200)
                .header("Content-Length"))
        .isEmpty();
  }

  @Test
  void tells_no_length_where_nothing_has_changed() {
    String id = api.created();
    var informed = api.sending("If-None-Match", "*");

    var head = informed.send("HEAD", Api.AUDITS + "/" + id, "").is(304);

    assertThat(head.header("Content-Length")).isEmpty();
    assertThat(head.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(informed.get(Api.AUDITS + "/" + id).is(304).header("Content-Length")).isEmpty();
  }

  @Test
  void tells_the_methods_of_the_whole_server() {
    String answer = RawHttp.send(nobody, "OPTIONS", "*");

    assertThat(answer)
        .startsWith("HTTP/1.1 204 ")
        .containsIgnoringCase("Allow: GET, HEAD, POST, PATCH, DELETE, OPTIONS\r\n")
        .containsIgnoringCase("request-id: ");
    assertThat(RawHttp.send(api, "GET", "*")).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"If-Match", "If-None-Match"})
  void refuses_a_malformed_condition_on_every_address(String name) {
    String id = api.created();
    var malformed = api.sending(name, "3", "Content-Type", "application/json");
    String audit = "{\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}";

    assertThat(malformed.send("POST", Api.AUDITS, audit).is(400).error().get("target").asText())
        .isEqualTo(name);
    malformed.send("PATCH", Api.AUDITS + "/" + id, "{}").is(400);
    malformed.delete(Api.AUDITS + "/" + id).is(400);
    malformed.get(Api.AUDITS + "/" + id).is(400);
    malformed.get(Api.AUDITS).is(400);
    malformed.send("POST", Api.AUDITS + "/" + id + "/erasePersonalData", "").is(400);
    api.sending(name, "W/\"3\"", "Content-Type", "application/json")
        .send("POST", Api.AUDITS, audit)
        .is(201);
  }

  @Test
  void asks_for_a_body_only_when_nothing_speaks_against_it() throws IOException {
    String id = api.created();

    try (var socket = RawHttp.connect(api)) {
      send(socket, head(api.token(), "PATCH", id, "Content-Length: 2", "Connection: close"));
      assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      send(socket, "{}");
      assertThat(rest(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void answers_at_once_what_no_body_could_mend() throws IOException {
    String id = api.created();
    String reader = gateway.TestIssuer.delegated(UUID.randomUUID(), Api.READ);

    assertThat(refused(head("x.y.z", "PATCH", id, "Content-Length: 2")))
        .startsWith("HTTP/1.1 401 ");
    assertThat(refused(head(reader, "PATCH", id, "Content-Length: 2"))).startsWith("HTTP/1.1 403 ");
    assertThat(refused(head(api.token(), "PUT", id, "Content-Length: 2")))
        .startsWith("HTTP/1.1 405 ");
    assertThat(refused(head(api.token(), "PATCH", id + "/x", "Content-Length: 2")))
        .startsWith("HTTP/1.1 404 ");
    assertThat(refused(head(api.token(), "PATCH", id, "Content-Length: 65537")))
        .startsWith("HTTP/1.1 413 ");
    assertThat(refused(head(api.token(), "PATCH", id, "Content-Length: 2", "If-Match: 3")))
        .startsWith("HTTP/1.1 400 ");
    assertThat(
            refused(
                head(api.token(), "PATCH", id, "Content-Length: 2")
                    .replace("application/json", "text/xml")))
        .startsWith("HTTP/1.1 415 ");
  }

  /** Nobody asked it to wait: the body comes, but none of it is waited for, or kept. */
  @Test
  void answers_who_may_not_send_a_body_before_it_has_come() throws IOException {
    String head =
        "POST /beta/$batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000000\r\n\r\n";
    try (var socket = RawHttp.connect(api)) {
      send(socket, head + "[".repeat(999_999));
      assertThat(new String(socket.getInputStream().readNBytes(13), StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 401 ");

      send(socket, "]OPTIONS /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(rest(socket)).contains("HTTP/1.1 404 ");
    }
  }

  @Test
  void answers_413_before_400_though_only_the_body_shows_its_size() throws IOException {
    String head =
        ("PATCH %s/x HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Authorization: Bearer %s\r\n"
                + "If-Match: 3\r\n"
                + "Content-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n"
                + "Connection: close\r\n\r\n")
            .formatted(Api.AUDITS, api.token());
    try (var socket = RawHttp.connect(api)) {
      send(socket, head + "10001\r\n" + "x".repeat(0x10001) + "\r\n0\r\n\r\n");

      assertThat(rest(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void answers_many_requests_that_came_at_once_as_their_client_takes_the_answers()
      throws IOException {
    int many = 300;
    String ask = "GET /openapi HTTP/1.1\r\nHost: localhost\r\n";
    try (var socket = RawHttp.connect(api)) {
      send(socket, (ask + "\r\n").repeat(many - 1) + ask + "Connection: close\r\n\r\n");

      assertThat(Pattern.compile("HTTP/1\\.1 200 ").matcher(rest(socket)).results()).hasSize(many);
    }
  }

  @Test
  void closes_the_connection_on_which_a_body_was_refused() throws IOException {
    try (var socket = RawHttp.connect(api)) {
      send(socket, head("x.y.z", "PATCH", "x", "Content-Length: 2"));

      assertThat(rest(socket)).containsIgnoringCase("\r\nConnection: close\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 200, Content-Length: 42",
    "HEAD, 200, Content-Length: 42",
    "OPTIONS, 204, Content-Length: 42",
    "DELETE, 204, Content-Length: 42",
    "DELETE, 204, Transfer-Encoding: chunked",
    "GET, 404, Content-Length: 42",
  })
  void answers_for_good_and_closes_where_a_method_needs_no_body(
      String method, int status, String framing) throws IOException {
    String id = status == 404 ? "nothing" : api.created();
    String head = head(api.token(), method, id, framing);
    String inner = "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n";
    boolean isChunked = framing.startsWith("T");
    for (String body : List.of("", "GET /", inner, isChunked ? inner : inner + inner)) {
      try (var socket = RawHttp.connect(api)) {
        send(socket, head + (isChunked ? "2a\r\n" : "") + body);

        assertThat(rest(socket))
            .startsWith("HTTP/1.1 " + (method.equals("DELETE") && !body.isEmpty() ? 404 : status))
            .containsIgnoringCase("\r\nConnection: close\r\n")
            .containsOnlyOnce("HTTP/1.1 ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"GET", "HEAD", "OPTIONS", "DELETE", "PATCH"})
  void keeps_the_connection_where_no_body_was_announced(String method) throws IOException {
    String id = api.created();
    for (String none : List.of("Content-Length: 0", "X: y")) {
      try (var socket = RawHttp.connect(api)) {
        send(
            socket,
            head(api.token(), method, id, none)
                + "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(rest(socket))
            .doesNotContain("100 Continue")
            .containsSubsequence("HTTP/1.1 ", "HTTP/1.1 204 ");
      }
    }
  }

  @Test
  void ends_an_export_in_HTTP_1_0_with_the_connection_though_it_was_to_be_kept() {
    String id = api.created();

    String answer =
        RawHttp.exchange(
            api,
            "GET %s HTTP/1.0\r\nConnection: keep-alive\r\nAccept: text/csv\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(Api.AUDITS, api.token()));

    assertThat(answer)
        .containsIgnoringCase("\r\nConnection: close\r\n")
        .doesNotContainIgnoringCase("Transfer-Encoding")
        .contains("\r\n" + id + ",");
  }

  /** The first line that comes, though the client never sends its body. */
  private String refused(String head) throws IOException {
    try (var socket = RawHttp.connect(api)) {
      send(socket, head);
      return new String(socket.getInputStream().readNBytes(13), StandardCharsets.ISO_8859_1);
    }
  }

  private static String head(String token, String method, String id, String... more) {
    return ("%s %s/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                + "Content-Type: application/json\r\nExpect: 100-Continue\r\n")
            .formatted(method, Api.AUDITS, id, token)
        + String.join("\r\n", more)
        + "\r\n\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
