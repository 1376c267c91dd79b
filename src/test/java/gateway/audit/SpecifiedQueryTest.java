package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operator, function and option of OData 4.01, asked over HTTP: the answer is right, or 400
 * with the option as its target.
 */
@GatewayTest
class SpecifiedQueryTest {

  private final Api api = Api.ofNewTenant();

  /** Each is true of {@code yes} and false, not null, of {@code no}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName eq 'Ada Byron'",
        "userName ne 'Bob'",
        "userName lt 'B'",
        "userName le 'B'",
        "deviceDisplayName gt 'a'",
        "deviceDisplayName ge 'a'",
        "id eq 'yes' and true",
        "id eq 'yes' or false",
        "not (id eq 'no')",
        "action in ('delete','rebootNow')",
        "action in [\"delete\",\"rebootNow\"]",
        "$it/action eq delete",
        "length(userName) add 1 eq 10",
        "length(userName) sub 1 eq 8",
        "-length(userName) eq -9",
        "length(userName) mul 2 eq 18",
        "length(userName) div 2 eq 4",
        "length(userName) divby 2 eq 4.5",
        "length(userName) mod 5 eq 4",
        "concat(userName,'!') eq 'Ada Byron!'",
        "contains(userName,'da')",
        "endswith(userName,'Byron')",
        "indexof(userName,'By') eq 4",
        "length(userName) eq 9",
        "startswith(userName,'Ada')",
        "substring(userName,4) eq 'Byron'",
        "substring(userName,4,2) eq 'By'",
        "tolower(userName) eq 'ada byron'",
        "toupper(userName) eq 'ADA BYRON'",
        "trim(deviceDisplayName) eq 'pc'",
        "year(requestDateTime) eq 2017",
        "month(requestDateTime) eq 1",
        "day(requestDateTime) eq 2",
        "hour(requestDateTime) eq 3",
        "minute(requestDateTime) eq 4",
        "second(requestDateTime) eq 5",
        "fractionalseconds(requestDateTime) eq 0.6",
        "date(requestDateTime) eq 2017-01-02",
        "time(requestDateTime) eq 03:04:05.6",
        "totaloffsetminutes(requestDateTime) eq 60",
        "requestDateTime lt now() sub duration'P36500D' add duration'P36400D' and id eq 'yes'",
        "requestDateTime gt mindatetime() and requestDateTime lt 2018-01-01",
        "requestDateTime lt maxdatetime() and requestDateTime lt 2018-01-01",
      })
  void answers_what_it_means(String filter) {
    make("yes", "delete", "2017-01-02T03:04:05.6+01:00", "Ada Byron", "pc ");
    make("no", "remoteLock", "2026-12-31T23:59:58Z", "Bob", "A");

    assertThat(ids(filter)).containsExactly("yes");
    assertThat(ids("not (" + filter + ")")).containsExactly("no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action has 'delete'",
        "matchesPattern(userName,'a')",
        "hassubset(userName,userName)",
        "hassubsequence(userName,userName)",
        "totalseconds(duration'PT1H') eq 3600",
        "ceiling(1.5) eq 2",
        "floor(1.5) eq 1",
        "round(1.5) eq 2",
        "cast(userName,Edm.Int64) eq 1",
        "cast(Edm.Int64) eq 1",
        "isof(userName,Edm.String)",
        "isof(Edm.String)",
        "geo.distance(userName,userName) eq 1",
        "geo.intersects(userName,userName)",
        "geo.length(userName) eq 1",
        "case(true:1) eq 1",
        "userName/any()",
        "userName/any(u:u eq 'a')",
        "userName/all(u:u eq 'a')",
        "$it eq 'a'",
        "$this eq 'a'",
        "$root/deviceManagement/id eq 'a'",
        "userName/$count eq 1",
        "substringof('a',userName)",
        "replace(userName,'a','b') eq 'b'",
        "microsoft.graph.thing(userName)",
        "userName/microsoft.graph.thing() eq 'a'",
        "requestDateTime div 0 eq 1",
      })
  void refuses_what_it_does_not_answer_and_says_where(String filter) {
    for (String address : List.of(Api.AUDITS, Api.AUDITS + "/$count")) {
      for (String name : List.of("$filter", "filter", "$FILTER")) {
        var error = api.get(address + "?" + name + "=" + encoded(filter)).is(400).error();

        assertThat(error.get("target").asText()).isEqualTo("$filter");
      }
    }
    var error = api.get(Api.AUDITS + "?$orderby=" + encoded(filter)).is(400).error();
    assertThat(error.get("target").asText()).isEqualTo("$orderby");
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("(".repeat(8_000), "", "$filter", "limit of 32 levels"),
        Arguments.of("not ".repeat(2_000) + "true", "", "$filter", "limit of 32 levels"),
        Arguments.of("true or ".repeat(1_000) + "true", "", "$filter", "limit of 100 nodes"),
        Arguments.of("id in (" + "'',".repeat(200) + "'')", "", "$filter", "limit of 200 values"),
        Arguments.of("id eq '" + "x".repeat(60_000) + "'", "", "$filter", "limit of 8192 bytes"),
        Arguments.of("@a", "&@a=not+@b&@b=not+@a", "@b", "stands for itself"),
        Arguments.of("@a or @a", "&@a=" + "(".repeat(40), "@a", "limit of 32 levels"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void refuses_a_hostile_filter_by_the_name_and_the_bound_of_a_limit(
      String filter, String aliases, String target, String message) {
    for (String address : List.of(Api.AUDITS, Api.AUDITS + "/$count")) {
      var error = api.get(address + "?$filter=" + encoded(filter) + aliases).is(400).error();

      assertThat(error.get("target").asText()).isEqualTo(target);
      assertThat(error.get("message").asText()).contains(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $apply          | aggregate($count as n) | list
          $compute        | length(id) as n        |
          $count          | true                   | list
          $deltatoken     | x                      |
          $expand         | *                      |
          $filter         | true                   | list count
          $format         | json                   | list
          $id             | x                      |
          $index          | 1                      |
          $levels         | 1                      |
          $orderby        | id                     | list
          $schemaversion  | *                      |
          $search         | x                      | list count
          $select         | id                     | list entity history
          $skip           | 1                      | list
          $skiptoken      | x                      |
          $top            | 1                      | list history
          $unheardof      | 1                      |
          """)
  void answers_an_option_or_refuses_it_by_name_in_every_spelling(
      String option, String value, @Nullable String takenBy) {
    String id = api.created();
    var addresses =
        Map.of(
            "list",
            Api.AUDITS,
            "count",
            Api.AUDITS + "/$count",
            "entity",
            Api.AUDITS + "/" + id,
            "history",
            Api.AUDITS + "/" + id + "/history",
            "parent",
            "/beta/deviceManagement");

    addresses.forEach((name, address) -> {
      for (String spelling : spellings(option)) {
        var answer = api.get(address + "?" + spelling + "=" + encoded(value));

        if (answer.status() != 200 || takenBy == null || !takenBy.contains(name)) {
          assertThat(answer.is(400).error().get("target").asText()).isEqualTo(option);
        }
      }
    });
  }

  /** A name that OData does not know is a client's own without its dollar. */
  private static Set<String> spellings(String option) {
    String upper = option.toUpperCase(Locale.ROOT);
    return option.equals("$unheardof")
        ? Set.of(option, upper, "%24" + option.substring(1))
        : Set.of(
            option, upper, option.substring(1), upper.substring(1), "%24" + option.substring(1));
  }

  private void make(String id, String action, String at, String user, String device) {
    assertThat(
            api.created(
                "{\"id\":\"%s\",\"action\":\"%s\",\"requestDateTime\":\"%s\",\"userName\":\"%s\",\"deviceDisplayName\":\"%s\"}"
                    .formatted(id, action, at, user, device)))
        .isEqualTo(id);
  }

  private List<String> ids(String filter) {
    var ids = new ArrayList<String>();
    api.get(Api.AUDITS + "?$filter=" + encoded(filter))
        .is(200)
        .json()
        .get("value")
        .forEach(audit -> ids.add(audit.get("id").asText()));
    return ids;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
