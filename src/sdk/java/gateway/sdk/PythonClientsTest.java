package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.GatewayTest;
import io.quarkus.test.common.QuarkusTestResource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Microsoft's Graph SDK for Python: {@code src/sdk/python}, whose tests Python runs against this
 * service over TLS.
 */
@GatewayTest
@QuarkusTestResource(value = TestCertificate.class, restrictToAnnotatedClass = true)
class PythonClientsTest {

  private static ForeignTests python;

  @BeforeAll
  static void installs_exactly_what_is_locked() throws Exception {
    python = ForeignTests.of("python", "Python 3.11 or newer, with venv");
    python.run(Map.of(), "python3", "-m", "venv", "environment");
    python.run(
        // Nobody else's settings decide what is installed, but for where packages come from.
        Map.of("PIP_DISABLE_PIP_VERSION_CHECK", "1"),
        program("pip"),
        "install",
        "--no-deps",
        "--no-compile",
        "--only-binary",
        ":all:",
        "--require-hashes",
        "-r",
        "requirements.txt");
  }

  @Test
  void works_unchanged() throws Exception {
    String said =
        python.run(
            python.service("SSL_CERT_FILE"),
            program("python"),
            "-W",
            "ignore",
            "-m",
            "unittest",
            "graph_sdk_test");

    assertThat(said).containsPattern("(?m)^Ran [1-9]\\d* tests in ").endsWith("\nOK\n");
  }

  private static String program(String name) {
    return Path.of("target/python/environment/bin", name).toAbsolutePath().toString();
  }
}
