package gateway.graph.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartAddressTest {

  private static final String ORIGIN = "https://host.example/intune";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "/things                                | /beta/things          | ``",
        "things                                 | /beta/things          | ``",
        "/things?$top=1&x=?                     | /beta/things          | $top=1&x=?",
        "/beta/things                           | /beta/things          | ``",
        "/v1.0/things                           | /v1.0/things          | ``",
        "/v1.0?x                                | /v1.0                 | x",
        "/betas/things                          | /beta/betas/things    | ``",
        "https://host.example/intune/things     | /things               | ``",
        "HTTPS://Host.example/intune/v1.0/t?a=b | /v1.0/t               | a=b",
        "/things?$filter=a eq 'b'               | /beta/things          | $filter=a%20eq%20'b'",
        "/things('é😀')                          | /beta/things('%C3%A9%F0%9F%98%80') | ``",
        "/a%20b?c=%2B+d                         | /beta/a%20b           | c=%2B+d",
        "/things?next=https://elsewhere/x       | /beta/things          | next=https://elsewhere/x"
      })
  void finds_path_and_query(String url, String path, String query) {
    assertThat(PartAddress.of(url, ORIGIN, "/beta")).isEqualTo(new PartAddress(path, query));
  }

  @Test
  void stays_without_a_root_when_the_batch_came_without_one() {
    assertThat(PartAddress.of("/things", ORIGIN, "")).isEqualTo(new PartAddress("/things", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/intune/things",
        "https://host.example/things",
        "https://host.example.evil/intune/things",
        "http://host.example/intune/things",
        "file:///etc/passwd",
        "/things#part",
        "/things\r\nX: y",
        "/things\u0000",
        "/things\ud800"
      })
  void refuses_what_is_no_address_of_this_service(String url) {
    var problem =
        catchThrowableOfType(
            Problem.class,
            () -> {
              var _ = PartAddress.of(url, ORIGIN, "/beta");
            });

    assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(problem.target()).isEqualTo("url");
  }

  @Test
  void refuses_an_address_longer_than_a_request_line() {
    var problem =
        catchThrowableOfType(
            Problem.class,
            () -> {
              var _ = PartAddress.of("/" + "x".repeat(64 * 1024), ORIGIN, "/beta");
            });

    assertThat(problem.code()).isEqualTo(ErrorCode.URI_TOO_LONG);
  }
}
