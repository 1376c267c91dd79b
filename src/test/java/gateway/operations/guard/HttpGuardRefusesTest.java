package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpGuardRefusesTest {

  private static final String BODY =
      "\\{'error':\\{'code':'BadRequest','message':'[^']+','innerError':\\{'date':'[^']+',"
          + "'request-id':'[^']+','client-request-id':'[^']+'\\}\\}\\}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Request line
        "\n",
        "\r\n\r\n",
        "\rGET / HTTP/1.1\r\n",
        " GET / HTTP/1.1\r\n",
        "\u0016\u0003\u0001",
        "G(T / HTTP/1.1\r\n",
        "GET\t/ HTTP/1.1\r\n",
        "GET  / HTTP/1.1\r\n",
        "GET /\r\n",
        "GET / \r\n",
        "GET /  HTTP/1.1\r\n",
        "GET /\u0000 HTTP/1.1\r\n",
        "GET /\u0001 HTTP/1.1\r\n",
        "GET /\u007f HTTP/1.1\r\n",
        "GET /\u00e9 HTTP/1.1\r\n",
        "GET /a\tb HTTP/1.1\r\n",
        "GET /a b HTTP/1.1\r\n",
        "GET / HTTP/1.1 \r\n",
        "GET / HTTP/1.1\n",
        "GET / HTTP/1.1\rHost: a",
        "GET / HTTP/1.1\r\r\n",
        "GET / HTTP/1.2\r\n",
        "GET / HTTP/0.9\r\n",
        "GET / HTTP/1.11\r\n",
        "GET / HTTP/11\r\n",
        "GET / http/1.1\r\n",
        "GET / XHTTP/1.1\r\n",
        "GET / HTTPS/1.1\r\n",
        "PRI * HTTP/2.0\r\n",
      })
  void refuses_a_malformed_request_line(String line) {
    assertRefused(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Whitespace and line ends
        " X: folded\r\n",
        "\tX: folded\r\n",
        "X: a\r\n folded\r\n",
        "X: a\r\n\tfolded\r\n",
        "X : a\r\n",
        "X\t: a\r\n",
        "X y: a\r\n",
        "X: a\n",
        "X: a\r",
        "X: a\rY: b\r\n",
        "X: a\r\rY: b\r\n",
        "\n",
        "\rX: a\r\n",
        "X: a\r\n\r",
        // Characters
        "X: a\u0000b\r\n",
        "X: a\u0001b\r\n",
        "X: a\u007fb\r\n",
        "X: a\u000bb\r\n",
        "X\u0000: a\r\n",
        "\u00e9: a\r\n",
        "X@: a\r\n",
        "(X): a\r\n",
        ": a\r\n",
        "X\r\n",
        "X",
        "Content-Length\r\n",
        // Host
        "Host: a\r\n",
        "host: b\r\n",
        "HOST:\r\n",
        // Lengths
        "Content-Length: 1\r\nContent-Length: 1\r\n",
        "Content-Length: 1\r\ncontent-length: 2\r\n",
        "Content-Length: 1, 1\r\n",
        "Content-Length: +1\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 1 1\r\n",
        "Content-Length: 0x1\r\n",
        "Content-Length: 1.0\r\n",
        "Content-Length: \u00b2\r\n",
        "Content-Length: a\r\n",
        "Content-Length:\r\n",
        "Content-Length: \t\r\n",
        "Content-Length: 1000000000000000000\r\n",
        "Content-Length: 18446744073709551617\r\n",
        "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n",
        // Transfer codings
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: chunked, xchunked\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: \"chunked\"\r\n",
        "Transfer-Encoding: chunked;q=1\r\n",
        "Transfer-Encoding: chunke\u00e4\r\n",
        "Transfer-Encoding:\r\n",
        "Transfer-Encoding: chunked,\r\n",
      })
  void refuses_malformed_or_doubtful_headers(String headers) {
    assertRefused("GET / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: \u00e9\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.0\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
      })
  void refuses_what_a_version_forbids_or_lacks(String head) {
    assertRefused(head);
  }

  @Test
  void refuses_a_host_longer_than_a_name_can_be() {
    assertRefused("GET / HTTP/1.1\r\nHost: " + "a".repeat(260) + "\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Sizes
        "\r\n",
        "x\r\n",
        "-1\r\n",
        "+1\r\n",
        "0x1\r\n",
        " 1\r\n",
        "1 \r\n",
        "1\t\r\n",
        "1\n",
        "1\r1",
        "1g\r\n",
        "1=\r\n",
        ";a\r\n",
        "1\u0000\r\n",
        "80000000\r\n",
        "FFFFFFFF\r\n",
        "000000001\r\n",
        "100000000\r\n",
        // Extensions
        "1 ;a\r\n",
        "1; a\r\n",
        "1;a =b\r\n",
        "1;a= b\r\n",
        "1;\r\n",
        "1;;a\r\n",
        "1;a=\r\n",
        "1;=b\r\n",
        "1;a\n",
        "1;a=b=c\r\n",
        "1;a\rx\r\n",
        "1;a=\"b\r\n",
        "1;a=\"b\n\"\r\n",
        "1;a=\"b\\\r\n",
        "1;a=\"b\"c\r\n",
        "1;a=\"b\"=c\r\n",
        "1;a=\"\u0000\"\r\n",
        "1;\u00e9\r\n",
        // Data
        "1\r\nxy",
        "1\r\nx\n",
        "1\r\nx\r\r\n",
        "1\r\nx1\r\n",
        "1\r\n\r\n0\r\n",
        // Trailers
        "0\r\n\n",
        "0\r\n\rX",
        "0\r\n X: a\r\n",
        "0\r\nX : a\r\n",
        "0\r\nX: a\n",
        "0\r\nX: \u0000\r\n",
        "0\r\nX: a\r\n b\r\n",
        "0\r\nHost: a\r\n",
        "0\r\nContent-Length: 1\r\n",
        "0\r\nTransfer-Encoding: chunked\r\n",
      })
  void refuses_a_malformed_chunk(String chunks) {
    assertRefused("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
  }

  @Test
  void refuses_more_than_1024_bytes_of_extensions_in_one_body() {
    String head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    var within =
        GuardedConnection.open().send(head + ("1;" + "a".repeat(127) + "\r\nx\r\n").repeat(8));

    assertThat(within.answered()).isEmpty();
    assertRefused(head + ("1;" + "a".repeat(127) + "\r\nx\r\n").repeat(8) + "1;a\r\n");
    assertRefused(head + "1" + ";a".repeat(513) + "\r\n");
    assertRefused(head + "1;a=\"" + "\\b".repeat(513) + "\"\r\n");
  }

  /**
   * However the bytes are cut into reads, nothing of the last byte's read reaches the decoder, and
   * 400 is answered.
   */
  private static void assertRefused(String bytes) {
    var atOnce = GuardedConnection.open().send(bytes);
    var byteByByte = GuardedConnection.open().drip(bytes);

    assertThat(atOnce.passed()).isEmpty();
    assertThat(bytes).startsWith(byteByByte.passed()).isNotEqualTo(byteByByte.passed());
    assertThat(atOnce.answered())
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains("\r\n\r\n{\"error\"")
        .matches("(?s).*\r\n\r\n" + BODY.replace('\'', '"'));
    assertThat(byteByByte.answered()).startsWith("HTTP/1.1 400 Bad Request\r\n");
    assertThat(atOnce.pass(Lingering.ROUND_SECONDS).isOpen()).isFalse();
  }
}
