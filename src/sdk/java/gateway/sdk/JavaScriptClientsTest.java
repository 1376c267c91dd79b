package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
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

  private static final Path SOURCE = Path.of("src/sdk/javascript");
  private static final Path FOLDER = Path.of("target/javascript");

  /** Four small packages to download, or some hundred requests: seconds; this is the end of it. */
  private static final long MINUTES_AT_MOST = 5;

  /** More than any file of tests needs; they are passed in one variable, which holds 128 KiB. */
  private static final int TENANTS = 64;

  @BeforeAll
  static void installs_exactly_what_is_locked() throws Exception {
    Files.createDirectories(FOLDER);
    try (Stream<Path> files = Files.list(SOURCE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(FOLDER.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    run(Map.of(), "npm", "ci");
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph-client", "odata-query"})
  void works_unchanged(String client) throws Exception {
    var certificate = FOLDER.resolve("certificate.pem");
    Files.writeString(certificate, TestCertificate.pem());

    String said =
        run(
            Map.of(
                "GATEWAY_ORIGIN", origin(),
                "GATEWAY_WRITERS", writers(),
                "GATEWAY_READER", TestIssuer.delegated(UUID.randomUUID(), Api.READ),
                "NODE_EXTRA_CA_CERTS", certificate.toAbsolutePath().toString(),
                // Graph's errors give their date without a zone, and the client reads it in its
                // own.
                "TZ", "UTC"),
            "node",
            "--test",
            "--test-reporter=tap",
            client + ".test.js");

    assertThat(said).containsPattern("(?m)^# tests [1-9]").contains("\n# fail 0\n");
  }

  private static String origin() {
    return "https://localhost:"
        + ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
  }

  private static String writers() {
    return Stream.generate(() -> TestIssuer.delegated(UUID.randomUUID(), Api.READ_WRITE))
        .limit(TENANTS)
        .collect(Collectors.joining(" "));
  }

  /** Runs a program in the folder; fails with all that it said unless it ends well and in time. */
  private static String run(Map<String, String> environment, String... command) throws Exception {
    var output = Files.createTempFile("gateway-javascript", ".txt");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      var process = started(builder);
      boolean ended = process.waitFor(MINUTES_AT_MOST, TimeUnit.MINUTES);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      String said = Files.readString(output);
      assertThat(ended && process.exitValue() == 0)
          .as(() -> String.join(" ", command) + (ended ? " failed:\n" : " was ended:\n") + said)
          .isTrue();
      return said;
    } finally {
      Files.delete(output);
    }
  }

  private static Process started(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s cannot be started: the profile 'sdk' needs Node.js 18 or newer, and npm."
              .formatted(builder.command().getFirst()),
          e);
    }
  }
}
