package gateway.graph.batch;

import static gateway.graph.batch.TestBatch.AUDITS;
import static gateway.graph.batch.TestBatch.after;
import static gateway.graph.batch.TestBatch.header;
import static gateway.graph.batch.TestBatch.message;
import static gateway.graph.batch.TestBatch.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.TestIssuer;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class BatchTest {

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);

  @Test
  void answers_each_part_as_the_same_request_by_itself() {
    String id = api.created();

    var answers =
        TestBatch.empty()
            .get("read", AUDITS + "/" + id)
            .get("count", AUDITS + "/$count")
            .patch("patch", id, "{}", header("Prefer", "return=minimal"))
            .get("missing", AUDITS + "/none")
            .with("gone", "delete", AUDITS + "/none")
            .with("put", "PUT", AUDITS + "/" + id)
            .answersTo(api);

    assertThat(answers)
        .extracting(answer -> answer.get("id").asText())
        .containsExactly("read", "count", "patch", "missing", "gone", "put");
    assertThat(statuses(answers)).containsExactly(200, 200, 204, 404, 404, 405);
    var alone = api.get(Api.AUDITS + "/" + id).is(200);
    assertThat(answers.get(0).get("body")).isEqualTo(alone.json());
    for (String name : List.of("Content-Type", "ETag", "OData-Version", "Cache-Control")) {
      assertThat(answers.get(0).get("headers").get(name).asText()).isEqualTo(alone.header(name));
    }
    assertThat(answers.get(1).get("body").asText()).isEqualTo("1");
    assertThat(answers.get(2).has("body")).isFalse();
    assertThat(answers.get(2).get("headers").get("Preference-Applied").asText())
        .isEqualTo("return=minimal");
    assertThat(answers.get(3).get("body").get("error").get("code").asText())
        .isEqualTo("ResourceNotFound");
    assertThat(answers.get(5).get("headers").get("Allow").asText())
        .isEqualTo("GET, HEAD, PATCH, DELETE, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/beta", "/v1.0", ""})
  void writes_links_with_the_root_that_the_batch_used(String root) {
    String id = UUID.randomUUID().toString();
    var batch = TestBatch.empty().post("1", id).get("2", AUDITS + "/" + id, after("1")).text();

    var answer =
        api.sending("Content-Type", "application/json")
            .send("POST", root + "/$batch", batch)
            .is(200);

    var answers = TestBatch.list(answer.json().get("responses"));
    assertThat(statuses(answers)).containsExactly(201, 200);
    assertThat(answers.get(0).get("headers").get("Location").asText())
        .isEqualTo(api.origin() + root + AUDITS + "('" + id + "')");
    assertThat(answers.get(1).get("body").get("@odata.context").asText())
        .startsWith(api.origin() + root + "/$metadata#");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("OData-Version")).isEqualTo("4.0");
  }

  /** As Graph has it: a part with a body says what it is. */
  @Test
  void refuses_a_body_without_a_content_type_for_its_part_alone() {
    String text =
        "{\"requests\":[{\"id\":\"1\",\"method\":\"POST\",\"url\":\"%s\",\"body\":{\"action\":\"disable\"}},{\"id\":\"2\",\"method\":\"GET\",\"url\":\"%s\"}]}"
            .formatted(AUDITS, AUDITS);

    var answers = TestBatch.list(TestBatch.send(api, text).is(200).json().get("responses"));

    assertThat(statuses(answers)).containsExactly(415, 200);
  }

  @Test
  void refuses_an_export_as_a_part() {
    var answers = TestBatch.empty().get("1", AUDITS + "?$format=csv").answersTo(api);

    assertThat(statuses(answers)).containsExactly(400);
    assertThat(answers.get(0).get("body").get("error").get("message").asText())
        .startsWith("An export cannot be a part of a batch");
  }

  @Test
  void continues_a_list_by_its_next_link() {
    IntStream.range(0, 3).forEach(_ -> assertThat(api.created()).isNotEmpty());
    var first =
        TestBatch.empty()
            .get("1", AUDITS, header("Prefer", "maxpagesize=2"))
            .answersTo(api)
            .getFirst();
    String next = first.get("body").get("@odata.nextLink").asText();

    var second = TestBatch.empty().get("1", next).answersTo(api).getFirst();

    assertThat(first.get("body").get("value")).hasSize(2);
    assertThat(second.get("body").get("value")).hasSize(1);
  }

  @Test
  void takes_a_filter_with_spaces() {
    String id =
        api.created(
            "{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"zoë\"}");

    var answer =
        TestBatch.empty().get("1", AUDITS + "?$filter=userName eq 'zoë'").answersTo(api).getFirst();

    assertThat(answer.get("body").get("value").get(0).get("id").asText()).isEqualTo(id);
  }

  @Test
  void takes_twenty_parts_and_no_more() {
    assertThat(statuses(many(20).answersTo(api))).hasSize(20).containsOnly(200);

    var refused = many(21).sentBy(api).is(400);

    assertThat(refused.error().get("target").asText()).isEqualTo("requests");
    assertThat(refused.error().get("message").asText())
        .isEqualTo("A batch has 1 to 20 requests; this one has 21.");
  }

  private static TestBatch many(int count) {
    var batch = TestBatch.empty();
    for (int i = 0; i < count; i++) {
      batch = batch.get("" + i, i % 2 == 0 ? AUDITS : AUDITS + "/$count");
    }
    return batch;
  }

  @Test
  void refuses_a_whole_batch_that_is_wrong_in_itself_and_does_nothing_of_it() {
    String id = UUID.randomUUID().toString();

    var refused =
        TestBatch.empty().post("a", id).get("A", "/").get("2", "/", after("3")).sentBy(api).is(400);

    assertThat(TestBatch.list(refused.error().get("details")))
        .extracting(detail -> detail.get("target").asText())
        .containsExactly("requests/1/id", "requests/2/dependsOn");
    api.get(Api.AUDITS + "/" + id).is(404);
  }

  @Test
  void does_what_depends_on_a_part_after_it() {
    String id = UUID.randomUUID().toString();

    var answers =
        TestBatch.empty()
            .post("1", id)
            .patch("2", id, "{\"userName\":\"a\"}", after("1"))
            .patch("3", id, "{\"userName\":\"b\"}", after("2"))
            .get("4", AUDITS + "/" + id, after("3"))
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(201, 200, 200, 200);
    assertThat(answers.get(3).get("body").get("userName").asText()).isEqualTo("b");
    assertThat(api.history(id)).hasSize(3);
  }

  @Test
  void answers_424_to_all_that_depends_on_a_part_that_failed() {
    String id = api.created();

    var answers =
        TestBatch.empty()
            .get("1", AUDITS + "/none")
            .patch("2", id, "{\"userName\":\"x\"}", after("1"))
            .patch("3", id, "{\"userName\":\"y\"}", after("2"))
            .get("4", AUDITS + "/" + id)
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(404, 424, 424, 200);
    assertThat(answers.get(1).get("body").get("error").get("code").asText())
        .isEqualTo("FailedDependency");
    assertThat(message(answers.get(1))).contains("'1'");
    assertThat(message(answers.get(2))).contains("'2'");
    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void counts_a_304_as_no_failure() {
    String id = api.created();

    var answers =
        TestBatch.empty()
            .get("1", AUDITS + "/" + id, header("If-None-Match", "*"))
            .get("2", AUDITS + "/" + id, after("1"))
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(304, 200);
    assertThat(answers.getFirst().has("body")).isFalse();
  }

  @Test
  void needs_a_token_for_the_batch_itself() {
    var refused = TestBatch.empty().get("1", "/$metadata").sentBy(Api.with("")).is(401);

    assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void authorises_each_part_by_itself() {
    String id = api.created();
    var reader = Api.with(TestIssuer.delegated(tenant, Api.READ));

    var answers =
        TestBatch.empty()
            .get("1", AUDITS + "/" + id)
            .patch("2", id, "{\"userName\":\"x\"}")
            .get("3", "/")
            .answersTo(reader);

    assertThat(statuses(answers)).containsExactly(200, 403, 200);
    assertThat(
            statuses(
                TestBatch.empty()
                    .get("1", AUDITS)
                    .answersTo(Api.with(TestIssuer.delegated(tenant)))))
        .containsExactly(403);
    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void lets_a_part_bring_a_token_of_its_own() {
    var other = Api.ofNewTenant();
    String theirs = other.created();

    var answers =
        TestBatch.empty()
            .get("1", AUDITS + "/" + theirs)
            .get("2", AUDITS + "/" + theirs, header("authorization", "Bearer " + other.token()))
            .get("3", AUDITS + "/" + theirs, header("Authorization", "Bearer x"))
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(404, 200, 401);
    assertThat(answers.get(2).get("headers").get("WWW-Authenticate").asText()).startsWith("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/$batch", "/v1.0/$batch", "$batch", "/%24b%61tch"})
  void refuses_a_batch_in_a_batch(String url) {
    var answers =
        TestBatch.empty()
            .with("1", "POST", url, "\"body\":" + TestBatch.empty().get("1", "/").text())
            .get("2", "/")
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(400, 200);
    assertThat(message(answers.getFirst())).startsWith("A batch cannot be a part of a batch");
  }

  @Test
  void refuses_a_body_beyond_64_kib_for_its_part_alone() {
    String id = api.created();
    String most = "{\"@a.b\":\"%s\"}".formatted("x".repeat(64 * 1024 - 11));

    var answers =
        TestBatch.empty()
            .patch("1", id, most)
            .patch("2", id, most.replace("{", "{ "))
            .patch("3", id, "{\"userName\":\"x\"}")
            .answersTo(api);

    assertThat(most).hasSize(64 * 1024);
    assertThat(statuses(answers)).containsExactly(200, 413, 200);
  }

  @Test
  void refuses_a_batch_beyond_its_own_limit() {
    String batch = TestBatch.empty().get("1", "/").text();
    String most = batch + " ".repeat(1536 * 1024 - batch.length());

    TestBatch.send(api, most).is(200);
    var refused = TestBatch.send(api, most + " ").is(413);

    assertThat(refused.error().get("code").asText()).isEqualTo("RequestTooLarge");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"userName\":\"a\",\"userName\":\"b\"} | stands twice",
        "{\"userName\":12}                       | userName",
        "[]                                      | must be an object",
        "{\"userName\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]} | deeper than 32",
        "{\"userName\":\"\\ud800\"}              | userName"
      })
  void refuses_a_faulty_body_for_its_part_alone(String body, String reason) {
    String id = api.created();

    var answers = TestBatch.empty().patch("1", id, body).get("2", "/").answersTo(api);

    assertThat(statuses(answers)).containsExactly(400, 200);
    assertThat(message(answers.getFirst())).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "https://graph.microsoft.com/beta/deviceManagement, 400",
    "/deviceManagement#x, 400",
    "/nothing, 404",
    "/deviceManagement?$expand=x, 400",
    "/deviceManagement/%2e%2e/x, 404"
  })
  void refuses_an_address_for_its_part_alone(String url, int status) {
    assertThat(statuses(TestBatch.empty().get("1", url).get("2", "/").answersTo(api)))
        .containsExactly(status, 200);
  }

  @Test
  void refuses_headers_that_no_request_could_have_for_their_part_alone() {
    var answers =
        TestBatch.empty()
            .get("1", "/", header("Accept", "x".repeat(17 * 1024)))
            .get("2", "/")
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(431, 200);
  }

  @Test
  void gives_each_part_ids_of_its_own_and_the_clients_id_of_the_batch() {
    var answers =
        TestBatch.empty()
            .get("1", "/")
            .get("2", "/none", header("client-request-id", "mine"))
            .answersTo(api.sending("client-request-id", "batch-7"));

    assertThat(answers)
        .extracting(answer -> answer.get("headers").get("client-request-id").asText())
        .containsExactly("batch-7", "mine");
    assertThat(answers)
        .extracting(answer -> UUID.fromString(answer.get("headers").get("request-id").asText()))
        .doesNotHaveDuplicates();
    assertThat(error(answers.get(1)).get("request-id"))
        .isEqualTo(answers.get(1).get("headers").get("request-id"));
  }

  private static JsonNode error(JsonNode answer) {
    return answer.get("body").get("error").get("innerError");
  }

  @Test
  void reads_histories_side_by_side() {
    var batch = TestBatch.empty();
    for (int i = 0; i < 20; i++) {
      batch = batch.get("" + i, AUDITS + "/" + api.created() + "/history");
    }

    var answers = batch.answersTo(api);

    assertThat(statuses(answers)).containsOnly(200);
    assertThat(answers)
        .extracting(answer -> answer.get("body").get("value").size())
        .containsOnly(1);
  }

  @Test
  void wants_json_and_answers_json() {
    String batch = TestBatch.empty().get("1", "/").text();

    api.sending("Content-Type", "multipart/mixed").send("POST", "/beta/$batch", batch).is(415);
    api.sending("Content-Type", "application/json", "Accept", "multipart/mixed")
        .send("POST", "/beta/$batch", batch)
        .is(406);
    api.get("/beta/$batch").is(405);
    TestBatch.send(api, "{\"requests\":[]}").is(400);
  }
}
