package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpGuardPassesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /beta/x('1')?$filter=a%20eq%20'b'&$top=1 HTTP/1.1\r\nhost:a.example:8080\r\n\r\n",
        "GET / HTTP/1.1\r\nHOST: \t[::1]:80 \t\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n",
        "HEAD http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n",
        "M!#$%&'*+-.^_`|~9 / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nX-Latin: \u00e9\t\u00ff\r\nHosts: b\r\nHos: c\r\nX: y: z\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n\r\n",
        "PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length:  5 \r\nExpect: 100-continue\r\n\r\n\r\n\0\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n\r\n\0\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTRANSFER-ENCODING:Chunked\r\n\r\n0000000A\r\n0123456789\r\n1\r\nx\r\n000\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a;b=c;d=\"e \\\" f\"\r\nx\r\n0;last\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Checksum: 1\r\nY:\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
      })
  void lets_valid_requests_through_as_they_are(String requests) {
    var atOnce = GuardedConnection.open().send(requests);
    var byteByByte = GuardedConnection.open().drip(requests);

    assertThat(atOnce.passed()).isEqualTo(requests);
    assertThat(byteByByte.passed()).isEqualTo(requests);
    assertThat(atOnce.answered() + byteByByte.answered()).isEmpty();
    assertThat(atOnce.isOpen() && byteByByte.isOpen()).isTrue();
  }
}
