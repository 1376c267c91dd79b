package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

  private static final Route THING = Route.of("root/things/{id}", Map.of());

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/root/things/a, a",
        "/root/things('a'), a",
        "/root/things(id='a'), a",
        "/root/things('it''s'), it's",
        "/root/things/a%2541, a%41",
        "/root/things/$count, $count",
        "/root/things/..., ...",
        "/root/things/%20, \" \"",
      })
  void takes_a_segment_or_a_key_for_its_variable(String path, String key) {
    assertThat(match(THING, path)).contains(List.of(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/root/things", "/root/things/", "/root/things/a/", "/root/things/a/b",
            "/root/things('a')/b",
        "/root/Things/a", "/ROOT/things/a", "/root('things')/a", "/root//things/a",
            "//root/things/a",
      })
  void is_found_at_no_other_address(String path) {
    assertThat(match(THING, path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".", "..", "%2E", "%2e%2E", "a;b", ";", "a%3Bb", "a%2Fb", "%2F", "a%00", "%00",
      })
  void takes_no_dot_segment_parameter_slash_or_nul_for_a_key(String segment) {
    assertThat(match(THING, "/root/things/" + segment)).isEmpty();
    assertThat(match(THING, "/root/things('" + segment + "')")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"part", "gateway.part", "part()", "gateway.part()"})
  void finds_what_is_bound_to_an_entity_however_it_is_called(String call) {
    var bound = Route.of("things/{id}/part", Map.of()).calling("part");

    assertThat(match(bound, "/things/a/" + call)).contains(List.of("a"));
    assertThat(match(bound, "/things('a')/" + call)).contains(List.of("a"));
    assertThat(
            match(Route.of("things", Map.of()), "/" + call.replace("part", "things")).isPresent())
        .isEqualTo(call.equals("part"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"part", "gateway.part", "part()", "gateway.part()"})
  void finds_a_function_that_is_bound_to_a_singleton_however_it_is_called(String call) {
    var bound = Route.of("root/part/$count", Map.of()).calling("part");

    assertThat(match(bound, "/root/" + call + "/$count")).contains(List.of());
    assertThat(match(bound, "/gateway.root/" + call + "/$count")).isEmpty();
    assertThat(match(bound, "/root/" + call + "/gateway.$count")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway.gateway.part", "part()()", "part(", "graph.part", "Part()"})
  void finds_nothing_bound_under_another_name(String call) {
    var bound = Route.of("things/{id}/part", Map.of()).calling("part");

    assertThat(match(bound, "/things/a/" + call)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway.part", "part()", "gateway.part()"})
  void calls_nothing_that_is_no_function_though_it_stands_behind_a_key(String call) {
    assertThat(match(Route.of("things/{id}/part", Map.of()), "/things/a/" + call)).isEmpty();
  }

  @Test
  void takes_an_empty_key_for_none() {
    assertThat(match(THING, "/root/things('')")).isEmpty();
  }

  @Test
  void tells_a_key_from_a_segment_of_the_same_text() {
    var count = Route.of("root/things/$count", Map.of());

    assertThat(match(count, "/root/things/$count")).contains(List.of());
    assertThat(match(count, "/root/things('$count')")).isEmpty();
  }

  @Test
  void gives_several_keys_in_their_order() {
    var nested = Route.of("things/{id}/parts/{part}", Map.of());

    assertThat(match(nested, "/things('a')/parts/b")).contains(List.of("a", "b"));
  }

  @ParameterizedTest
  @CsvSource({"/files/a/b, b", "/files/a/b/c.p/7, b/c.p/7", "/files/a/b%20/c, b /c"})
  void gives_all_that_follows_to_a_variable_that_takes_the_rest(String path, String rest) {
    var open = Route.of("files/{id}/{path...}", Map.of());

    assertThat(match(open, path)).contains(List.of("a", rest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/files/a",
        "/files/a/",
        "/files/a/b/",
        "/files/a//b",
        "/files/a/b/..",
        "/files/a/b%2Fc",
        "/files/a/b('c')",
        "/files/a/b;c/d",
      })
  void takes_no_rest_that_is_empty_or_has_a_part_that_is_no_key(String path) {
    assertThat(match(Route.of("files/{id}/{path...}", Map.of()), path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 'GET, HEAD, OPTIONS'",
    "POST, 'POST, OPTIONS'",
    "DELETE PATCH GET, 'GET, HEAD, PATCH, DELETE, OPTIONS'",
    "POST GET, 'GET, HEAD, POST, OPTIONS'",
  })
  void lists_its_methods_with_those_that_come_by_themselves(String methods, String allow) {
    var nothing = Operation.reading(Access.READ, Set.of(), _ -> Uni.createFrom().nothing());
    var operations =
        Set.of(methods.split(" ")).stream().collect(Collectors.toMap(m -> m, _ -> nothing));

    assertThat(Route.of("things", operations).allow()).isEqualTo(allow);
  }

  private static Optional<List<String>> match(Route route, String path) {
    return PathSegments.parse(path).flatMap(route::match);
  }
}
