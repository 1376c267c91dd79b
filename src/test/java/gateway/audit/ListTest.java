package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class ListTest {

  private final Api api = Api.ofNewTenant();

  @Test
  void gives_an_empty_collection_for_a_tenant_without_audits() {
    assertThat(api.get(Api.AUDITS + "?$count=true").is(200).body())
        .isEqualTo(
            "{\"@odata.context\":\"%s/beta/$metadata#deviceManagement/remoteActionAudits\",\"@odata.count\":0,\"value\":[]}"
                .formatted(api.origin()));
  }

  @Test
  void orders_by_the_newest_instant_to_100_ns_and_then_by_id() {
    at("b", "2026-01-02T03:04:05.0000001Z");
    at("a", "2026-01-02T04:04:05.0000001+01:00");
    at("oldest", "2026-01-02T03:04:05Z");
    at("newest", "2026-01-02T03:04:05.0000002Z");
    at("ancient", "0001-01-01T00:00:00+14:00");
    at("last", "9999-12-31T23:59:59.9999999-14:00");

    assertThat(ids(api.get(Api.AUDITS).is(200).json()))
        .containsExactly("last", "newest", "a", "b", "oldest", "ancient");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8})
  void walks_all_pages_without_missing_or_repeating_one(int size) {
    IntStream.range(0, 7)
        .forEach(i -> at("audit-" + i, "2026-01-0%dT00:00:00Z".formatted(i / 3 + 1)));

    assertThat(walk(Api.AUDITS, size))
        .containsExactly(
            "audit-6", "audit-3", "audit-4", "audit-5", "audit-0", "audit-1", "audit-2");
  }

  @Test
  void neither_misses_nor_repeats_others_while_rows_come_and_go() {
    IntStream.range(0, 6).forEach(i -> at("x" + i, "2026-01-0%dT00:00:00Z".formatted(9 - i)));
    var first = api.sending("Prefer", "odata.maxpagesize=2").get(Api.AUDITS).is(200).json();

    at("newer", "2026-02-01T00:00:00Z");
    api.delete(Api.AUDITS + "/x1").is(204);
    api.delete(Api.AUDITS + "/x3").is(204);
    at("between", "2026-01-06T12:00:00Z");

    assertThat(ids(first)).containsExactly("x0", "x1");
    assertThat(walk(first.get("@odata.nextLink").asText(), 2))
        .containsExactly("x2", "between", "x4", "x5");
  }

  @Test
  void gives_as_many_as_top_wants_over_several_pages() {
    IntStream.range(0, 5).forEach(i -> at("t" + i, "2026-01-0%dT00:00:00Z".formatted(9 - i)));

    assertThat(walk(Api.AUDITS + "?$top=3", 2)).containsExactly("t0", "t1", "t2");
    assertThat(ids(api.get(Api.AUDITS + "?top=0").is(200).json())).isEmpty();
    var exact = api.get(Api.AUDITS + "?$top=5").is(200).json();
    assertThat(ids(exact)).hasSize(5);
    assertThat(exact.has("@odata.nextLink")).isFalse();
    assertThat(api.get(Api.AUDITS + "?$top=3").json().has("@odata.nextLink")).isFalse();
  }

  @Test
  void says_which_page_size_was_used() {
    at("only", "2026-01-01T00:00:00Z");

    assertThat(api.sending("Prefer", "maxpagesize=5").get(Api.AUDITS).header("Preference-Applied"))
        .isEqualTo("odata.maxpagesize=5");
    assertThat(
            api.sending("Prefer", "odata.maxpagesize=5000")
                .get(Api.AUDITS)
                .header("Preference-Applied"))
        .isEqualTo("odata.maxpagesize=1000");
    assertThat(
            api.sending("Prefer", "odata.maxpagesize=0")
                .get(Api.AUDITS)
                .header("Preference-Applied"))
        .isEmpty();
    assertThat(
            api.sending("Prefer", "odata.maxpagesize=x")
                .get(Api.AUDITS)
                .is(200)
                .header("Preference-Applied"))
        .isEmpty();
  }

  @Test
  void keeps_the_options_of_the_first_request_in_its_next_link() {
    at("a", "2026-01-01T00:00:00Z");
    at("b", "2026-01-02T00:00:00Z");

    var first =
        api.sending("Prefer", "maxpagesize=1").get(Api.AUDITS + "?$select=id&$count=true").json();

    assertThat(first.get("@odata.count").asLong()).isEqualTo(2);
    var second = api.get(first.get("@odata.nextLink").asText()).is(200).json();
    assertThat(ids(second)).containsExactly("a");
    assertThat(second.get("value").get(0).has("action")).isFalse();
  }

  @Test
  void counts_exactly() {
    IntStream.range(0, 4).forEach(i -> at("c" + i, "2026-01-01T00:00:00Z"));

    assertThat(api.get(Api.AUDITS + "?$count=true&$top=1").json().get("@odata.count").asLong())
        .isEqualTo(4);
    var count = api.get(Api.AUDITS + "/$count");
    assertThat(count.is(200).body()).isEqualTo("4");
    assertThat(count.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
    assertThat(api.sending("Accept", "text/plain;q=0.9").get(Api.AUDITS + "/$count").is(200).body())
        .isEqualTo("4");
  }

  @Test
  void refuses_a_skip_token_that_is_not_for_this_question() {
    at("a", "2026-01-01T00:00:00Z");
    at("b", "2026-01-02T00:00:00Z");
    String link =
        api.sending("Prefer", "maxpagesize=1")
            .get(Api.AUDITS)
            .json()
            .get("@odata.nextLink")
            .asText();
    String token = link.substring(link.indexOf("$skiptoken=") + 11);

    assertThat(api.get(link + "&$select=id").is(400).error().get("target").asText())
        .isEqualTo("$skiptoken");
    api.get(Api.AUDITS + "?$skiptoken=" + token.substring(1)).is(400);
    api.get(
            Api.AUDITS
                + "?$skiptoken="
                + token.substring(0, token.length() - 1)
                + (token.endsWith("A") ? "B" : "A"))
        .is(400);
    api.get(Api.AUDITS + "?$skiptoken=").is(400);
    Api.ofNewTenant().get(link).is(400);
    assertThat(
            api.get("/v1.0/deviceManagement/remoteActionAudits?$skiptoken=" + token)
                .is(200)
                .json()
                .get("value"))
        .hasSize(1);
    api.get(Api.AUDITS + "?$skiptoken=AAAA").is(400);
    api.get(Api.AUDITS + "?$skiptoken=A" + "A".repeat(200)).is(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$top=-1",
        "$top=1.5",
        "$top=x",
        "$top=",
        "$count=yes",
        "$count=",
        "$expand=x",
        "$compute=x",
        "$nonsense=x",
        "$top=1&top=2"
      })
  void refuses_what_it_cannot_answer(String query) {
    api.get(Api.AUDITS + "?" + query).is(400);
  }

  private void at(String id, String instant) {
    assertThat(
            api.created(
                "{\"id\":\"%s\",\"action\":\"disable\",\"requestDateTime\":\"%s\"}"
                    .formatted(id, instant)))
        .isEqualTo(id);
  }

  /** Follows the links to the end. */
  private List<String> walk(String address, int pageSize) {
    var all = new ArrayList<String>();
    String next = address;
    while (!next.isEmpty()) {
      var page = api.sending("Prefer", "odata.maxpagesize=" + pageSize).get(next).is(200).json();
      assertThat(page.get("value").size()).isLessThanOrEqualTo(pageSize);
      all.addAll(ids(page));
      next = page.path("@odata.nextLink").asText();
    }
    return all;
  }

  private static List<String> ids(JsonNode page) {
    var ids = new ArrayList<String>();
    page.get("value").forEach(audit -> ids.add(audit.get("id").asText()));
    return ids;
  }
}
