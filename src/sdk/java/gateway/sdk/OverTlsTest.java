package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.graph.beta.models.odataerrors.ODataError;
import gateway.GatewayTest;
import io.quarkus.test.common.QuarkusTestResource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@GatewayTest
@QuarkusTestResource(value = TestCertificate.class, restrictToAnnotatedClass = true)
class OverTlsTest
    implements EntityBehaviour, ListBehaviour, QueryBehaviour, BatchBehaviour, ErrorBehaviour {

  private final String origin =
      "https://localhost:"
          + ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);

  @Override
  public Sdk with(String token) {
    return Sdk.of(origin, token, TestCertificate::trustedBy);
  }

  @Test
  void gives_links_that_stay_on_tls() {
    var sdk = ofNewTenant();
    sdk.created();
    sdk.created();

    String location = sdk.last().receivedHeader("Location");
    var page = sdk.audits().get(request -> request.headers.add("Prefer", "odata.maxpagesize=1"));

    String audits = origin + "/beta/deviceManagement/remoteActionAudits";
    assertThat(location).startsWith(audits + "('");
    assertThat(page.getOdataNextLink()).startsWith(audits + "?$skiptoken=");
    assertThat(page.getAdditionalData().get("@odata.context"))
        .isEqualTo(origin + "/beta/$metadata#deviceManagement/remoteActionAudits");
  }

  @Test
  void promises_transport_security_with_every_answer() {
    var sdk = ofNewTenant();
    String id = sdk.created();
    sdk.audits().byRemoteActionAuditId(id).delete();
    assertThatExceptionOfType(ODataError.class).isThrownBy(() -> sdk.get(id));
    assertThatExceptionOfType(ODataError.class).isThrownBy(() -> with("").get(id));

    assertThat(sdk.exchanges())
        .hasSize(3)
        .allSatisfy(exchange ->
            assertThat(exchange.receivedHeader("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000; includeSubDomains"));
  }
}
