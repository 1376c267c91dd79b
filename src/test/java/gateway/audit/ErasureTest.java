package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import gateway.TestIssuer;
import gateway.security.TestTokens;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Erasing what names a person (contract §11). */
@GatewayTest
class ErasureTest {

  private static final String ERASE = "/beta/deviceManagement/erasePersonalData";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final String person = "Mallory." + tenant + "@Example.org";

  @Test
  void erases_a_person_wherever_their_name_is_or_was() throws SQLException {
    String renamed =
        audit("\"userName\":\"%s\"".formatted(person.toUpperCase(java.util.Locale.ROOT)));
    api.patch(renamed, "{\"userName\":\"bob\",\"managedDeviceId\":\"m\"}").is(200);
    String deleted =
        audit(
            "\"deviceOwnerUserPrincipalName\":\"%s\",\"deviceDisplayName\":\"phone of %s\""
                .formatted(person, person));
    api.patch(deleted, "{\"deviceIMEI\":\"imei %s\"}".formatted(person)).is(200);
    api.patch(deleted, "{\"deviceOwnerUserPrincipalName\":\"bob\"}").is(200);
    api.delete(Api.AUDITS + "/" + deleted).is(204);
    String touched = audit("\"userName\":\"bob\"");
    callerNamed(person).patch(touched, "{\"actionState\":\"done\"}").is(200);
    String started = audit("\"initiatedByUserPrincipalName\":\"%s\"".formatted(person));
    String others = audit("\"userName\":\"bob\",\"deviceDisplayName\":\"d\"");
    var untouched = api.get(Api.AUDITS + "/" + others + "/history").body();
    assertThat(placesThatHold(tenant.toString() + "@example.org")).isNotEmpty();

    var answer = erase(person.toLowerCase(java.util.Locale.ROOT));

    assertThat(answer.get("@odata.context").asText())
        .endsWith("/beta/$metadata#gateway.personErasure");
    assertThat(counts(answer)).containsExactly(4, 8);
    assertThat(placesThatHold(tenant.toString() + "@example.org")).isEmpty();
    assertThat(api.get(Api.AUDITS + "/" + others + "/history").body().split("\"value\"", -1)[1])
        .isEqualTo(untouched.split("\"value\"", -1)[1]);
    assertThat(api.audit(others).get("@odata.etag").asText()).isEqualTo("W/\"1\"");

    var history = api.history(renamed);
    assertThat(history.get(1).get("changes").toString())
        .isEqualTo(
            "[{\"property\":\"userName\",\"after\":\"bob\"},{\"property\":\"managedDeviceId\",\"before\":null,\"after\":\"m\"}]");
    assertThat(history.get(1).get("erased").toString()).isEqualTo("[\"userName\"]");
    assertThat(api.audit(renamed).get("userName").asText()).isEqualTo("bob");
    assertThat(api.audit(renamed).get("@odata.etag").asText()).isEqualTo("W/\"3\"");
    assertErasure(history.get(2), 3, "userName");

    history = api.history(deleted);
    assertThat(history.get(0).get("erased").toString())
        .isEqualTo("[\"deviceDisplayName\",\"deviceOwnerUserPrincipalName\"]");
    assertThat(history.get(3).get("changes").findValuesAsText("before")).contains("bob");
    assertThat(history.get(3).get("erased").toString())
        .isEqualTo("[\"deviceDisplayName\",\"deviceIMEI\"]");
    assertErasure(
        history.get(4), 5, "deviceDisplayName", "deviceOwnerUserPrincipalName", "deviceIMEI");

    var entry = api.history(touched).get(1);
    assertThat(entry.get("erased").toString())
        .isEqualTo("[\"initiatedBy/userPrincipalName\",\"clientAddress\"]");
    assertThat(entry.has("clientAddress")).isFalse();
    assertThat(entry.get("initiatedBy").has("userPrincipalName")).isFalse();
    assertThat(entry.get("initiatedBy").get("principalId").asText())
        .isEqualTo(TestTokens.PRINCIPAL.toString());
    assertThat(api.history(touched).get(0).get("clientAddress").isNull()).isFalse();
    assertErasure(api.history(touched).get(2), 3);

    assertThat(api.audit(started).get("initiatedByUserPrincipalName").isNull()).isTrue();
  }

  @Test
  void answers_0_to_a_repeat_and_writes_nothing() {
    String id = audit("\"userName\":\"%s\"".formatted(person));
    assertThat(counts(erase(person))).containsExactly(1, 1);

    assertThat(counts(erase(person))).containsExactly(0, 0);
    assertThat(api.history(id)).hasSize(2);

    assertThat(counts(eraseAudit(id))).containsExactly(2 - 1);
    assertThat(counts(eraseAudit(id))).containsExactly(0);
    assertThat(api.history(id)).hasSize(3);
  }

  @Test
  void does_not_name_those_who_erase_themselves() throws SQLException {
    var self = callerNamed(person);
    String id =
        self.created(
            "{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"%s\"}"
                .formatted(person));

    assertThat(counts(erase(self, person))).containsExactly(1, 1);

    assertThat(placesThatHold(person)).isEmpty();
    var entry = api.history(id).get(1);
    assertThat(entry.get("operation").asText()).isEqualTo("erase");
    assertThat(entry.get("initiatedBy").has("userPrincipalName")).isFalse();
    assertThat(entry.get("initiatedBy").get("principalId").asText()).isNotEmpty();
    assertThat(counts(erase(person))).containsExactly(0, 0);
  }

  @Test
  void erases_all_personal_values_of_an_audit() throws SQLException {
    String all =
        "\"deviceDisplayName\":\"%1$s\",\"userName\":\"%1$s\",\"initiatedByUserPrincipalName\":\"%1$s\",\"deviceOwnerUserPrincipalName\":\"%1$s\",\"deviceIMEI\":\"%1$s\""
            .formatted("secret " + tenant);
    String id = audit(all + ",\"managedDeviceId\":\"kept\"");
    api.patch(id, "{\"actionState\":\"done\"}").is(200);

    var answer = eraseAudit(id);

    assertThat(answer.get("@odata.context").asText())
        .endsWith("/beta/$metadata#gateway.auditErasure");
    assertThat(counts(answer)).containsExactly(2);
    assertThat(placesThatHold("secret " + tenant)).isEmpty();
    var audit = api.audit(id);
    for (String name :
        List.of(
            "deviceDisplayName",
            "userName",
            "initiatedByUserPrincipalName",
            "deviceOwnerUserPrincipalName",
            "deviceIMEI")) {
      assertThat(audit.get(name).isNull()).as(name).isTrue();
    }
    assertThat(audit.get("managedDeviceId").asText()).isEqualTo("kept");
    assertThat(audit.get("actionState").asText()).isEqualTo("done");
    assertThat(audit.get("@odata.etag").asText()).isEqualTo("W/\"3\"");
    var history = api.history(id);
    assertThat(history.get(0).get("erased")).hasSize(7);
    assertThat(history.get(1).get("erased").toString())
        .isEqualTo("[\"initiatedBy/userPrincipalName\",\"clientAddress\"]");
    assertErasure(
        history.get(2),
        3,
        "deviceDisplayName",
        "userName",
        "initiatedByUserPrincipalName",
        "deviceOwnerUserPrincipalName",
        "deviceIMEI");
    assertThat(history.get(2).get("initiatedBy").get("userPrincipalName").asText())
        .isEqualTo("ada@example.org");
    var timeline = api.get(Api.AUDITS + "/" + id + "/timeline").is(200).json();
    assertThat(timeline.get("states").findValuesAsText("actionState"))
        .containsExactly("pending", "done");
    assertThat(timeline.get("states").get(0).get("enteredBy").has("userPrincipalName")).isFalse();
    var changes = api.get("/beta/deviceManagement/remoteActionAuditChanges?$top=3").is(200).json();
    assertThat(changes.get("value")).hasSize(3);
    assertThat(changes.get("value").get(2).get("erased")).hasSize(7);
  }

  @Test
  void erases_a_deleted_audit_whose_versions_go_on() {
    String id = audit("\"userName\":\"x\"");
    api.delete(Api.AUDITS + "/" + id).is(204);

    assertThat(counts(eraseAudit(id))).containsExactly(2);
    assertThat(counts(eraseAudit(id))).containsExactly(0);

    api.get(Api.AUDITS + "/" + id).is(404);
    var history = api.history(id);
    assertErasure(history.get(2), 3, "userName");
    assertThat(history.findValuesAsText("changedDateTime")).isSorted().doesNotHaveDuplicates();
    api.post(
            "{\"id\":\"%s\",\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}"
                .formatted(id))
        .is(409);
  }

  @Test
  void erases_an_audit_only_as_its_entity_tag_says() {
    String id = audit("\"userName\":\"x\"");
    api.patch(id, "{\"actionState\":\"done\"}").is(200);
    String address = Api.AUDITS + "/" + id + "/erasePersonalData";

    api.sending("If-Match", "W/\"1\"").send("POST", address, "").is(412);

    assertThat(api.audit(id).get("userName").asText()).isEqualTo("x");
    assertThat(api.history(id)).hasSize(2);
    assertThat(counts(api.sending("If-Match", "W/\"2\"").send("POST", address, "").is(200).json()))
        .containsExactly(2);
    assertThat(counts(api.sending("If-Match", "*").send("POST", address, "").is(200).json()))
        .containsExactly(0);
  }

  @Test
  void finds_no_entity_tag_of_a_deleted_audit() {
    String id = audit("\"userName\":\"x\"");
    api.delete(Api.AUDITS + "/" + id).is(204);

    for (String condition : List.of("*", "W/\"1\"", "W/\"2\"")) {
      api.sending("If-Match", condition)
          .send("POST", Api.AUDITS + "/" + id + "/erasePersonalData", "")
          .is(412);
    }

    assertThat(api.history(id)).hasSize(2);
    api.sending("If-Match", "*").send("POST", Api.AUDITS + "/never/erasePersonalData", "").is(404);
  }

  @Test
  void numbers_each_erasure_of_a_deleted_audit_after_the_one_before() {
    String id = audit("\"userName\":\"%s\"".formatted(person));
    api.delete(Api.AUDITS + "/" + id).is(204);

    assertThat(counts(erase(person))).containsExactly(1, 2);
    assertThat(counts(eraseAudit(id))).containsExactly(2);

    assertErasure(api.history(id).get(2), 3, "userName");
    assertErasure(api.history(id).get(3), 4);
  }

  @Test
  void erases_nothing_of_another_tenant() {
    String id = audit("\"userName\":\"%s\"".formatted(person));
    var other = Api.ofNewTenant();

    other.send("POST", Api.AUDITS + "/" + id + "/erasePersonalData", "").is(404);
    assertThat(counts(erase(other, person))).containsExactly(0, 0);

    assertThat(api.audit(id).get("userName").asText()).isEqualTo(person);
    api.send("POST", Api.AUDITS + "/never/erasePersonalData", "").is(404);
  }

  @Test
  void needs_a_permission_to_write() {
    String id = audit("\"userName\":\"%s\"".formatted(person));
    var reader = Api.with(TestIssuer.delegated(tenant, Api.READ));

    reader.send("POST", Api.AUDITS + "/" + id + "/erasePersonalData", "").is(403);
    send(reader, "{\"userPrincipalName\":\"%s\"}".formatted(person)).is(403);

    assertThat(api.history(id)).hasSize(1);
    api.get(Api.AUDITS + "/" + id + "/erasePersonalData").is(405);
    api.get(ERASE).is(405);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | userPrincipalName",
        "{\"userPrincipalName\":null} | userPrincipalName",
        "{\"userPrincipalName\":\"\"} | userPrincipalName",
        "{\"userPrincipalName\":7} | userPrincipalName",
        "{\"userPrincipalName\":[\"x\"]} | userPrincipalName",
        "{\"userPrincipalName\":\"a\\u0000b\"} | userPrincipalName",
        "{\"userPrincipalName\":\"x\",\"more\":1} | more",
      })
  void refuses_a_body_that_names_nobody(String body, String target) {
    var error = send(api, body).is(400).error();

    assertThat(error.toString()).contains("\"target\":\"" + target + "\"");
  }

  @Test
  void refuses_a_name_that_no_audit_can_hold() {
    assertThat(counts(erase("😀".repeat(512)))).containsExactly(0, 0);
    assertThat(send(api, "{\"userPrincipalName\":\"" + "😀".repeat(513) + "\"}").is(400).body())
        .contains("513", "512");
    send(api, "[]").is(400);
    send(api, "{\"userPrincipalName\":\"x\",\"userPrincipalName\":\"y\"}").is(400);
  }

  @Test
  void erases_all_or_nothing() throws SQLException {
    var ids =
        IntStream.range(0, 3).mapToObj(_ -> audit("\"userName\":\"" + person + "\"")).toList();
    try (var owner = TestDatabase.asOwner();
        var statement = owner.createStatement()) {
      boolean _ =
          statement.execute(
              "create function break_erasure() returns trigger language plpgsql as $$ begin if new.audit_id = '%s' and new.tenant_id = '%s' then raise exception 'broken on purpose'; end if; return new; end $$"
                  .formatted(ids.getLast(), tenant));
      boolean _ = statement.execute("grant execute on function break_erasure() to gateway");
      TestDatabase.changeHistory(
          owner,
          "create trigger broken_erasure before insert on history_personal for each row execute function break_erasure()");
      try {
        send(api, "{\"userPrincipalName\":\"" + person + "\"}").is(500);
      } finally {
        TestDatabase.changeHistory(owner, "drop trigger broken_erasure on history_personal");
        boolean _ = statement.execute("drop function break_erasure()");
      }
    }

    for (String id : ids) {
      assertThat(api.audit(id).get("userName").asText()).isEqualTo(person);
      assertThat(api.history(id)).hasSize(1);
    }
    assertThat(counts(erase(person))).containsExactly(3, 3);
  }

  @Test
  void loses_no_change_that_comes_at_the_same_time() throws Exception {
    String id = audit("\"userName\":\"" + person + "\"");
    try (var threads = Executors.newFixedThreadPool(4)) {
      var work =
          IntStream.range(0, 40)
              .<Future<?>>mapToObj(i ->
                  threads.submit(() ->
                      i % 8 == 7
                          ? erase(person)
                          : api.patch(
                                  id,
                                  "{\"userName\":\"%s\",\"managedDeviceId\":\"%d\"}"
                                      .formatted(person, i))
                              .is(200)))
              .toList();
      for (var each : work) {
        assertThat(each.get()).isNotNull();
      }
    }
    var _ = erase(person);

    assertThat(placesThatHold(person)).isEmpty();
    var history = api.history(id);
    assertThat(
            StreamSupport.stream(history.spliterator(), false).map(e -> e.get("sequence").asLong()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, history.size()).boxed().toList());
    assertThat(api.audit(id).get("@odata.etag").asText()).isEqualTo("W/\"" + history.size() + "\"");
  }

  private String audit(String more) {
    return api.created(
        "{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"," + more + "}");
  }

  private Api callerNamed(String name) {
    return Api.with(
        TestIssuer.signed(
            TestTokens.delegated(tenant, Instant.now(), Api.READ_WRITE)
                .claim("upn", "\"" + name + "\"")));
  }

  private static Api.Answer send(Api api, String body) {
    return api.sending("Content-Type", "application/json").send("POST", ERASE, body);
  }

  private JsonNode erase(String name) {
    return erase(api, name);
  }

  private static JsonNode erase(Api api, String name) {
    return send(api, "{\"userPrincipalName\":\"" + name + "\"}").is(200).json();
  }

  private JsonNode eraseAudit(String id) {
    return api.send("POST", Api.AUDITS + "('" + id + "')/erasePersonalData", "").is(200).json();
  }

  /** The numbers of an answer, in its order. */
  private static List<Integer> counts(JsonNode answer) {
    return StreamSupport.stream(answer.spliterator(), false)
        .filter(JsonNode::isInt)
        .map(JsonNode::asInt)
        .toList();
  }

  private static void assertErasure(JsonNode entry, int sequence, String... properties) {
    assertThat(entry.get("operation").asText()).isEqualTo("erase");
    assertThat(entry.get("sequence").asInt()).isEqualTo(sequence);
    assertThat(entry.get("changes").toString())
        .isEqualTo(
            "["
                + String.join(
                    ",",
                    java.util.Arrays.stream(properties)
                        .map(name -> "{\"property\":\"" + name + "\"}")
                        .toList())
                + "]");
    assertThat(entry.get("erased")).isEmpty();
  }

  /** Columns of all tables in which a text stands, in any letter case, bytes read as text, too. */
  private static List<String> placesThatHold(String text) throws SQLException {
    var places = new java.util.ArrayList<String>();
    var columns = new java.util.ArrayList<String[]>();
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      try (var rows =
          statement.executeQuery(
              "select table_name, column_name, data_type from information_schema.columns join information_schema.tables using (table_schema, table_name) where table_schema = 'public' and table_type = 'BASE TABLE'")) {
        while (rows.next()) {
          columns.add(new String[] {rows.getString(1), rows.getString(2), rows.getString(3)});
        }
      }
      assertThat(columns).hasSizeGreaterThan(50);
      for (var column : columns) {
        String value =
            column[2].equals("bytea")
                ? "encode(\"" + column[1] + "\", 'escape')"
                : "\"" + column[1] + "\"::text";
        try (var rows =
            statement.executeQuery(
                "select 1 from \"%s\" where position(lower('%s') in lower(%s)) > 0 limit 1"
                    .formatted(column[0], text, value))) {
          if (rows.next()) {
            places.add(column[0] + "." + column[1]);
          }
        }
      }
    }
    return places;
  }
}
