package gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service does with bytes that no HTTP client library would send. */
@GatewayTest
class HttpFramingTest {

  private static final String GET = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String LAST =
      "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
        "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
        "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
      })
  void refuses_doubtful_framing(String request) {
    assertThat(exchange(request + LAST))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains("\r\nrequest-id: ", "\r\nConnection: close\r\n", "\"code\":\"BadRequest\"")
        .doesNotContain("HTTP/1.1 404");
  }

  @Test
  void answers_before_a_refusal_keep_their_order() {
    assertThat(exchange(GET + GET + "GET / HTTP/1.1\r\n : \r\n\r\n"))
        .containsSubsequence("HTTP/1.1 404 ", "HTTP/1.1 404 ", "HTTP/1.1 400 ");
  }

  @Test
  void a_request_line_of_64_KiB_is_read_and_a_longer_one_refused() {
    String target = "/" + "a".repeat(65_536 - "GET / HTTP/1.1".length());

    assertThat(exchange(LAST.replace("/nowhere", target))).startsWith("HTTP/1.1 404 ");
    assertThat(exchange(LAST.replace("/nowhere", target + "a")))
        .startsWith("HTTP/1.1 414 ")
        .contains("\"code\":\"UriTooLong\"");
  }

  @Test
  void headers_of_16_KiB_are_read_and_longer_ones_refused() {
    String rest = "Host: localhost\r\nConnection: close\r\nX: \r\n";
    String value = "a".repeat(16_384 - rest.length());

    assertThat(exchange(LAST.replace("\r\n\r\n", "\r\nX: " + value + "\r\n\r\n")))
        .startsWith("HTTP/1.1 404 ");
    assertThat(exchange(LAST.replace("\r\n\r\n", "\r\nX: " + value + "a\r\n\r\n")))
        .startsWith("HTTP/1.1 431 ")
        .contains("\"code\":\"RequestHeaderFieldsTooLarge\"");
  }

  @Test
  void serves_pipelined_requests_in_order() {
    assertThat(exchange(GET + "\r\n" + GET + LAST))
        .containsSubsequence("HTTP/1.1 404 ", "HTTP/1.1 404 ", "HTTP/1.1 404 ");
  }

  private static String exchange(String requests) {
    return RawHttp.exchange(Api.with(""), requests);
  }
}
