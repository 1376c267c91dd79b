package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code $apply} over HTTP; what each transformation makes of which rows is tested in {@code
 * gateway.odata}.
 */
@GatewayTest
class ApplyTest {

  private static final String COUNTED =
      "groupby((initiatedByUserPrincipalName),aggregate($count as wipes))";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);

  @Test
  void gives_this_months_wipes_by_initiator_most_first_in_one_request() {
    make("a", "factoryReset", "2026-11-02T10:00:00Z", "\"ada@example.org\"");
    make("b", "factoryReset", "2026-11-03T10:00:00Z", "\"bob@example.org\"");
    make("c", "factoryReset", "2026-11-04T10:00:00Z", "\"bob@example.org\"");
    make("d", "factoryReset", "2026-10-31T23:59:59Z", "\"ada@example.org\"");
    make("e", "remoteLock", "2026-11-05T10:00:00Z", "\"ada@example.org\"");
    make("f", "factoryReset", "2026-11-30T23:59:59.9999999Z", "null");
    make("g", "factoryReset", "2026-11-30T23:30:00-01:00", "null");

    var answer =
        api.get(
                asked(
                    "$apply",
                    "filter(action eq 'factoryReset' and requestDateTime ge 2026-11-01 and requestDateTime lt 2026-12-01)/"
                        + COUNTED
                        + "/orderby(wipes desc)"))
            .is(200);

    assertThat(answer.body())
        .isEqualTo(
            """
            {"@odata.context":"%s/beta/$metadata#deviceManagement/remoteActionAudits(initiatedByUserPrincipalName,wipes)","value":[\
            {"@odata.id":null,"initiatedByUserPrincipalName":"bob@example.org","wipes@odata.type":"#Decimal","wipes":2},\
            {"@odata.id":null,"initiatedByUserPrincipalName":null,"wipes@odata.type":"#Decimal","wipes":1},\
            {"@odata.id":null,"initiatedByUserPrincipalName":"ada@example.org","wipes@odata.type":"#Decimal","wipes":1}]}\
            """
                .formatted(api.origin()));
    assertThat(answer.header("Content-Type")).contains("odata.metadata=minimal");
  }

  @Test
  void writes_values_as_an_entity_does_with_their_types_as_the_level_asks() {
    make("a", "factoryReset", "2026-11-02T10:00:00.10+02:00", "\"ada@example.org\"");
    make("b", "delete", "2026-11-02T08:00:00.1Z", "null");
    String query =
        asked(
            "$apply",
            "groupby((requestDateTime),aggregate(action with max as last,requestDateTime with max as at,"
                + "initiatedByUserPrincipalName with min as who,initiatedByUserPrincipalName with countdistinct as n))");

    assertThat(api.get(query + "&$format=json;odata.metadata=none").is(200).body())
        .isEqualTo(
            """
            {"value":[{"requestDateTime":"2026-11-02T08:00:00.1Z","last":"delete","at":"2026-11-02T10:00:00.10+02:00",\
            "who":"ada@example.org","n":1}]}\
            """);
    assertThat(valueOf(api.get(query).is(200).body()))
        .isEqualTo(
            """
            [{"@odata.id":null,"requestDateTime":"2026-11-02T08:00:00.1Z",\
            "last@odata.type":"#microsoft.graph.remoteAction","last":"delete",\
            "at@odata.type":"#DateTimeOffset","at":"2026-11-02T10:00:00.10+02:00","who":"ada@example.org",\
            "n@odata.type":"#Decimal","n":1}]}\
            """);
    assertThat(valueOf(api.get(query + "&$format=json;odata.metadata=full").is(200).body()))
        .startsWith(
            "[{\"@odata.id\":null,\"requestDateTime@odata.type\":\"#DateTimeOffset\",\"requestDateTime\":");
  }

  @Test
  void applies_the_other_options_to_the_result() {
    for (String initiator : List.of("a", "b", "b", "c", "c", "c", "d")) {
      make(UUID.randomUUID().toString(), "remoteLock", "2026-11-02T10:00:00Z", quoted(initiator));
    }
    String query = asked("$apply", COUNTED);

    assertThat(wipes(query)).containsExactly("a1", "b2", "c3", "d1");
    assertThat(wipes(query + and("$filter", "wipes gt 1"))).containsExactly("b2", "c3");
    assertThat(wipes(query + and("$orderby", "wipes desc")))
        .containsExactly("c3", "b2", "a1", "d1");
    assertThat(wipes(query + "&$orderby=wipes&$skip=1&$top=2")).containsExactly("d1", "b2");
    assertThat(wipes(query + "&$top=0")).isEmpty();
    var counted = api.get(query + and("$filter", "wipes le 2") + "&$count=true&$top=1").is(200);
    assertThat(counted.json().get("@odata.count").asInt()).isEqualTo(3);
    assertThat(counted.json().get("value").size()).isEqualTo(1);
    var selected = api.get(query + "&$select=wipes&$orderby=wipes desc&$top=1".replace(" ", "%20"));
    assertThat(selected.is(200).body())
        .isEqualTo(
            """
            {"@odata.context":"%s/beta/$metadata#deviceManagement/remoteActionAudits(wipes)",\
            "value":[{"@odata.id":null,"wipes@odata.type":"#Decimal","wipes":3}]}\
            """
                .formatted(api.origin()));
    var aliased =
        api.get(
            asked("$apply", "filter(initiatedByUserPrincipalName eq @i)/aggregate($count as n)")
                + "&@i='c'");
    assertThat(aliased.is(200).json().get("value").get(0).get("n").asInt()).isEqualTo(3);
  }

  @Test
  void counts_nothing_as_one_row_of_0_and_groups_nothing_as_no_row() {
    var none = api.get(asked("$apply", "aggregate($count as n,userName with max as u)")).is(200);

    assertThat(none.json().get("value").size()).isEqualTo(1);
    assertThat(none.json().get("value").get(0).get("n").asInt()).isZero();
    assertThat(none.json().get("value").get(0).get("u").isNull()).isTrue();
    assertThat(wipes(asked("$apply", COUNTED))).isEmpty();
  }

  @Test
  void answers_entities_whole_where_nothing_is_grouped() {
    make("a", "factoryReset", "2026-11-02T10:00:00Z", "null");
    make("b", "factoryReset", "2026-11-03T10:00:00Z", "null");
    make("c", "remoteLock", "2026-11-04T10:00:00Z", "null");

    var entities = api.get(asked("$apply", "filter(action eq factoryReset)/top(1)")).is(200).json();
    assertThat(entities.get("@odata.context").asText())
        .isEqualTo(api.origin() + "/beta/$metadata#deviceManagement/remoteActionAudits");
    assertThat(entities.get("value")).containsExactly(withoutContext(api.audit("b")));
    var selected =
        api.get(asked("$apply", "orderby(id)/skip(1)") + "&$select=id&$count=true").is(200).json();
    assertThat(selected.get("@odata.context").asText()).endsWith("/remoteActionAudits(id)");
    assertThat(selected.get("@odata.count").asInt()).isEqualTo(2);
    assertThat(selected.get("value").findValuesAsText("id")).containsExactly("b", "c");
  }

  @Test
  void keeps_a_tenant_to_its_own_rows() {
    make("a", "factoryReset", "2026-11-02T10:00:00Z", "null");
    String query = asked("$apply", "aggregate($count as n)");

    assertThat(api.get(query).json().get("value").get(0).get("n").asInt()).isEqualTo(1);
    assertThat(Api.ofNewTenant().get(query).json().get("value").get(0).get("n").asInt()).isZero();
  }

  @Test
  void has_no_pages_whatever_size_is_preferred() {
    make("a", "factoryReset", "2026-11-02T10:00:00Z", "\"x\"");
    make("b", "factoryReset", "2026-11-02T10:00:00Z", "\"y\"");

    var answer = api.sending("Prefer", "maxpagesize=1").get(asked("$apply", COUNTED)).is(200);

    assertThat(answer.json().get("value").size()).isEqualTo(2);
    assertThat(answer.json().has("@odata.nextLink")).isFalse();
    assertThat(answer.header("Preference-Applied")).isEmpty();
  }

  /** Each of three properties is 512 control characters, six bytes each in JSON. */
  @Test
  void refuses_groups_that_are_larger_together_than_the_largest_page() throws SQLException {
    ExportTest.insert(tenant, 3_000, "repeat(chr(1), 512)");
    String wide = "groupby((id,managedDeviceId,bulkDeviceActionId,deviceIMEI))";

    assertThat(refused(asked("$apply", wide), "$apply")).contains("the limit of 24 MiB");
    assertThat(api.get(asked("$apply", wide + "/top(1000)")).is(200).json().get("value").size())
        .isEqualTo(1_000);
  }

  @Test
  void gives_10000_groups_and_1000_entities_and_refuses_one_more() throws SQLException {
    fill(10_000);
    assertThat(wipes(asked("$apply", COUNTED))).hasSize(10_000);
    assertThat(api.get(asked("$apply", "top(1000)")).is(200).json().get("value").size())
        .isEqualTo(1_000);
    assertThat(refused(asked("$apply", "top(1001)"), "$apply")).contains("limit of 1,000 entities");

    fill(1);
    assertThat(refused(asked("$apply", COUNTED), "$apply"))
        .contains("more than the limit of 10,000 rows", "top(10000)");
    assertThat(wipes(asked("$apply", COUNTED + "/top(10000)"))).hasSize(10_000);
    assertThat(wipes(asked("$apply", COUNTED) + "&$top=10000")).hasSize(10_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$apply=                                    | $apply",
        "$apply=nonsense                            | $apply",
        "$apply=identity&$apply=identity            | $apply",
        "$apply=identity&$search=x                  | $search",
        "$apply=identity&$skiptoken=x               | $skiptoken",
        "$apply=aggregate($count as n)&$select=id   | $select",
        "$apply=aggregate($count as n)&$orderby=id  | $orderby",
        "$apply=aggregate($count as n)&$filter=id   | $filter",
        "$apply=identity&$top=x                     | $top",
        "$apply=identity&$skip=10001                | $skip",
        "$apply=identity&$count=x                   | $count",
        "$apply=identity&$compute=x                 | $compute"
      })
  void refuses_what_it_cannot_answer_and_says_where(String query, String target) {
    assertThat(refused(Api.AUDITS + "?" + query.replace(" ", "%20"), target)).isNotBlank();
  }

  @Test
  void is_not_an_option_of_a_count_or_of_an_entity() {
    var _ = refused(Api.AUDITS + "/$count?$apply=identity", "$apply");
    var _ = refused(Api.AUDITS + "/" + api.created() + "?$apply=identity", "$apply");
  }

  private String refused(String address, String target) {
    var error = api.get(address).is(400).error();
    assertThat(error.get("target").asText()).isEqualTo(target);
    return error.get("message").asText();
  }

  /** Initiator and number of each group. */
  private List<String> wipes(String address) {
    var groups = new ArrayList<String>();
    api.get(address)
        .is(200)
        .json()
        .get("value")
        .forEach(group ->
            groups.add(
                group.get("initiatedByUserPrincipalName").asText() + group.get("wipes").asInt()));
    return groups;
  }

  private void make(String id, String action, String at, String initiator) {
    assertThat(
            api.created(
                "{\"id\":\"%s\",\"action\":\"%s\",\"requestDateTime\":\"%s\",\"initiatedByUserPrincipalName\":%s}"
                    .formatted(id, action, at, initiator)))
        .isEqualTo(id);
  }

  /** Audits of as many initiators, each another one. */
  private void fill(int count) throws SQLException {
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      int made =
          statement.executeUpdate(
              """
              insert into audit (tenant_id, id, version, changed_at, initiated_by_user_principal_name, action,
                request_date_time, request_ticks, action_state, device_action_category)
              select '%s', gen_random_uuid()::text, 1, now(), gen_random_uuid()::text, 1,
                '2017-01-01T00:00:00Z', 14832288000000000, 1, 0 from generate_series(1, %d)
              """
                  .formatted(tenant, count));
      assertThat(made).isEqualTo(count);
    }
  }

  private static JsonNode withoutContext(JsonNode entity) {
    ((com.fasterxml.jackson.databind.node.ObjectNode) entity).remove("@odata.context");
    return entity;
  }

  private static String valueOf(String body) {
    return body.substring(body.indexOf("\"value\":") + 8);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static String asked(String option, String value) {
    return Api.AUDITS + "?" + option + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String and(String option, String value) {
    return "&" + option + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
