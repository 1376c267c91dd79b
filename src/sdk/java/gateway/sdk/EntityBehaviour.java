package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.graph.beta.models.ActionState;
import com.microsoft.graph.beta.models.DeviceActionCategory;
import com.microsoft.graph.beta.models.RemoteAction;
import com.microsoft.graph.beta.models.RemoteActionAudit;
import gateway.Api;
import gateway.TestIssuer;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One audit: created, read, updated and deleted. */
interface EntityBehaviour extends Connection {

  @Test
  default void creates_an_audit_that_reads_back_as_it_was_made() {
    var sdk = ofNewTenant();

    var created = sdk.audits().post(complete());

    assertThat(sdk.last().response().code()).isEqualTo(201);
    assertThat(created.getId()).isNotEmpty();
    assertComplete(created);
    var read = sdk.get(created.getId());
    assertThat(read.getId()).isEqualTo(created.getId());
    assertComplete(read);
  }

  @Test
  default void creates_an_audit_with_an_id_of_its_own() {
    var sdk = ofNewTenant();
    var audit = Sdk.audit(RemoteAction.RemoteLock);
    audit.setId("a.b_c~d-1");

    assertThat(sdk.audits().post(audit).getId()).isEqualTo("a.b_c~d-1");

    var read = sdk.get("a.b_c~d-1");
    assertThat(read.getAction()).isEqualTo(RemoteAction.RemoteLock);
    assertThat(read.getActionState()).isEqualTo(ActionState.Pending);
    assertThat(read.getDeviceActionCategory()).isEqualTo(DeviceActionCategory.Single);
    assertThat(read.getUserName()).isNull();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UnknownFutureValue")
  default void keeps_every_action_those_behind_the_sentinel_too(RemoteAction action) {
    var sdk = ofNewTenant();

    String id = sdk.audits().post(Sdk.audit(action)).getId();

    assertThat(sdk.get(id).getAction()).isEqualTo(action);
  }

  @ParameterizedTest
  @EnumSource
  default void keeps_every_state(ActionState state) {
    var sdk = ofNewTenant();
    var change = new RemoteActionAudit();
    change.setActionState(state);

    var changed = sdk.patch(sdk.created(), change);

    assertThat(changed.getActionState()).isEqualTo(state);
  }

  @Test
  default void leaves_an_action_alone_that_is_newer_than_the_sdk() {
    var tenant = UUID.randomUUID();
    var api = Api.of(tenant);
    String id =
        api.created(
            "{\"action\":\"restoreManagedHomeScreen\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");
    var sdk = of(tenant);

    var read = sdk.get(id);
    assertThat(read.getAction()).isNull();
    read.setActionState(ActionState.Done);
    sdk.patch(id, read);

    assertThat(api.audit(id).get("action").asText()).isEqualTo("restoreManagedHomeScreen");
    assertThat(api.audit(id).get("actionState").asText()).isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2017-01-01T00:03:07.1589002-08:00",
        "2026-11-24T03:20:00Z",
        "2026-11-24T03:20:00.1+14:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z"
      })
  default void keeps_an_instant_with_its_offset(String text) {
    var sdk = ofNewTenant();
    var instant = OffsetDateTime.parse(text);
    var audit = Sdk.audit(RemoteAction.RemoteLock);
    audit.setRequestDateTime(instant);

    String id = sdk.audits().post(audit).getId();

    assertThat(sdk.get(id).getRequestDateTime().toString()).isEqualTo(instant.toString());
  }

  @Test
  default void updates_what_the_program_changed_and_nothing_else() {
    var tenant = UUID.randomUUID();
    var sdk = of(tenant);
    String id = sdk.audits().post(complete()).getId();
    var audit = sdk.get(id);
    audit.setActionState(ActionState.Failed);
    audit.setDeviceDisplayName("Zoë's phone 📱");

    var updated = sdk.patch(id, audit);

    assertThat(updated.getActionState()).isEqualTo(ActionState.Failed);
    assertThat(updated.getDeviceDisplayName()).isEqualTo("Zoë's phone 📱");
    assertThat(updated.getUserName()).isEqualTo("User Name value");
    assertThat(Api.of(tenant).history(id).get(1).get("changes").findValuesAsText("property"))
        .containsExactly("deviceDisplayName", "actionState");
  }

  @Test
  default void clears_by_a_setter_on_what_was_read() {
    var sdk = ofNewTenant();
    String id = sdk.audits().post(complete()).getId();
    var audit = sdk.get(id);
    audit.setUserName(null);

    assertThat(sdk.patch(id, audit).getUserName()).isNull();

    assertThat(Api.parse(sdk.last().sentBody()).get("userName").isNull()).isTrue();
    assertThat(sdk.get(id).getUserName()).isNull();
    assertThat(sdk.get(id).getDeviceIMEI()).isEqualTo("Device IMEI value");
  }

  @Test
  default void clears_by_a_setter_on_what_was_made_for_the_change() {
    var sdk = ofNewTenant();
    String id = sdk.audits().post(complete()).getId();
    var change = new RemoteActionAudit();
    change.setManagedDeviceId(null);

    assertThat(sdk.patch(id, change).getManagedDeviceId()).isNull();

    assertThat(sdk.last().sentBody()).isEqualTo("{\"managedDeviceId\":null}");
  }

  @Test
  default void clears_by_additional_data() {
    var sdk = ofNewTenant();
    String id = sdk.audits().post(complete()).getId();
    var change = new RemoteActionAudit();
    change.getAdditionalData().put("deviceIMEI", null);

    assertThat(sdk.patch(id, change).getDeviceIMEI()).isNull();

    assertThat(sdk.get(id).getUserName()).isEqualTo("User Name value");
  }

  @Test
  default void answers_nothing_to_a_program_that_prefers_it_minimal() {
    var sdk = ofNewTenant();
    String id = sdk.created();
    var change = new RemoteActionAudit();
    change.setUserName("Ada");

    var answer =
        sdk.audits()
            .byRemoteActionAuditId(id)
            .patch(change, request -> request.headers.add("Prefer", "return=minimal"));

    assertThat(answer).isNull();
    assertThat(sdk.get(id).getUserName()).isEqualTo("Ada");
  }

  @Test
  default void selects_properties_of_one_audit() {
    var sdk = ofNewTenant();
    String id = sdk.audits().post(complete()).getId();

    var read =
        sdk.audits()
            .byRemoteActionAuditId(id)
            .get(request -> request.queryParameters.select = new String[] {"id", "userName"});

    assertThat(read.getUserName()).isEqualTo("User Name value");
    assertThat(read.getAction()).isNull();
  }

  @Test
  default void deletes() {
    var sdk = ofNewTenant();
    String id = sdk.created();

    sdk.audits().byRemoteActionAuditId(id).delete();

    assertThat(sdk.last().response().code()).isEqualTo(204);
    assertThat(sdk.audits().get().getValue()).isEmpty();
  }

  @Test
  default void reads_as_an_application() {
    var tenant = UUID.randomUUID();
    String id = of(tenant).created();

    var read = with(TestIssuer.application(tenant, Api.READ)).get(id);

    assertThat(read.getId()).isEqualTo(id);
  }

  private static RemoteActionAudit complete() {
    var audit = new RemoteActionAudit();
    audit.setDeviceDisplayName("Device Display Name value");
    audit.setUserName("User Name value");
    audit.setInitiatedByUserPrincipalName("Initiated By User Principal Name value");
    audit.setAction(RemoteAction.FactoryReset);
    audit.setRequestDateTime(Sdk.REQUESTED);
    audit.setDeviceOwnerUserPrincipalName("Device Owner User Principal Name value");
    audit.setDeviceIMEI("Device IMEI value");
    audit.setActionState(ActionState.Active);
    audit.setManagedDeviceId("Managed Device Id value");
    audit.setBulkDeviceActionId("Bulk Device Action Id value");
    audit.setDeviceActionCategory(DeviceActionCategory.Bulk);
    return audit;
  }

  private static void assertComplete(RemoteActionAudit audit) {
    assertThat(audit.getOdataType()).isEqualTo("#microsoft.graph.remoteActionAudit");
    assertThat(audit.getDeviceDisplayName()).isEqualTo("Device Display Name value");
    assertThat(audit.getUserName()).isEqualTo("User Name value");
    assertThat(audit.getInitiatedByUserPrincipalName())
        .isEqualTo("Initiated By User Principal Name value");
    assertThat(audit.getAction()).isEqualTo(RemoteAction.FactoryReset);
    assertThat(audit.getRequestDateTime()).isEqualTo(Sdk.REQUESTED);
    assertThat(audit.getDeviceOwnerUserPrincipalName())
        .isEqualTo("Device Owner User Principal Name value");
    assertThat(audit.getDeviceIMEI()).isEqualTo("Device IMEI value");
    assertThat(audit.getActionState()).isEqualTo(ActionState.Active);
    assertThat(audit.getManagedDeviceId()).isEqualTo("Managed Device Id value");
    assertThat(audit.getBulkDeviceActionId()).isEqualTo("Bulk Device Action Id value");
    assertThat(audit.getDeviceActionCategory()).isEqualTo(DeviceActionCategory.Bulk);
  }
}
