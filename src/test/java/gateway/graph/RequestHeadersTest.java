package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=\"UTF-8\"",
        "application/json;odata.metadata=minimal;IEEE754Compatible=true",
        "application/json;",
      })
  void reads_json(String type) {
    assertThatCode(
            () -> RequestHeaders.requireJson(TestRequest.withHeader("content-type", type).sent()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "text/plain",
        "application/xml",
        "application/*",
        "*/*",
        "json",
        "application/json-patch+json",
        "application/merge-patch+json",
        "application/jsonx",
        "application/json, application/json",
        "application/json;charset=iso-8859-1",
        "application/json;charset=utf-16",
        "application/json;charset=",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
      })
  void refuses_any_other_content(String type) {
    assertThat(unsupported(TestRequest.withHeader("Content-Type", type)))
        .hasMessageContaining("Content-Type: application/json");
  }

  @Test
  void refuses_content_without_a_type_or_with_two() {
    assertThat(unsupported(TestRequest.of("PATCH", "/"))).isNotNull();
    assertThat(unsupported(json().header("Content-Type", "application/json"))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "br", "identity, gzip", "gzip, gzip", "zstd", "x"})
  void refuses_content_in_another_coding_and_names_the_one_that_it_reads(String encoding) {
    assertThat(unsupported(json().header("Content-Encoding", encoding)).headers())
        .containsEntry("Accept-Encoding", "gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "Identity", "", "gzip", " GZIP ", "x-gzip"})
  void takes_content_as_it_is_and_in_gzip(String encoding) {
    assertThatCode(
            () -> RequestHeaders.requireJson(json().header("Content-Encoding", encoding).sent()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "10, false, true",
    "11, false, false",
    "10, true, false",
    "0, true, false",
    "0, false, true"
  })
  void bounds_the_body(int length, boolean exceeded, boolean taken) {
    var request = json().body(new Request.Body(new byte[length], exceeded)).sent();

    var problem =
        catchThrowableOfType(Problem.class, () -> RequestHeaders.requireSize(request, 10));

    if (taken) {
      assertThat(problem).isNull();
    } else {
      assertThat(problem.code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE);
      assertThat(problem).hasMessage("The body is larger than 10 bytes.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OData-Version, 4.0",
    "OData-Version, 4.01",
    "OData-Version, ' 4.0 '",
    "OData-Version, ''",
    "OData-MaxVersion, 4.0",
    "OData-MaxVersion, 4.01",
    "OData-MaxVersion, 4.1",
    "OData-MaxVersion, 5.0",
    "OData-MaxVersion, 10.0",
    "odata-maxversion, 4.0",
  })
  void speaks_4_0_and_4_01(String name, String version) {
    assertThatCode(
            () -> RequestHeaders.requireODataVersions(TestRequest.withHeader(name, version).sent()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "OData-Version, 4.02",
    "OData-Version, 4.1",
    "OData-Version, 5.0",
    "OData-Version, 40.1",
    "OData-Version, 3.0",
    "OData-Version, 3.0;NetFx",
    "OData-Version, '4.0, 4.0'",
    "OData-Version, four",
    "OData-Version, 4",
    "OData-Version, \u0664.0",
    "OData-MaxVersion, 3.0",
    "OData-MaxVersion, 3.99",
    "OData-MaxVersion, 0.0",
    "OData-MaxVersion, -4.0",
    "OData-MaxVersion, x",
  })
  void refuses_another_version(String name, String version) {
    var problem =
        catchThrowableOfType(
            Problem.class,
            () ->
                RequestHeaders.requireODataVersions(TestRequest.withHeader(name, version).sent()));

    assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(problem.target()).isEqualTo(name);
    assertThat(problem).hasMessageContaining("speaks OData 4.0 and 4.01");
  }

  private static TestRequest json() {
    return TestRequest.withHeader("Content-Type", "application/json");
  }

  private static Problem unsupported(TestRequest request) {
    var problem =
        catchThrowableOfType(Problem.class, () -> RequestHeaders.requireJson(request.sent()));

    assertThat(problem.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    return problem;
  }
}
