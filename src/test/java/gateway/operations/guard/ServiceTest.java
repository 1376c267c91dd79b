package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.RawHttp;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The running service at the other end of a socket that does not keep to the rules. */
@GatewayTest
class ServiceTest {

  private static final String READ = "GET /beta/ HTTP/1.1\r\n";
  private static final String LAST =
      "OPTIONS /openapi HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  private final Api api = Api.ofNewTenant();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /beta/ HTTP/1.1\r\n\r\n",
        "GET /beta/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET /beta/ HTTP/1.1\r\nHost: a, b\r\n\r\n",
        "GET /beta/ HTTP/1.1\r\nHost: a@b\r\n\r\n",
        "GET /beta/ HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n",
        "GET /beta/ HTTP/1.1\r\n Host: a\r\n\r\n",
        "GET /beta/ HTTP/1.1\nHost: a\n\n",
        "GET /beta/ HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n",
        "GET /beta/ HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n",
        "GET /beta/\0 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /beta/ HTTP/1.2\r\nHost: a\r\n\r\n",
        "GET /\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003 \r\n",
        "POST /beta/$batch HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /beta/$batch HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, xchunked\r\n\r\n0\r\n\r\n",
        "POST /beta/$batch HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST /beta/$batch HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
        "POST /beta/$batch HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /beta/$batch HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        "POST /beta/$batch HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n\r\n{}",
      })
  void refuses_in_its_own_form_and_closes(String bytes) {
    String answer = RawHttp.exchange(api, bytes);

    assertThat(answer)
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .containsIgnoringCase("\r\nrequest-id: ")
        .containsIgnoringCase("\r\nConnection: close\r\n")
        .contains("\"BadRequest\"");
    assertThat(statuses(answer)).isEqualTo("400");
  }

  @Test
  void lets_no_body_end_where_the_next_request_could_hide() {
    String chunked = "POST /beta/$batch HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    assertThat(
            statuses(
                RawHttp.exchange(api, chunked + "10000000000000002\r\n{}\r\n0\r\n\r\n" + LAST)))
        .isEqualTo("400");
    assertThat(statuses(RawHttp.exchange(api, chunked + "2\r\n{}0\r\n\r\n" + LAST)))
        .isEqualTo("400");
    assertThat(
            statuses(
                RawHttp.exchange(
                    api, chunked + "2\r\n{}\r\n0\r\nContent-Length: 9\r\n\r\n" + LAST)))
        .isEqualTo("400");
    assertThat(
            statuses(
                RawHttp.exchange(
                    api, "GET /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}" + LAST)))
        .isEqualTo("404 204");
    assertThat(statuses(RawHttp.exchange(api, chunked + "2\r\n{}\r\n0\r\nX: y\r\n\r\n" + LAST)))
        .isEqualTo("401 204");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"close", "TE, Close", "close,TE", " , close ,", "x\r\nConnection: y,close"})
  void closes_behind_a_request_that_asks_for_it(String options) {
    assertThat(
            statuses(
                RawHttp.exchange(
                    api, READ + "Host: a\r\nConnection: " + options + "\r\n\r\n" + LAST)))
        .isEqualTo("401");
  }

  @ParameterizedTest
  @CsvSource({
    "TRACE, /beta/, 405",
    "FOO, /beta/, 405",
    "get, /beta/, 405",
    "CONNECT, /beta/, 405",
    "CONNECT, localhost:80, 400",
    "GET, beta/, 400",
    "GET, http://localhost/beta/, 200",
    "GET, http://user@localhost/beta/, 400",
    "GET, http://localhost.evil.example/beta/, 400",
    "GET, http:///beta/, 400",
    "GET, /beta/?x=1#y, 400",
    "GET, /beta/#, 400",
    "OPTIONS, *#, 400",
  })
  void answers_by_method_and_target(String method, String target, String status) {
    assertThat(statuses(RawHttp.send(api, method, target))).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q",
        "/q/",
        "/q/health",
        "/q/health/live",
        "/q/metrics",
        "/Q/health",
        "/%71/health",
        "/q%2Fhealth",
        "//q/health",
        "/./q/health",
        "/beta/../q/health",
        "/beta/%2e%2e/q/metrics",
        "/q;a=b/health",
        "/beta/q/health",
        "http://localhost/q/health",
      })
  void has_nothing_of_the_management_port(String target) {
    assertThat(RawHttp.send(api, "GET", target))
        .startsWith("HTTP/1.1 404 ")
        .contains("\"ResourceNotFound\"");
  }

  @Test
  void upgrades_to_nothing() {
    assertThat(
            statuses(
                RawHttp.exchange(
                    api,
                    READ
                        + "Host: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
                        + LAST)))
        .isEqualTo("401 204");
    assertThat(
            statuses(
                RawHttp.exchange(
                    api,
                    READ
                        + "Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
                        + LAST)))
        .isEqualTo("401 204");
  }

  private static String statuses(String answers) {
    return String.join(
        " ",
        Pattern.compile("(?m)^HTTP/1\\.[01] (\\d{3}) |(?<=})HTTP/1\\.[01] (\\d{3}) ")
            .matcher(answers)
            .results()
            .map(found -> found.group().replaceAll("^HTTP/1\\.[01] | $", ""))
            .toList());
  }
}
