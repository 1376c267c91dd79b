package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.GatewayTest;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@GatewayTest
class OverHttpTest
    implements EntityBehaviour, ListBehaviour, QueryBehaviour, BatchBehaviour, ErrorBehaviour {

  private final String origin =
      "http://localhost:"
          + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);

  @Override
  public Sdk with(String token) {
    return Sdk.of(origin, token, UnaryOperator.identity());
  }

  @Test
  void takes_what_the_sdk_says_of_itself() {
    var sdk = ofNewTenant();

    assertThat(sdk.audits().get().getValue()).isEmpty();

    var exchange = sdk.last();
    assertThat(exchange.sentHeader("SdkVersion")).startsWith("graph-java-beta/");
    assertThat(exchange.sentHeader("Accept")).isEqualTo("application/json");
    String clientRequestId = exchange.sentHeader("client-request-id");
    assertThat(UUID.fromString(clientRequestId)).isNotNull();
    assertThat(exchange.receivedHeader("client-request-id")).isEqualTo(clientRequestId);
  }

  @Test
  void promises_no_transport_security() {
    var sdk = ofNewTenant();

    sdk.created();

    assertThat(sdk.last().response().headers().names()).doesNotContain("Strict-Transport-Security");
  }
}
