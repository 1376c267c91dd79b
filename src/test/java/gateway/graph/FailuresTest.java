package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailuresTest {

  private static final RequestIds IDS =
      new RequestIds(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"), "client-7");

  private final Failures failures =
      new Failures(Clock.fixed(Instant.parse("2026-11-24T03:20:00.987Z"), ZoneOffset.ofHours(5)));

  @Test
  void writes_an_error_as_sdks_read_it() {
    var answer = failures.body(IDS, Problem.of(ErrorCode.CONFLICT, "The \"id\" is taken."));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().toString())
        .isEqualTo(
            """
            {"error":{"code":"Conflict","message":"The \\"id\\" is taken.",\
            "innerError":{"date":"2026-11-24T03:20:00",\
            "request-id":"01890a5d-ac96-774b-bcce-b302099a8057","client-request-id":"client-7"}}}\
            """);
    assertThat(answer.headers())
        .containsExactly(
            Map.entry(
                "Content-Type",
                "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"));
  }

  @Test
  void names_the_target_of_a_single_fault_and_lists_no_details() {
    var problem = Problem.badRequest(List.of(new Fault("action", "Wrong.")));

    assertThat(error(problem))
        .startsWith(
            "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Wrong.\",\"target\":\"action\",\"innerError\":");
  }

  @Test
  void lists_several_faults_in_details_and_names_no_target_above_them() {
    var problem =
        Problem.badRequest(List.of(new Fault("action", "Wrong."), new Fault("", "Wrong, too.")));

    assertThat(error(problem))
        .startsWith(
            "{\"error\":{\"code\":\"BadRequest\",\"message\":\"The request has 2 faults; see"
                + " details.\",\"details\":["
                + "{\"code\":\"BadRequest\",\"message\":\"Wrong.\",\"target\":\"action\"},{\"code\":\"BadRequest\",\"message\":\"Wrong,"
                + " too.\"}],\"innerError\":");
  }

  @Test
  void carries_the_headers_of_a_problem() {
    var answer =
        failures.body(IDS, Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "No.", Map.of("Allow", "GET")));

    assertThat(answer.headers()).containsEntry("Allow", "GET").containsKey("Content-Type");
  }

  @Test
  void asks_to_come_back_when_the_service_cannot_answer() {
    var problem = Problem.unavailable("Away.", new IllegalStateException("select secret"));
    var answer = failures.answer(Asked.of(TestRequest.of("GET", "/").sent()), problem);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("Retry-After", "5");
    assertThat(answer.body().toString()).contains("Away.").doesNotContain("secret");
  }

  @Test
  void never_shows_the_cause_of_a_defect() {
    var request = TestRequest.of("GET", "/").sent();

    for (var defect :
        List.of(
            new IllegalStateException("select secret"),
            new CompletionException(new StackOverflowError("select secret")),
            new CompletionException("select secret", null))) {
      var answer = failures.answer(Asked.of(request), defect);

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body().toString())
          .contains("\"code\":\"InternalServerError\"", request.ids().requestId().toString())
          .doesNotContain("secret", "Exception", "Error:", "java.", "gateway.");
    }
  }

  @Test
  void finds_the_problem_that_a_pipeline_wrapped() {
    var wrapped =
        new CompletionException(
            new CompletionException(Problem.of(ErrorCode.RESOURCE_NOT_FOUND, "Gone away.")));

    assertThat(failures.answer(Asked.of(TestRequest.of("GET", "/").sent()), wrapped).status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "400, BadRequest",
    "401, InvalidAuthenticationToken",
    "403, Forbidden",
    "404, ResourceNotFound",
    "405, MethodNotAllowed",
    "406, NotAcceptable",
    "409, Conflict",
    "410, Gone",
    "412, PreconditionFailed",
    "413, RequestTooLarge",
    "414, UriTooLong",
    "415, UnsupportedMediaType",
    "428, PreconditionRequired",
    "431, RequestHeaderFieldsTooLarge",
    "500, InternalServerError",
    "503, ServiceUnavailable",
  })
  void names_each_status_as_the_contract_does(int status, String name) {
    assertThat(ErrorCode.values())
        .filteredOn(code -> code.status() == status)
        .extracting(ErrorCode::wireName)
        .containsExactly(name);
  }

  @ParameterizedTest
  @EnumSource
  void answers_each_code_with_its_status_and_name(ErrorCode code) {
    var answer = failures.body(IDS, Problem.of(code, "x"));

    assertThat(answer.status()).isEqualTo(code.status());
    assertThat(answer.body().toString()).contains("\"code\":\"" + code.wireName() + "\"");
  }

  private String error(Problem problem) {
    return failures.body(IDS, problem).body().toString();
  }
}
