package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class PatchTest {

  private static final String REFERENCE_PAGE =
      """
      {
        "@odata.type": "#microsoft.graph.remoteActionAudit",
        "deviceDisplayName": "Device Display Name value",
        "userName": "User Name value",
        "initiatedByUserPrincipalName": "Initiated By User Principal Name value",
        "action": "factoryReset",
        "requestDateTime": "2017-01-01T00:03:07.1589002-08:00",
        "deviceOwnerUserPrincipalName": "Device Owner User Principal Name value",
        "deviceIMEI": "Device IMEI value",
        "actionState": "pending",
        "managedDeviceId": "Managed Device Id value"
      }\
      """;

  private final Api api = Api.ofNewTenant();

  @Test
  void accepts_the_request_of_the_reference_page_and_answers_with_its_members() {
    String id = api.created();

    var answer = api.patch(id, REFERENCE_PAGE);

    assertThat(answer.is(200).body())
        .isEqualTo(
            """
            {"@odata.context":"%s/beta/$metadata#deviceManagement/remoteActionAudits/$entity",\
            "@odata.type":"#microsoft.graph.remoteActionAudit","@odata.etag":"W/\\"2\\"","id":"%s",\
            "deviceDisplayName":"Device Display Name value","userName":"User Name value",\
            "initiatedByUserPrincipalName":"Initiated By User Principal Name value","action":"factoryReset",\
            "requestDateTime":"2017-01-01T00:03:07.1589002-08:00",\
            "deviceOwnerUserPrincipalName":"Device Owner User Principal Name value","deviceIMEI":"Device IMEI value",\
            "actionState":"pending","managedDeviceId":"Managed Device Id value","bulkDeviceActionId":null,\
            "deviceActionCategory":"single"}\
            """
                .formatted(api.origin(), id));
    assertThat(answer.header("ETag")).isEqualTo("W/\"2\"");
    assertThat(api.audit(id)).isEqualTo(answer.json());
  }

  @Test
  void leaves_what_is_not_named_as_it_was() {
    String id = api.created();
    api.patch(id, REFERENCE_PAGE).is(200);
    var before = api.audit(id);

    var after = api.patch(id, "{\"actionState\":\"done\"}").is(200).json();

    AuditProperty.WRITABLE.stream()
        .filter(property -> property != AuditProperty.ACTION_STATE)
        .map(AuditProperty::wireName)
        .forEach(name -> assertThat(after.get(name)).as(name).isEqualTo(before.get(name)));
    assertThat(after.get("actionState").asText()).isEqualTo("done");
  }

  @Test
  void clears_a_nullable_property_with_null() {
    String id = api.created();
    api.patch(id, REFERENCE_PAGE).is(200);

    var after = api.patch(id, "{\"userName\":null}").is(200).json();

    assertThat(after.get("userName").isNull()).isTrue();
    assertThat(after.get("deviceDisplayName").asText()).isEqualTo("Device Display Name value");
  }

  @Test
  void keeps_the_empty_string_apart_from_null() {
    String id = api.created();

    api.patch(id, "{\"userName\":\"\"}").is(200);

    assertThat(api.audit(id).get("userName").asText()).isEmpty();
    assertThat(api.audit(id).get("userName").isNull()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " spaces around ",
        "É",
        "É",
        "\\u0001 control",
        "😀 emoji",
        "\\\" quote \\\\ backslash",
        "'; drop table audit; --"
      })
  void keeps_a_string_exactly_as_sent(String escaped) {
    String id = api.created();

    var answer = api.patch(id, "{\"userName\":\"" + escaped + "\"}").is(200).json();

    String sent = Api.parse("\"" + escaped + "\"").asText();
    assertThat(answer.get("userName").asText()).isEqualTo(sent);
    assertThat(api.audit(id).get("userName").asText()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04Z, 2026-01-02T03:04:00Z",
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.0000000Z, 2026-01-02T03:04:05.0000000Z",
    "2026-01-02T03:04:05.10+14:00, 2026-01-02T03:04:05.10+14:00",
    "0001-01-01T00:00:00+14:00, 0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59.9999999Z, 9999-12-31T23:59:59.9999999Z",
    "9999-12-31T23:59:59.9999999-14:00, 9999-12-31T23:59:59.9999999-14:00",
  })
  void gives_a_date_and_time_back_as_the_characters_that_were_sent(String sent, String returned) {
    String id = api.created();

    api.patch(id, "{\"requestDateTime\":\"" + sent + "\"}").is(200);

    assertThat(api.audit(id).get("requestDateTime").asText()).isEqualTo(returned);
  }

  @Test
  void takes_the_same_instant_in_other_characters_for_a_change() {
    String id =
        api.created("{\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");

    var answer = api.patch(id, "{\"requestDateTime\":\"2026-01-02T04:04:05+01:00\"}").is(200);

    assertThat(answer.header("ETag")).isEqualTo("W/\"2\"");
    assertThat(api.history(id)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"action\":\"remoteLock\"}",
        "{\"action\":\"4\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":null}",
        "{\"id\":\"another\"}",
        "{\"id\":17}",
        "{\"action\":\"unknownFutureValue\"}",
        "{\"action\":\"33\"}",
        "{\"@odata.etag\":\"x\",\"action@odata.type\":\"#x\",\"@odata.context\":1,\"@custom.note\":{\"a\":[1]}}",
      })
  void answers_a_patch_that_changes_nothing_and_records_nothing(String body) {
    String id = api.created();
    var before = api.audit(id);

    var answer = api.patch(id, body).is(200);

    assertThat(answer.json()).isEqualTo(before);
    assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void answers_with_nothing_but_headers_when_the_client_prefers_that() {
    String id = api.created();

    var answer = api.sending("Prefer", "return=minimal").patch(id, "{\"actionState\":\"done\"}");

    assertThat(answer.is(204).body()).isEmpty();
    assertThat(answer.header("Preference-Applied")).isEqualTo("return=minimal");
    assertThat(answer.header("ETag")).isEqualTo("W/\"2\"");
    assertThat(answer.header("Content-Type")).isEmpty();
    assertThat(api.audit(id).get("actionState").asText()).isEqualTo("done");
  }

  @Test
  void answers_with_the_selected_properties_only() {
    String id = api.created();

    var answer =
        api.sending("Content-Type", "application/json")
            .send(
                "PATCH",
                Api.AUDITS + "('" + id + "')?$select=actionState,id",
                "{\"actionState\":\"failed\"}");

    assertThat(answer.is(200).json().path("@odata.context").asText())
        .endsWith("#deviceManagement/remoteActionAudits(id,actionState)/$entity");
    assertThat(
            StreamSupport.stream(
                ((Iterable<String>) () -> answer.json().fieldNames()).spliterator(), false))
        .containsExactly("@odata.context", "@odata.type", "@odata.etag", "id", "actionState");
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"1\"", "\"1\"", "*", "W/\"7\", W/\"1\"", "\"a,b\", \"1\""})
  void changes_when_if_match_allows_it(String ifMatch) {
    String id = api.created();

    api.sending("If-Match", ifMatch).patch(id, "{\"actionState\":\"done\"}").is(200);

    assertThat(api.audit(id).get("actionState").asText()).isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"W/\"2\"", "\"01\"", "\"\"", "W/\"99999999999999999999\"", "\"abc\", \"2\""})
  void changes_nothing_when_if_match_does_not(String ifMatch) {
    String id = api.created();
    var before = api.audit(id);

    var answer = api.sending("If-Match", ifMatch).patch(id, "{\"actionState\":\"done\"}");

    assertThat(answer.is(412).error().get("code").asText()).isEqualTo("PreconditionFailed");
    assertThat(api.audit(id)).isEqualTo(before);
    assertThat(api.history(id)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "W/1", "\"1", "w/\"1\"", "\"1\" \"2\"", "*, \"1\""})
  void refuses_a_malformed_if_match(String ifMatch) {
    String id = api.created();

    var answer = api.sending("If-Match", ifMatch).patch(id, "{\"actionState\":\"done\"}");

    assertThat(answer.is(400).error().get("target").asText()).isEqualTo("If-Match");
    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void makes_nothing_of_an_id_that_is_not_there() {
    var answer = api.patch("no-such-audit", "{\"actionState\":\"done\"}");

    assertThat(answer.is(404).error().get("code").asText()).isEqualTo("ResourceNotFound");
    api.get(Api.AUDITS + "/no-such-audit").is(404);
  }

  @Test
  void answers_404_before_412_for_an_id_that_is_not_there() {
    api.sending("If-Match", "\"1\"").patch("no-such-audit", "{\"actionState\":\"done\"}").is(404);
  }
}
