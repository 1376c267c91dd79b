package gateway.graph.batch;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.graph.RequestIds;
import gateway.graph.Response;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchWriterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json;odata.metadata=minimal | {\"a\": 1.0} | {\"a\": 1.0}",
        "application/problem+json                | [1]          | [1]",
        "text/plain;charset=utf-8                | é \"x\"      | \"é \\\"x\\\"\"",
        "application/yaml                        | >>?é         | \"Pj4_w6k\""
      })
  void writes_json_as_it_is_text_as_a_string_and_the_rest_as_base64url(
      String type, String body, String written) {
    assertThat(
            BatchWriter.written(List.of(answer("1", Response.of(200, type, Buffer.buffer(body)))))
                .toString())
        .endsWith(",\"body\":" + written + "}]}");
  }

  @Test
  void writes_the_answers_one_behind_the_other_and_no_body_where_there_is_none() {
    var written =
        BatchWriter.written(
            List.of(
                answer("a\"b", Response.of(204).with("ETag", "W/\"1\"")),
                answer("2", Response.of(304))));

    var responses = Api.parse(written.toString()).get("responses");
    assertThat(responses).hasSize(2);
    assertThat(responses.get(0).get("id").asText()).isEqualTo("a\"b");
    assertThat(responses.get(0).get("status").asInt()).isEqualTo(204);
    assertThat(responses.get(0).get("headers").get("ETag").asText()).isEqualTo("W/\"1\"");
    assertThat(responses.get(0).has("body")).isFalse();
    assertThat(responses.get(0).has("atomicityGroup")).isFalse();
    assertThat(responses.get(1).get("headers").fieldNames())
        .toIterable()
        .containsExactly("request-id", "client-request-id", "OData-Version", "Cache-Control");
  }

  private static PartAnswer answer(String id, Response response) {
    var part = new Part(id, "GET", "/", Map.of(), Optional.empty(), List.of(), Optional.empty());
    return new PartAnswer(part, RequestIds.of("c"), response);
  }
}
