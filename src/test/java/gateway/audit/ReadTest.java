package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class ReadTest {

  private final Api api = Api.ofNewTenant();

  @Test
  void writes_the_properties_in_their_order() {
    var names = new ArrayList<String>();

    api.audit(api.created()).fieldNames().forEachRemaining(names::add);

    assertThat(names)
        .containsExactly(
            "@odata.context",
            "@odata.type",
            "@odata.etag",
            "id",
            "deviceDisplayName",
            "userName",
            "initiatedByUserPrincipalName",
            "action",
            "requestDateTime",
            "deviceOwnerUserPrincipalName",
            "deviceIMEI",
            "actionState",
            "managedDeviceId",
            "bulkDeviceActionId",
            "deviceActionCategory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/beta/deviceManagement/remoteActionAudits/%s",
        "/v1.0/deviceManagement/remoteActionAudits/%s",
        "/deviceManagement/remoteActionAudits/%s",
        "/beta/deviceManagement/remoteActionAudits('%s')",
        "/beta/deviceManagement/remoteActionAudits(%%27%s%%27)",
        "/beta/deviceManagement/remoteActionAudits(id='%s')",
        "/beta/%%64eviceManagement/remoteActionAudits/%s",
      })
  void reads_an_audit_at_each_of_its_addresses(String address) {
    String id = api.created();

    var answer = api.get(address.formatted(id)).is(200).json();

    assertThat(answer.get("id").asText()).isEqualTo(id);
    String root =
        address.startsWith("/v1.0") ? "/v1.0" : address.startsWith("/beta") ? "/beta" : "";
    assertThat(answer.get("@odata.context").asText())
        .isEqualTo(api.origin() + root + "/$metadata#deviceManagement/remoteActionAudits/$entity");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/beta/deviceManagement/remoteActionAudits/%s/",
        "/beta/deviceManagement/remoteActionAudits/%s/action",
        "/beta/deviceManagement/remoteActionAudits/%s/$value",
        "/beta//deviceManagement/remoteActionAudits/%s",
        "/beta/./deviceManagement/remoteActionAudits/%s",
        "/beta/deviceManagement/x/../remoteActionAudits/%s",
        "/beta/deviceManagement;a=b/remoteActionAudits/%s",
        "/beta/deviceManagement/remoteActionAudits/%s;a=b",
        "/beta/deviceManagement%%2FremoteActionAudits/%s",
        "/BETA/deviceManagement/remoteActionAudits/%s",
        "/beta/devicemanagement/remoteActionAudits/%s",
        "/beta/beta/deviceManagement/remoteActionAudits/%s",
        "/beta/deviceManagement/remoteActionAudits(%s)",
        "/beta/deviceManagement/remoteActionAudits('%s')('x')",
        "/beta/deviceManagement/remoteActionAudits/'%s'",
        "/beta/deviceManagement/remoteActionAudits/%%2e%%2e/%s",
      })
  void finds_nothing_at_what_is_no_address(String address) {
    String id = api.created();

    assertThat(api.get(address.formatted(id)).is(404).error().get("code").asText())
        .isEqualTo("ResourceNotFound");
  }

  @Test
  void answers_304_when_the_client_has_this_version() {
    String id = api.created();

    var answer = api.sending("If-None-Match", "W/\"1\"").get(Api.AUDITS + "/" + id);

    assertThat(answer.is(304).body()).isEmpty();
    assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(answer.header("request-id")).isNotEmpty();
    api.sending("If-None-Match", "*").get(Api.AUDITS + "/" + id).is(304);
    api.sending("If-None-Match", "W/\"2\"").get(Api.AUDITS + "/" + id).is(200);
    api.sending("If-None-Match", "nonsense").get(Api.AUDITS + "/" + id).is(400);
  }

  @Test
  void selects_properties_in_the_order_of_the_resource() {
    String id = api.created();

    var answer = api.get(Api.AUDITS + "/" + id + "?select=actionState,%20id");

    assertThat(answer.is(200).body())
        .isEqualTo(
            """
            {"@odata.context":"%s/beta/$metadata#deviceManagement/remoteActionAudits(id,actionState)/$entity",\
            "@odata.type":"#microsoft.graph.remoteActionAudit","@odata.etag":"W/\\"1\\"","id":"%s","actionState":"pending"}\
            """
                .formatted(api.origin(), id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$filter=x",
        "filter=x",
        "$orderby=id",
        "$top=1",
        "top=1",
        "$count=true",
        "$expand=x",
        "$search=x",
        "$format=json",
        "$skiptoken=x",
        "$apply=x",
        "$compute=x",
        "$nonsense=1",
        "$SELECT=id&$select=id",
        "$select=",
        "$select=Action",
        "$select=id,nothing",
        "$select=%C3%28",
        "%24Filter=x"
      })
  void refuses_an_option_that_it_would_otherwise_ignore(String query) {
    String id = api.created();

    api.get(Api.AUDITS + "/" + id + "?" + query).is(400);
  }

  @Test
  void ignores_a_custom_option_and_empty_parts_of_a_query() {
    api.get(Api.AUDITS + "/" + api.created() + "?custom=1&&x=%20&@p='a'").is(200);
  }

  @Test
  void answers_head_like_get_without_the_body() {
    String id = api.created();

    var answer = api.send("HEAD", Api.AUDITS + "/" + id, "");

    assertThat(answer.is(200).body()).isEmpty();
    assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
    api.send("HEAD", Api.AUDITS + "/nothing", "").is(404);
  }

  @Test
  void writes_as_much_control_information_as_the_client_asks_for() {
    String address = Api.AUDITS + "/" + api.created();

    var none = api.sending("Accept", "application/json;odata.metadata=none").get(address).is(200);
    var full = api.sending("Accept", "application/json;metadata=full").get(address).is(200);

    assertThat(none.header("Content-Type"))
        .isEqualTo(
            "application/json;odata.metadata=none;odata.streaming=true;IEEE754Compatible=false;charset=utf-8");
    assertThat(none.body()).doesNotContain("@");
    assertThat(full.header("Content-Type")).contains("odata.metadata=full");
    assertThat(full.json().get("@odata.id").asText())
        .isEqualTo(full.json().get("@odata.editLink").asText());
    api.get(full.json().get("@odata.id").asText()).is(200);
    assertThat(full.json().get("action@odata.type").asText())
        .isEqualTo("#microsoft.graph.remoteAction");
    assertThat(full.json().get("requestDateTime@odata.type").asText()).isEqualTo("#DateTimeOffset");
  }
}
