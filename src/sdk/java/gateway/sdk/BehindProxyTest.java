package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The SDK against a service that runs elsewhere, behind a proxy with TLS and a prefix of its own.
 * {@code bench/reliability/proxy} starts both, and says in system properties where they are, whom
 * to trust and with which key the service believes tokens.
 */
@EnabledIfSystemProperty(named = BehindProxyTest.ORIGIN, matches = "https://.+")
class BehindProxyTest
    implements EntityBehaviour, ListBehaviour, QueryBehaviour, BatchBehaviour, ErrorBehaviour {

  static final String ORIGIN = "test.proxied-origin";

  private final String origin = System.getProperty(ORIGIN);

  @Override
  public Sdk with(String token) {
    return Sdk.of(origin, token, TestCertificate::trustedBy);
  }

  @Test
  void gives_links_that_lead_back_through_the_proxy() {
    var sdk = ofNewTenant();
    sdk.created();
    sdk.created();

    String location = sdk.last().receivedHeader("Location");
    var page = sdk.audits().get(request -> request.headers.add("Prefer", "odata.maxpagesize=1"));
    var next = sdk.audits().withUrl(page.getOdataNextLink()).get();

    String audits = origin + "/beta/deviceManagement/remoteActionAudits";
    assertThat(location).startsWith(audits + "('");
    assertThat(page.getOdataNextLink()).startsWith(audits + "?$skiptoken=");
    assertThat(page.getAdditionalData().get("@odata.context"))
        .isEqualTo(origin + "/beta/$metadata#deviceManagement/remoteActionAudits");
    assertThat(next.getValue()).hasSize(1);
  }

  @Test
  void promises_transport_security_that_the_proxy_gives() {
    var sdk = ofNewTenant();

    sdk.created();

    assertThat(sdk.last().receivedHeader("Strict-Transport-Security"))
        .isEqualTo("max-age=31536000; includeSubDomains");
  }
}
