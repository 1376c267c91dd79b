package gateway.graph.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.graph.Fault;
import gateway.graph.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {

  @Test
  void reads_all_that_a_part_says() {
    var parts =
        read(
            """
            {"requests": [
              {"id": "a", "method": "patch", "url": "/things/1", "headers": {"If-Match": " * ", "Prefer": "x"},
               "body": { "n" : 1.50 }, "dependsOn": ["b", "G"], "atomicityGroup": "g"}
            ]}
            """);

    assertThat(parts)
        .containsExactly(
            new Part(
                "a",
                "PATCH",
                "/things/1",
                Map.of("If-Match", "*", "Prefer", "x"),
                Optional.of("{ \"n\" : 1.50 }"),
                List.of("b", "G"),
                Optional.of("g")));
  }

  @Test
  void needs_no_more_than_id_method_and_url() {
    assertThat(read(batch("{'id':'1','method':'GET','url':'/'}")))
        .containsExactly(
            new Part("1", "GET", "/", Map.of(), Optional.empty(), List.of(), Optional.empty()));
  }

  @Test
  void counts_a_header_once_that_stands_there_in_two_cases() {
    assertThat(
            read(batch(
                    "{'id':'1','method':'GET','url':'/','headers':{'Content-Type':'a','content-type':'a','Prefer':'b','PREFER':'c'}}"))
                .getFirst()
                .headers())
        .isEqualTo(Map.of("Content-Type", "a", "Prefer", "b, c"));
  }

  @Test
  void takes_a_single_string_for_a_list_of_one() {
    assertThat(
            read(batch("{'id':'1','method':'GET','url':'/','dependsOn':'0'}"))
                .getFirst()
                .dependsOn())
        .containsExactly("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'depends_on':['0','a']",
        "'dependsOn':[],'depends_on':['0','a']",
        "'dependsOn':['0'],'depends_on':'a'"
      })
  void takes_dependencies_as_the_graph_sdk_for_python_spells_them(String dependencies) {
    assertThat(
            read(batch("{'id':'1','method':'GET','url':'/'," + dependencies + "}"))
                .getFirst()
                .dependsOn())
        .containsExactly("0", "a");
  }

  @Test
  void takes_null_for_what_may_be_left_out() {
    assertThat(
            read(
                batch(
                    "{'id':'1','method':'GET','url':'/','headers':null,'body':null,'dependsOn':null,'atomicityGroup':null}")))
        .containsExactly(
            new Part("1", "GET", "/", Map.of(), Optional.empty(), List.of(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ \"a\" : [ 1, {\"b\":\"}\"} ] }",
        "[]",
        "12",
        "-1.5e10",
        "true",
        "\"text\"",
        "\"\\ud800 }\\\"\"",
        "{\"same\":1,\"same\":2}",
        "\"größe 😀\""
      })
  void keeps_a_body_as_it_was_sent(String body) {
    for (String space : List.of("", " ", "\n")) {
      var parts =
          read(
              "{\"requests\":[{\"id\":\"1\",\"body\":%s%s%s,\"method\":\"GET\",\"url\":\"/\"}]}"
                  .formatted(space, body, space));

      assertThat(parts.getFirst().body()).contains(body);
    }
  }

  @Test
  void keeps_bodies_that_are_far_into_a_large_batch() {
    String long1 = "{\"v\":\"" + "é😀x".repeat(15_000) + "\"}";
    String long2 = "[" + "1234567, ".repeat(9_000) + "0 ]";
    var parts =
        read(
            "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/\",\"body\":"
                + long1
                + "},{\"id\":\"2\",\"method\":\"GET\",\"url\":\"/\",\"body\":"
                + long2
                + "}]}");

    assertThat(parts.get(0).body()).contains(long1);
    assertThat(parts.get(1).body()).contains(long2);
  }

  @Test
  void leaves_the_depth_of_a_body_to_its_own_reader() {
    String deep = "[".repeat(90) + "]".repeat(90);

    assertThat(
            read("{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/\",\"body\":"
                    + deep
                    + "}]}")
                .getFirst()
                .body())
        .contains(deep);
    assertThat(refused("{\"requests\":" + "[".repeat(200) + "]".repeat(200) + "}"))
        .isEqualTo("The JSON is nested deeper than 100 levels, at line 1, column 112.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void takes_as_many_parts_as_graph(int count) {
    assertThat(read(many(count))).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 21, 500})
  void refuses_fewer_and_more_and_says_the_bound(int count) {
    assertThat(refused(many(count)))
        .isEqualTo("A batch has 1 to 20 requests; this one has %d.".formatted(count));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{'requests':[]}x", "{'requests':[],'requests':[]}"})
  void refuses_what_is_not_one_json_object(String body) {
    assertThat(refused(body.replace('\'', '"'))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'method':'GET','url':'/'}                                        | requests/0/id",
        "{'id':1,'method':'GET','url':'/'}                                 | requests/0/id",
        "{'id':'','method':'GET','url':'/'}                                | requests/0/id",
        "{'id':'\\u0000','method':'GET','url':'/'}                         | requests/0/id",
        "{'id':'\\ud800','method':'GET','url':'/'}                         | requests/0/id",
        "{'id':'1','url':'/'}                                              | requests/0/method",
        "{'id':'1','method':null,'url':'/'}                                | requests/0/method",
        "{'id':'1','method':'GET'}                                         | requests/0/url",
        "{'id':'1','method':'GET','url':''}                                | requests/0/url",
        "{'id':'1','method':'GET','url':'/','headers':[]}                  | requests/0/headers",
        "{'id':'1','method':'GET','url':'/','headers':{'A':1}}             | requests/0/headers/A",
        "{'id':'1','method':'GET','url':'/','headers':{'A B':'1'}}         | requests/0/headers/A B",
        "{'id':'1','method':'GET','url':'/','headers':{'A':'1\\r\\nB: 2'}} | requests/0/headers/A",
        "{'id':'1','method':'GET','url':'/','headers':{'A':'\\u0100'}}     | requests/0/headers/A",
        "{'id':'1','method':'GET','url':'/','headers':{'body':{}}}         | requests/0/headers/body",
        "{'id':'1','method':'GET','url':'/','dependsOn':{}}                | requests/0/dependsOn",
        "{'id':'1','method':'GET','url':'/','dependsOn':[0]}               | requests/0/dependsOn",
        "{'id':'1','method':'GET','url':'/','depends_on':[0]}              | requests/0/depends_on",
        "{'id':'1','method':'GET','url':'/','atomicityGroup':7}            | requests/0/atomicityGroup",
        "{'id':'1','method':'GET','url':'/','atomicityGroup':''}           | requests/0/atomicityGroup",
        "{'id':'1','method':'GET','url':'/','if':'$0/status eq 200'}       | requests/0/if",
        "{'id':'1','method':'GET','url':'/','Body':{}}                     | requests/0/Body",
        "'GET /'                                                           | requests/0"
      })
  void refuses_a_part_and_names_what_is_wrong_with_it(String part, String target) {
    assertThat(problem(batch(part)).target()).isEqualTo(target);
  }

  @Test
  void reports_all_faults_together() {
    var problem =
        problem(
            "{\"x\":1,\"requests\":[{\"id\":1,\"method\":\"GET\",\"url\":\"/\"},{\"id\":\"2\",\"verb\":\"GET\",\"url\":\"/\"}]}");

    assertThat(problem.details())
        .extracting(Fault::target)
        .containsExactly("x", "requests/0/id", "requests/1/verb", "requests/1/method");
  }

  @Test
  void ignores_annotations() {
    assertThat(
            read(
                "{\"@odata.context\":1,\"requests\":[{\"id\":\"1\",\"a@b\":{},\"method\":\"GET\",\"url\":\"/\"}]}"))
        .hasSize(1);
  }

  private static String many(int count) {
    return batch(
        IntStream.range(0, count)
            .mapToObj(i -> "{'id':'%d','method':'GET','url':'/'}".formatted(i))
            .collect(Collectors.joining(",")));
  }

  /** A batch of these parts, in which apostrophes stand for quotation marks. */
  private static String batch(String parts) {
    return "{\"requests\":[" + parts.replace('\'', '"') + "]}";
  }

  private static List<Part> read(String text) {
    return BatchReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Problem problem(String text) {
    return catchThrowableOfType(
        Problem.class,
        () -> {
          var _ = read(text);
        });
  }

  private static String refused(String text) {
    return problem(text).publicMessage();
  }
}
