package gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import gateway.security.TestTokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every entry of the tenant as one collection (contract §11). */
@GatewayTest
class ChangesTest {

  private static final String CHANGES = "/beta/deviceManagement/remoteActionAuditChanges";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final List<String> ids = new ArrayList<>();

  @BeforeEach
  void makes_two_audits_and_changes_them() {
    for (int i = 0; i < 2; i++) {
      String id =
          api.created(
              "{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"old\"}");
      ids.add(id);
      api.sending("client-request-id", "change-" + i)
          .patch(id, "{\"actionState\":\"done\",\"userName\":\"new\"}")
          .is(200);
    }
    api.delete(Api.AUDITS + "/" + ids.getFirst()).is(204);
  }

  @Test
  void lists_the_entries_of_all_audits_newest_first_as_their_histories_have_them() {
    var page = api.get(CHANGES + "?$count=true").is(200).json();

    assertThat(page.get("@odata.context").asText())
        .endsWith("/beta/$metadata#Collection(gateway.remoteActionAuditChange)");
    assertThat(page.get("@odata.count").asLong()).isEqualTo(5);
    assertThat(operations(page.get("value")))
        .containsExactly("delete", "update", "create", "update", "create");
    var histories = new ArrayList<JsonNode>();
    ids.forEach(id -> api.history(id).forEach(histories::add));
    assertThat(page.get("value")).containsExactlyInAnyOrderElementsOf(histories);
  }

  @Test
  void answers_calls_as_metadata_names_the_function() {
    String listed = api.get(CHANGES).is(200).body();
    String qualified = CHANGES.replace("/remote", "/gateway.remote");

    assertThat(api.get(qualified).is(200).body()).isEqualTo(listed);
    assertThat(api.get(qualified + "()").is(200).body()).isEqualTo(listed);
    assertThat(api.get(CHANGES + "()/$count").is(200).body()).isEqualTo("5");
    api.send("POST", "/beta/deviceManagement/gateway.erasePersonalData", "").is(415);
    api.get(Api.AUDITS + "()").is(404);
  }

  @Test
  void groups_them_and_writes_values_as_an_entry_does() {
    var groups =
        api.get(
                CHANGES
                    + "?$apply=groupby((operation,initiatedBy/principalId,requestId,initiatedBy/authorization),"
                    + "aggregate($count%20as%20N,sequence%20with%20max%20as%20last,changedDateTime%20with%20min%20as%20at,"
                    + "id%20with%20max%20as%20entry))/filter(operation%20eq%20'delete')")
            .is(200)
            .json();

    var deletion = api.history(ids.getFirst()).get(2);
    assertThat(groups.get("@odata.context").asText())
        .endsWith(
            "#Collection(gateway.remoteActionAuditChange)(operation,initiatedBy/principalId,initiatedBy/authorization,requestId,N,last,at,entry)");
    assertThat(groups.get("value").toString())
        .isEqualTo(
            """
            [{"@odata.id":null,"operation":"delete","initiatedBy":{"principalId":%s,"authorization":"delegated"},\
            "requestId":%s,"N@odata.type":"#Decimal","N":1,"last@odata.type":"#Int64","last":3,\
            "at@odata.type":"#DateTimeOffset","at":%s,"entry@odata.type":"#Guid","entry":%s}]\
            """
                .formatted(
                    deletion.get("initiatedBy").get("principalId"),
                    deletion.get("requestId"),
                    deletion.get("changedDateTime"),
                    deletion.get("id")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initiatedBy,id|(id,initiatedBy)",
        "sequence,initiatedBy/principalId,initiatedBy|(sequence,initiatedBy)",
        "initiatedBy/userPrincipalName,initiatedBy/principalId|(initiatedBy/principalId,initiatedBy/userPrincipalName)",
      })
  void names_in_the_context_what_is_selected(String selected, String named) {
    for (String address : List.of(CHANGES, Api.AUDITS + "/" + ids.getLast() + "/history")) {
      assertThat(
              api.get(address + "?$select=" + selected)
                  .is(200)
                  .json()
                  .get("@odata.context")
                  .asText())
          .endsWith("#Collection(gateway.remoteActionAuditChange)" + named);
    }
  }

  @Test
  void selects_from_groups_by_the_names_that_the_groups_have() {
    String applied = CHANGES + "?$apply=groupby((operation),aggregate($count%20as%20N))";

    var groups = api.get(applied + "&$orderby=N&$select=N").is(200).json();

    assertThat(groups.get("@odata.context").asText())
        .endsWith("#Collection(gateway.remoteActionAuditChange)(N)");
    assertThat(groups.get("value").findValuesAsText("N")).containsExactly("1", "2", "2");
    assertThat(
            api.get(applied + "&$select=auditId")
                .is(400)
                .json()
                .get("error")
                .get("message")
                .asText())
        .contains("there are: operation, N");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operation eq 'update'|2",
        "operation eq gateway.changeOperation'delete'|1",
        "operation in ('create','delete')|3",
        "sequence gt 1|3",
        "initiatedBy/userPrincipalName eq 'ada@example.org'|5",
        "initiatedBy/authorization eq 'delegated'|5",
        "initiatedBy/authorization eq 'application'|0",
        "startswith(clientRequestId,'change-')|2",
        "clientRequestId eq 'change-1'|1",
        "changedDateTime gt 2026-01-01|5",
        "changedDateTime lt now()|5",
        "year(changedDateTime) lt 2026|0",
        "clientAddress ne null|5",
      })
  void answers_questions(String filter, int expected) {
    String encoded = java.net.URLEncoder.encode(filter, java.nio.charset.StandardCharsets.UTF_8);

    assertThat(api.get(CHANGES + "?$filter=" + encoded).is(200).json().get("value"))
        .hasSize(expected);
    assertThat(api.get(CHANGES + "/$count?$filter=" + encoded).is(200).body())
        .isEqualTo("" + expected);
  }

  @Test
  void finds_those_of_one_audit_and_one_request() {
    String of = "auditId%20eq%20'" + ids.get(1) + "'";
    var entries = api.get(CHANGES + "?$filter=" + of + "&$orderby=sequence").is(200).json();
    assertThat(operations(entries.get("value"))).containsExactly("create", "update");

    String request = entries.get("value").get(1).get("requestId").asText();
    assertThat(api.get(CHANGES + "/$count?$filter=requestId%20eq%20" + request).is(200).body())
        .isEqualTo("1");
  }

  @Test
  void pages_by_key() {
    var seen = new ArrayList<String>();
    String next = CHANGES;
    while (!next.isEmpty()) {
      var page = api.sending("Prefer", "odata.maxpagesize=2").get(next).is(200).json();
      page.get("value").forEach(entry -> seen.add(entry.get("id").asText()));
      next = page.path("@odata.nextLink").asText("");
    }

    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void searches_in_its_strings() {
    assertThat(api.get(CHANGES + "/$count?$search=change").is(200).body()).isEqualTo("2");
    assertThat(api.get(CHANGES + "/$count?$search=ada").is(200).body()).isEqualTo("5");
  }

  @Test
  void shows_what_is_selected() {
    var page = api.get(CHANGES + "?$top=1&$select=sequence,initiatedBy/principalId").is(200).json();

    assertThat(page.get("@odata.context").asText())
        .endsWith("#Collection(gateway.remoteActionAuditChange)(sequence,initiatedBy/principalId)");
    var entry = page.get("value").get(0);
    assertThat(entry.get("sequence").asLong()).isEqualTo(3);
    assertThat(entry.get("initiatedBy").toString())
        .isEqualTo("{\"principalId\":\"" + TestTokens.PRINCIPAL + "\"}");
    assertThat(entry.has("changes")).isFalse();
    assertThat(entry.has("id")).isFalse();
  }

  @Test
  void exports_every_match() {
    var lines = new ArrayList<JsonNode>();
    api.get(CHANGES + "?$format=ndjson").is(200).body().lines().map(Api::parse).forEach(lines::add);
    assertThat(lines)
        .containsExactlyElementsOf(api.get(CHANGES).is(200).json().get("value"))
        .hasSize(5);

    var update = lines.get(1);
    var table = api.get(CHANGES + "?$format=csv&$filter=operation%20eq%20'update'&$top=1").is(200);
    assertThat(table.body())
        .isEqualTo(
            "id,auditId,sequence,operation,changedDateTime,initiatedBy/principalId,initiatedBy/applicationId,"
                + "initiatedBy/userPrincipalName,initiatedBy/authorization,requestId,clientRequestId,clientAddress,"
                + "changes,erased\r\n"
                + String.join(
                    ",",
                    update.get("id").asText(),
                    update.get("auditId").asText(),
                    "2",
                    "update",
                    update.get("changedDateTime").asText(),
                    update.get("initiatedBy").get("principalId").asText(),
                    update.get("initiatedBy").get("applicationId").asText(),
                    "ada@example.org",
                    "delegated",
                    update.get("requestId").asText(),
                    "change-1",
                    "127.0.0.1",
                    "\"" + update.get("changes").toString().replace("\"", "\"\"") + "\"",
                    "[]\r\n"));
    assertThat(table.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"remoteActionAuditChanges.csv\"");
    assertThat(
            api.get(CHANGES + "?$format=csv&$top=1&$select=changes,initiatedBy")
                .is(200)
                .body()
                .lines()
                .findFirst())
        .contains(
            "initiatedBy/principalId,initiatedBy/applicationId,initiatedBy/userPrincipalName,initiatedBy/authorization,changes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$filter=changes eq 'x'", "$orderby=erased", "$select=before", "$expand=changes"})
  void refuses_what_it_cannot_answer(String query) {
    api.get(CHANGES + "?" + query.replace(" ", "%20")).is(400);
  }

  @Test
  void shows_a_tenant_its_own_changes_only() {
    assertThat(Api.ofNewTenant().get(CHANGES).is(200).json().get("value")).isEmpty();
  }

  /** The view is read as the one who asks, so that both tables' policies hold. */
  @Test
  void keeps_the_second_wall_in_the_view() throws SQLException {
    try (var connection = TestDatabase.asGateway();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from recorded_change")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isZero();
    }
  }

  private static List<String> operations(JsonNode entries) {
    return StreamSupport.stream(entries.spliterator(), false)
        .map(entry -> entry.get("operation").asText())
        .toList();
  }
}
