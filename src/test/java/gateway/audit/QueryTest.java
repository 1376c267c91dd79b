package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Questions to the collection over HTTP; what the language means in full is tested in {@code
 * gateway.odata}.
 */
@GatewayTest
class QueryTest {

  private final Api api = Api.ofNewTenant();

  @BeforeEach
  void fill() {
    make("a", "factoryReset", "2026-03-01T10:00:00+02:00", "\"ada@example.org\"", "done");
    make("b", "factoryReset", "2026-03-02T10:00:00Z", "\"bob@example.org\"", "failed");
    make("c", "remoteLock", "2026-03-03T10:00:00.0000001Z", "\"ada@example.org\"", "pending");
    make("d", "delete", "2026-03-03T10:00:00Z", "null", "done");
    make("e", "rebootNow", "2026-03-04T10:00:00Z", "\"50%_\\\\o'Neil\"", "done");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "action eq 'factoryReset' | b a",
        "action eq microsoft.graph.remoteAction'factoryReset' | b a",
        "action eq factoryReset and actionState ne 'done' | b",
        "action eq '1' | b a",
        "action in ('delete','remoteLock') | c d",
        "initiatedByUserPrincipalName eq 'ada@example.org' | c a",
        "initiatedByUserPrincipalName ne 'ada@example.org' | e d b",
        "initiatedByUserPrincipalName eq null | d",
        "not contains(initiatedByUserPrincipalName,'ada') | e b",
        "contains(initiatedByUserPrincipalName,'50%_\\o''N') | e",
        "startswith(initiatedByUserPrincipalName,'ada') | c a",
        "toupper(initiatedByUserPrincipalName) EQ 'BOB@EXAMPLE.ORG' | b",
        "requestDateTime gt 2026-03-03T10:00:00Z | e c",
        "requestDateTime ge 2026-03-03 and requestDateTime lt 2026-03-04 | c d",
        "hour(requestDateTime) eq 10 and day(requestDateTime) eq 1 | a",
      })
  void selects_exactly_what_the_filter_means(String filter, String expected) {
    assertThat(ids(ask("$filter=" + encoded(filter)))).containsExactly(expected.split(" "));
    assertThat(api.get(Api.AUDITS + "/$count?$filter=" + encoded(filter)).is(200).body())
        .isEqualTo("" + expected.split(" ").length);
  }

  @ParameterizedTest
  @CsvSource({
    "initiatedByUserPrincipalName, d e a c b",
    "initiatedByUserPrincipalName desc, b a c e d",
    "'action desc,requestDateTime', d e c a b",
    "'actionState,requestDateTime desc', c e d a b",
    "id, a b c d e",
  })
  void orders_with_nulls_lowest_and_pages_by_key(String order, String expected) {
    assertThat(ids(ask("$orderby=" + encoded(order)))).containsExactly(expected.split(" "));
    for (int size = 1; size <= 3; size++) {
      assertThat(walk("?$orderby=" + encoded(order), size)).containsExactly(expected.split(" "));
    }
  }

  @Test
  void pages_through_a_filter_with_its_alias_and_count() {
    String query = "?$filter=actionState+eq+@s&@s='done'&$count=true&$select=id";

    assertThat(walk(query, 1)).containsExactly("e", "d", "a");
    assertThat(api.get(Api.AUDITS + query).json().get("@odata.count").asLong()).isEqualTo(3);
  }

  @Test
  void skips_counts_and_searches() {
    assertThat(ids(ask("$skip=2&$top=2"))).containsExactly("d", "b");
    assertThat(walk("?$skip=1", 2)).containsExactly("c", "d", "b", "a");
    assertThat(ids(ask("$search=ADA"))).containsExactly("c", "a");
    assertThat(ids(ask("$search=ad"))).isEmpty();
    assertThat(ids(ask("$search=" + encoded("example NOT ada")))).containsExactly("b");
    assertThat(api.get(Api.AUDITS + "/$count?search=o").is(200).body()).isEqualTo("1");
    assertThat(ids(ask("$search=" + encoded("\"AND\"")))).isEmpty();
  }

  @Test
  void asks_its_form_by_format_whatever_the_client_accepts() {
    var answer =
        api.sending("Accept", "text/html").get(Api.AUDITS + "?$format=json;odata.metadata=none");

    assertThat(answer.is(200).body()).doesNotContain("@odata.etag");
    assertThat(api.get(Api.AUDITS + "?$format=application/json").is(200).header("Content-Type"))
        .contains("minimal");
    assertThat(api.get(Api.AUDITS + "?$format=atom").is(400).error().get("target").asText())
        .isEqualTo("$format");
    api.sending("Accept", "text/html").get(Api.AUDITS + "?$filter=").is(406);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$filter=",
        "$filter=nothing eq 1",
        "$filter=action eq 'no'",
        "$filter=action eq 1",
        "$filter=has(action,'x')",
        "$filter=matchesPattern(userName,'x')",
        "$filter=userName eq",
        "$orderby=nothing",
        "$orderby=id,id,id,id,id,id",
        "$skip=10001",
        "$skip=-1",
        "$search=",
        "$filter=userName eq @missing eq"
      })
  void refuses_what_it_cannot_answer_and_says_where(String query) {
    int equals = query.indexOf('=');
    var error =
        api.get(
                Api.AUDITS
                    + "?"
                    + query.substring(0, equals + 1)
                    + encoded(query.substring(equals + 1)))
            .is(400)
            .error();

    assertThat(error.get("target").asText()).isEqualTo(query.substring(0, equals));
    assertThat(error.get("message").asText()).isNotBlank();
  }

  @Test
  void counts_take_no_other_option() {
    api.get(Api.AUDITS + "/$count?$top=1").is(400);
    api.get(Api.AUDITS + "/$count?$orderby=id").is(400);
  }

  private void make(String id, String action, String at, String initiator, String state) {
    assertThat(
            api.created(
                "{\"id\":\"%s\",\"action\":\"%s\",\"requestDateTime\":\"%s\",\"initiatedByUserPrincipalName\":%s,\"actionState\":\"%s\"}"
                    .formatted(id, action, at, initiator, state)))
        .isEqualTo(id);
  }

  private JsonNode ask(String query) {
    return api.get(Api.AUDITS + "?" + query).is(200).json();
  }

  private List<String> walk(String query, int size) {
    var all = new ArrayList<String>();
    String next = Api.AUDITS + query;
    while (!next.isEmpty()) {
      var page = api.sending("Prefer", "maxpagesize=" + size).get(next).is(200).json();
      assertThat(page.get("value").size()).isLessThanOrEqualTo(size);
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

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
