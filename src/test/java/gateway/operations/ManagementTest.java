package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class ManagementTest {

  @TestHTTPResource(value = "/", management = true)
  @SuppressWarnings("NullAway.Init") // Quarkus sets it.
  URI management;

  @ParameterizedTest
  @ValueSource(strings = {"started", "live", "ready"})
  void says_how_the_service_is(String probe) {
    var answer = Api.with("").get(management.resolve("/q/health/" + probe).toString());

    assertThat(answer.is(200).json().get("status").asText()).isEqualTo("UP");
  }

  @Test
  void does_not_ask_the_database_whether_it_lives() {
    assertThat(
            Api.with("").get(management.resolve("/q/health/live").toString()).json().get("checks"))
        .isEmpty();
  }

  @Test
  void measures_requests_without_a_series_for_each_audit() {
    String id = Api.ofNewTenant().created();
    assertThat(Api.ofNewTenant().get(Api.AUDITS + "/" + id).status()).isEqualTo(404);

    String metrics = Api.with("").get(management.resolve("/q/metrics").toString()).is(200).body();

    assertThat(metrics).contains("gateway_requests_total").doesNotContain(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/beta", "/beta/deviceManagement/remoteActionAudits", "/"})
  void serves_nothing_of_the_api(String address) {
    assertThat(Api.with("").get(management.resolve(address).toString()).status()).isEqualTo(404);
  }
}
