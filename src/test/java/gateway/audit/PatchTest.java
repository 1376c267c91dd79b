package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import org.junit.jupiter.api.Test;

@GatewayTest
class PatchTest {

  private final Api api = Api.ofNewTenant();

  @Test
  void accepts_the_request_of_the_reference_page_and_answers_with_its_members() {
    String id = api.created();

    var answer =
        api.patch(
            id,
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
            }
            """);

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
    assertThat(api.audit(id)).isEqualTo(answer.json());
    assertThat(api.history(id)).hasSize(2);
  }
}
