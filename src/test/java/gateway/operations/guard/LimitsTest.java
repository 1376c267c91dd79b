package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  private static final int LINE = 64 * 1024;
  private static final int FIELDS = 16 * 1024;

  @ParameterizedTest
  @CsvSource({"-1, true", "0, true", "1, false"})
  void a_request_line_may_have_64_KiB(int more, boolean passes) {
    String line = "GET /" + "a".repeat(LINE - "GET / HTTP/1.1".length() + more) + " HTTP/1.1";
    assertPasses(line + "\r\nHost: a\r\n\r\n", passes, "414 Request-URI Too Long", "UriTooLong");
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "0, true", "1, false"})
  void headers_may_have_16_KiB(int more, boolean passes) {
    String headers =
        "Host: a\r\nX: " + "a".repeat(FIELDS - "Host: a\r\nX: \r\n".length() + more) + "\r\n";
    assertPasses(
        "GET / HTTP/1.1\r\n" + headers + "\r\n",
        passes,
        "431 Request Header Fields Too Large",
        "RequestHeaderFieldsTooLarge");
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "0, true", "1, false"})
  void many_short_headers_may_have_16_KiB(int more, boolean passes) {
    String many = "Host: a\r\n" + "X:\r\n".repeat(4000);
    String last = "Y: " + "a".repeat(FIELDS - many.length() - "Y: \r\n".length() + more) + "\r\n";
    assertPasses(
        "GET / HTTP/1.1\r\n" + many + last + "\r\n",
        passes,
        "431 Request Header Fields Too Large",
        "RequestHeaderFieldsTooLarge");
  }

  @Test
  void a_method_or_a_version_without_end_is_a_line_too_long() {
    var method = GuardedConnection.open();
    var name = GuardedConnection.open().send("GET / HTTP/1.1\r\nHost: a\r\n");

    for (int i = 0; i <= LINE / 1024; i++) {
      var _ = method.send("M".repeat(1024));
      var _ = name.send("n".repeat(1024));
    }

    assertThat(method.answered()).startsWith("HTTP/1.1 414 ");
    assertThat(method.passed()).hasSize(LINE);
    assertThat(name.answered()).startsWith("HTTP/1.1 431 ");
    assertThat(name.passed()).hasSizeLessThan(FIELDS + 100);
  }

  @Test
  void trailers_count_with_the_headers() {
    var connection =
        GuardedConnection.open()
            .send(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
                "X: " + "a".repeat(FIELDS) + "\r\n\r\n");

    assertThat(connection.answered()).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void each_request_of_a_connection_has_its_own_limits() {
    String request =
        "GET /"
            + "a".repeat(LINE / 2)
            + " HTTP/1.1\r\nHost: a\r\nX: "
            + "a".repeat(FIELDS / 2)
            + "\r\n\r\n";

    var connection = GuardedConnection.open().send(request.repeat(5));

    assertThat(connection.passed()).isEqualTo(request.repeat(5));
  }

  private static void assertPasses(String request, boolean passes, String status, String code) {
    var atOnce = GuardedConnection.open().send(request);
    var byteByByte = GuardedConnection.open().drip(request);

    if (passes) {
      assertThat(atOnce.passed()).isEqualTo(request);
      assertThat(byteByByte.passed()).isEqualTo(request);
      assertThat(atOnce.answered() + byteByByte.answered()).isEmpty();
    } else {
      assertThat(atOnce.passed()).isEmpty();
      assertThat(atOnce.answered())
          .startsWith("HTTP/1.1 " + status + "\r\n")
          .contains("\"code\":\"" + code + "\"");
      assertThat(byteByByte.answered()).startsWith("HTTP/1.1 " + status + "\r\n");
    }
  }
}
