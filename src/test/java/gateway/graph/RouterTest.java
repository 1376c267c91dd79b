package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

  private static final Set<String> OPTIONS = Set.of("$select");

  /** Admits whoever names a permission, and remembers what it was asked. */
  private static final class NamedPermissions implements Gate {
    private final List<Access> asked = new ArrayList<>();

    @Override
    public Uni<Identity> admit(Request request, Access access) {
      asked.add(access);
      return switch (request.header("Authorization")) {
        case "" -> failure(ErrorCode.INVALID_AUTHENTICATION_TOKEN);
        case "nothing" -> failure(ErrorCode.FORBIDDEN);
        case "broken" -> throw new IllegalStateException("secret");
        default -> Uni.createFrom().item(new Anyone());
      };
    }

    private static Uni<Identity> failure(ErrorCode code) {
      return Uni.createFrom().failure(Problem.of(code, "Not you."));
    }
  }

  private record Anyone() implements Identity {
    @Override
    public UUID tenant() {
      return new UUID(0, 1);
    }

    @Override
    public String application() {
      return "app";
    }
  }

  private final NamedPermissions gate = new NamedPermissions();
  private final List<Call> calls = new ArrayList<>();
  private final HeldBytes held = new HeldBytes(1000);
  private final Router router =
      new Router(
          List.of(
              Route.of(
                  "",
                  Map.of("GET", Operation.reading(Access.AUTHENTICATED, Set.of(), this::answer))),
              Route.of(
                  "open",
                  Map.of("GET", Operation.reading(Access.ANONYMOUS, Set.of(), this::answer))),
              Route.of(
                  "things",
                  Map.of(
                      "GET", Operation.reading(Access.READ, OPTIONS, this::answer),
                      "POST", Operation.changing(OPTIONS, this::answer))),
              Route.of(
                  "things/$count",
                  Map.of("GET", Operation.text(Access.READ, Set.of(), this::answer))),
              Route.of(
                  "things/{id}",
                  Map.of(
                      "GET", Operation.reading(Access.READ, OPTIONS, this::answer),
                      "PATCH", Operation.changing(OPTIONS, this::answer),
                      "DELETE", Operation.removing(this::answer)))),
          gate,
          TestRates.NONE,
          held,
          new Failures(Clock.systemUTC()),
          new RequestMeters(new SimpleMeterRegistry()));

  private Uni<Response> answer(Call call) {
    calls.add(call);
    return Uni.createFrom()
        .item(Response.of(200, "text/plain", Buffer.buffer("done")).with("X-Handled", "yes"));
  }

  @ParameterizedTest
  @CsvSource({
    "/beta/things, https://host.example/beta, ''",
    "/v1.0/things, https://host.example/v1.0, ''",
    "/things, https://host.example, ''",
    "/beta/things/a, https://host.example/beta, a",
    "/beta/things('a'), https://host.example/beta, a",
    "/things('a'), https://host.example, a",
    "/%62eta/th%69ngs/%61, https://host.example/beta, a",
    "/beta, https://host.example/beta, ''",
    "/beta/, https://host.example/beta, ''",
    "/v1.0/, https://host.example/v1.0, ''",
    "/, https://host.example, ''",
  })
  void finds_an_address_below_each_root(String path, String root, String key) {
    assertThat(status(get(path))).isEqualTo(200);

    assertThat(calls).hasSize(1);
    assertThat(calls.getFirst().root()).isEqualTo(root);
    assertThat(String.join(",", calls.getFirst().keys())).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "/other",
        "/beta/other",
        "/v2.0/things",
        "/Beta/things",
        "/BETA/things",
        "/beta/beta/things",
        "/beta('x')/things",
        "/beta/Things",
        "/beta/things/",
        "/beta//things",
        "//beta/things",
        "/beta/things/a/b",
        "/beta/things/./a",
        "/beta/things/..",
        "/beta/things/%2e%2e",
        "/beta/x/../things",
        "/beta/things;v=1",
        "/beta/things/a;v=1",
        "/beta/things/a%2Fb",
        "/beta/things/a%",
        "/beta/things/%FF",
        "/beta/things/%00",
        "/beta/things(a)",
        "/beta/things('a'",
        "/beta/things/('a')",
        "/beta/things('')",
        "/beta//",
        "//",
      })
  void finds_no_address_in(String path) {
    var answer = answered(get(path));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().toString())
        .contains("\"code\":\"ResourceNotFound\"", "There is no such address.");
    assertThat(calls).isEmpty();
    assertThat(gate.asked).isEmpty();
  }

  /** A request in which everything from some check on is wrong is answered by that check. */
  @ParameterizedTest
  @CsvSource({
    "404, PUT, /beta/nowhere, '', text/xml, text/plain, true, 3.0, $bogus=1",
    "405, PUT, /beta/things/a, '', text/xml, text/plain, true, 3.0, $bogus=1",
    "401, PATCH, /beta/things/a, '', text/xml, text/plain, true, 3.0, $bogus=1",
    "403, PATCH, /beta/things/a, nothing, text/xml, text/plain, true, 3.0, $bogus=1",
    "406, PATCH, /beta/things/a, all, text/xml, text/plain, true, 3.0, $bogus=1",
    "415, PATCH, /beta/things/a, all, */*, text/plain, true, 3.0, $bogus=1",
    "413, PATCH, /beta/things/a, all, */*, application/json, true, 3.0, $bogus=1",
    "400, PATCH, /beta/things/a, all, */*, application/json, false, 3.0, $bogus=1",
    "400, PATCH, /beta/things/a, all, */*, application/json, false, 4.0, $bogus=1",
    "200, PATCH, /beta/things/a, all, */*, application/json, false, 4.0, $select=id",
  })
  void answers_the_first_of_several_faults(
      int status,
      String method,
      String path,
      String permission,
      String accept,
      String type,
      boolean tooLarge,
      String version,
      String query) {
    var request =
        TestRequest.of(method, path)
            .query(query)
            .header("Accept", accept)
            .header("Content-Type", type)
            .header("OData-MaxVersion", version)
            .body(new Request.Body(new byte[2], tooLarge));

    assertThat(status(permission.isEmpty() ? request : request.header("Authorization", permission)))
        .isEqualTo(status);
    assertThat(calls).hasSize(status == 200 ? 1 : 0);
  }

  @Test
  void says_which_version_and_which_option_it_does_not_take() {
    assertThat(body(get("/beta/things").header("OData-MaxVersion", "3.0")))
        .contains("\"target\":\"OData-MaxVersion\"");
    assertThat(body(get("/beta/things").query("$bogus=1"))).contains("\"target\":\"$bogus\"");
    assertThat(body(get("/beta/things").query("$filter=1"))).contains("\"target\":\"$filter\"");
    assertThat(body(get("/beta/things").query("$select=a&select=b")))
        .contains("\"target\":\"$select\"");
    assertThat(body(get("/beta/things").query("$select=%"))).contains("percent-encoded");
  }

  @ParameterizedTest
  @CsvSource({
    "/beta/things, 'GET, HEAD, POST, OPTIONS'",
    "/beta/things/a, 'GET, HEAD, PATCH, DELETE, OPTIONS'",
    "/beta/things/$count, 'GET, HEAD, OPTIONS'",
    "/beta/, 'GET, HEAD, OPTIONS'",
  })
  void lists_the_methods_of_an_address(String path, String allow) {
    for (String method : List.of("PUT", "TRACE", "CONNECT", "get", "Post", "FOO")) {
      var answer = answered(TestRequest.of(method, path));

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.headers()).containsEntry("Allow", allow);
      assertThat(answer.body().toString())
          .contains("\"code\":\"MethodNotAllowed\"", "'" + method + "'", allow);
    }
    var options = answered(TestRequest.of("OPTIONS", path));
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.headers()).containsOnly(Map.entry("Allow", allow));
    assertThat(options.body().length()).isZero();
    assertThat(gate.asked).isEmpty();
  }

  @Test
  void has_no_options_where_there_is_no_address() {
    assertThat(status(TestRequest.of("OPTIONS", "/beta/nowhere"))).isEqualTo(404);
  }

  @Test
  void answers_head_as_get_without_the_body() {
    var request = TestRequest.of("HEAD", "/beta/things").header("Authorization", "all");
    var head = answered(request);
    var get = answered(get("/beta/things"));

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.headers()).isEqualTo(get.headers()).containsEntry("X-Handled", "yes");
    assertThat(head.body().length()).isZero();
    assertThat(get.body().length()).isPositive();
  }

  @Test
  void answers_head_without_a_body_when_it_fails_too() {
    var head = answered(TestRequest.of("HEAD", "/beta/nowhere"));

    assertThat(head.status()).isEqualTo(404);
    assertThat(head.headers()).containsKey("Content-Type");
    assertThat(head.body().length()).isZero();
  }

  @Test
  void asks_the_gate_for_what_the_operation_needs() {
    var body = TestRequest.of("POST", "/beta/things").header("Authorization", "all").json("{}");

    assertThat(status(body)).isEqualTo(200);
    assertThat(status(get("/beta/things"))).isEqualTo(200);
    assertThat(status(get("/beta/"))).isEqualTo(200);
    assertThat(status(TestRequest.of("DELETE", "/things/a").header("Authorization", "all")))
        .isEqualTo(200);

    assertThat(gate.asked)
        .containsExactly(Access.WRITE, Access.READ, Access.AUTHENTICATED, Access.WRITE);
  }

  @Test
  void asks_nobody_who_they_are_where_everyone_may() {
    assertThat(status(TestRequest.of("GET", "/beta/open"))).isEqualTo(200);
    assertThat(gate.asked).isEmpty();
  }

  @Test
  void gives_an_operation_all_it_needs() {
    var answer =
        answered(
            TestRequest.of("PATCH", "/v1.0/things/a")
                .query("select=id")
                .header("Authorization", "all")
                .header("Accept", "application/json;odata.metadata=full")
                .header("Prefer", "return=minimal")
                .header("Prefer", "include-unknown-enum-members")
                .json("{\"a\": 1}"));

    assertThat(answer.status()).isEqualTo(200);
    var call = calls.getFirst();
    assertThat(call.key()).isEqualTo("a");
    assertThat(call.level()).isEqualTo(MetadataLevel.FULL);
    assertThat(call.preferences().minimal()).isTrue();
    assertThat(call.preferences().includesUnknownEnumMembers()).isTrue();
    assertThat(call.options().get("$select")).contains("id");
    assertThat(call.body()).asString().isEqualTo("{\"a\": 1}");
    assertThat(call.identity()).isEqualTo(new Anyone());
  }

  @Test
  void joins_the_lines_of_accept() {
    var request =
        get("/beta/things")
            .header("Accept", "text/html")
            .header("Accept", "application/json;q=0.1");

    assertThat(status(request)).isEqualTo(200);
  }

  @Test
  void needs_no_accept_and_no_content_type_to_remove() {
    var request =
        TestRequest.of("DELETE", "/beta/things/a")
            .header("Authorization", "all")
            .header("Accept", "text/html")
            .header("Content-Type", "text/plain");

    assertThat(status(request)).isEqualTo(200);
  }

  @Test
  void negotiates_plain_text_for_a_count() {
    assertThat(status(get("/beta/things/$count").header("Accept", "text/plain;q=0.9")))
        .isEqualTo(200);
    assertThat(status(get("/beta/things/$count").header("Accept", "application/json")))
        .isEqualTo(406);
    assertThat(status(get("/beta/things/$count").query("$select=id"))).isEqualTo(400);
  }

  @Test
  void turns_whatever_fails_into_an_answer() {
    assertThat(body(TestRequest.of("GET", "/beta/things").header("Authorization", "broken")))
        .contains("InternalServerError")
        .doesNotContain("secret");
    for (Operation.Handler handler :
        List.<Operation.Handler>of(
            _ -> {
              throw Problem.of(ErrorCode.CONFLICT, "Taken.");
            },
            _ -> Uni.createFrom().failure(Problem.of(ErrorCode.CONFLICT, "Taken.")),
            _ ->
                Uni.createFrom()
                    .failure(new CompletionException(Problem.of(ErrorCode.CONFLICT, "Taken."))))) {
      for (Access access : List.of(Access.READ, Access.ANONYMOUS)) {
        var failing =
            new Router(
                List.of(Route.of("x", Map.of("GET", Operation.reading(access, Set.of(), handler)))),
                gate,
                TestRates.NONE,
                held,
                new Failures(Clock.systemUTC()),
                new RequestMeters(new SimpleMeterRegistry()));

        assertThat(failing.answer(get("/x").sent()).await().indefinitely().status()).isEqualTo(409);
      }
    }
  }

  @Test
  void refuses_a_read_whose_answer_there_is_no_room_for_and_tells_of_every_change() {
    held.share().takeAnyway(998);

    var refused = answered(get("/beta/things"));

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers()).containsKey("Retry-After");
    assertThat(
            status(
                TestRequest.of("PATCH", "/beta/things/a")
                    .header("Authorization", "all")
                    .json("{}")))
        .isEqualTo(200);
  }

  /** 413 comes before 400, and of a body in chunks nobody knows yet. */
  @ParameterizedTest
  @CsvSource({
    "all, application/json, true, 400",
    "all, application/json, false, ''",
    "all, text/plain, false, 415",
    "nothing, application/json, false, 403",
    "'', application/json, false, 401",
  })
  void refuses_before_the_body_what_the_body_cannot_change(
      String permission, String type, boolean sized, String status) {
    var request =
        TestRequest.of("PATCH", "/beta/things/a")
            .header("Content-Type", type)
            .header("OData-MaxVersion", "3.0")
            .header("Authorization", permission);

    var refusal = router.refusal(request.sent(), sized).await().indefinitely();

    assertThat(refusal.map(it -> "" + it.status()).orElse("")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /beta/things, 65536",
    "PATCH, /beta/things/a, 65536",
    "PATCH, /beta/things, 0",
    "DELETE, /beta/things/a, 0",
    "GET, /beta/things, 0",
    "POST, /beta/nowhere, 0",
    "POST, /beta/%, 0",
  })
  void reads_a_body_no_further_than_the_operation_does(String method, String path, int limit) {
    assertThat(router.bodyLimit(method, path)).isEqualTo(limit);
  }

  private static TestRequest get(String path) {
    return TestRequest.of("GET", path).header("Authorization", "all");
  }

  private Response answered(TestRequest request) {
    return router.answer(request.sent()).await().indefinitely();
  }

  private int status(TestRequest request) {
    return answered(request).status();
  }

  private String body(TestRequest request) {
    return answered(request).body().toString();
  }
}
