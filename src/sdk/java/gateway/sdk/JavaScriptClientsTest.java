package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.GatewayTest;
import io.quarkus.test.common.QuarkusTestResource;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients in JavaScript: {@code src/sdk/javascript}, whose tests Node.js runs against this service
 * over TLS.
 */
@GatewayTest
@QuarkusTestResource(value = TestCertificate.class, restrictToAnnotatedClass = true)
class JavaScriptClientsTest {

  private static ForeignTests javascript;

  @BeforeAll
  static void installs_exactly_what_is_locked() throws Exception {
    javascript = ForeignTests.of("javascript", "Node.js 18 or newer, and npm");
    javascript.run(Map.of(), "npm", "ci");
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph-client", "odata-query"})
  void works_unchanged(String client) throws Exception {
    String said =
        javascript.run(
            javascript.service("NODE_EXTRA_CA_CERTS"),
            "node",
            "--test",
            "--test-reporter=tap",
            client + ".test.js");

    assertThat(said).containsPattern("(?m)^# tests [1-9]").contains("\n# fail 0\n");
  }
}
