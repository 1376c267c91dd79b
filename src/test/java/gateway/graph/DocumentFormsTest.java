package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.odata.QueryOptions;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentFormsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CSDL | '' | application/xml",
        "CSDL | */* | application/xml",
        "CSDL | application/* | application/xml",
        "CSDL | application/json | application/json",
        "CSDL | application/json;odata.metadata=full | application/json",
        "CSDL | APPLICATION/JSON, */*;q=0.1 | application/json",
        "CSDL | application/json, */* | application/json",
        "CSDL | application/xml;q=0.5, application/json;q=0.4 | application/xml",
        "CSDL | application/xml;q=0, */* | application/json",
        "CSDL | text/html, application/xml;q=0.9, */*;q=0.8 | application/xml",
        "OPEN_API | '' | application/json",
        "OPEN_API | application/yaml | application/yaml",
        "OPEN_API | application/x-yaml | application/x-yaml",
        "OPEN_API | text/yaml | text/yaml",
        "OPEN_API | text/* | text/yaml",
        "OPEN_API | application/json;q=0.1, application/yaml | application/yaml"
      })
  void gives_the_form_that_a_client_likes_best(Offers offers, String accept, String mediaType) {
    var request = TestRequest.withHeader("Accept", accept).sent();

    assertThat(Negotiation.chosen(offers, request, QueryOptions.NONE).mediaType())
        .isEqualTo(mediaType);
  }

  @ParameterizedTest
  @CsvSource({
    "CSDL, text/html",
    "CSDL, application/yaml",
    "CSDL, */*;q=0",
    "CSDL, application/xml;x=1",
    "OPEN_API, application/xml",
    "OPEN_API, nonsense"
  })
  void refuses_what_a_header_asks_for_in_vain(Offers offers, String accept) {
    var request = TestRequest.withHeader("Accept", accept).sent();

    assertThatThrownBy(
            () -> {
              var _ = Negotiation.chosen(offers, request, QueryOptions.NONE);
            })
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_ACCEPTABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "xml, application/xml",
    "XML, application/xml",
    "json, application/json",
    "application/json, application/json",
    "application/json;odata.metadata=minimal, application/json",
    "application/xml, application/xml"
  })
  void format_overrides_the_header(String format, String mediaType) {
    var request = TestRequest.withHeader("Accept", "text/html").sent();

    assertThat(Negotiation.chosen(Offers.CSDL, request, format(format)).mediaType())
        .isEqualTo(mediaType);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yaml", "text/html", "atom", "*/*", "application/xml;x=1"})
  void a_format_that_is_none_is_a_bad_request(String format) {
    var request = TestRequest.of("GET", "/").sent();

    assertThatThrownBy(
            () -> {
              var _ = Negotiation.chosen(Offers.CSDL, request, format(format));
            })
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
              assertThat(problem.target()).isEqualTo("$format");
            });
  }

  private static QueryOptions format(String value) {
    return new QueryOptions(Map.of("$format", value), Map.of());
  }
}
