package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Tests in another language: a copy of their folder, and the programs that are run in it.
 *
 * @param folder where the copy is, and what its programs install
 * @param needs what a machine must have, for whoever lacks it
 */
record ForeignTests(Path folder, String needs) {

  /** Some packages to download, or some hundred requests: seconds; this is the end of it. */
  private static final long MINUTES_AT_MOST = 5;

  /** More than any file of tests needs; they are passed in one variable, which holds 128 KiB. */
  private static final int TENANTS = 64;

  /** Copies {@code src/sdk/LANGUAGE}. */
  static ForeignTests of(String language, String needs) throws IOException {
    var folder = Path.of("target", language);
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(Path.of("src/sdk", language))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return new ForeignTests(folder, needs);
  }

  /**
   * What a client must know of the running service: where it is, over TLS; who may do everything,
   * each in a tenant of their own; who may only read.
   *
   * @param certificates the variable that names the file of certificates which are trusted
   */
  Map<String, String> service(String certificates) throws IOException {
    var certificate = folder.resolve("certificate.pem");
    Files.writeString(certificate, TestCertificate.pem());
    return Map.of(
        "GATEWAY_ORIGIN",
        "https://localhost:"
            + ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class),
        "GATEWAY_WRITERS",
        Stream.generate(() -> TestIssuer.delegated(UUID.randomUUID(), Api.READ_WRITE))
            .limit(TENANTS)
            .collect(Collectors.joining(" ")),
        "GATEWAY_READER",
        TestIssuer.delegated(UUID.randomUUID(), Api.READ),
        certificates,
        certificate.toAbsolutePath().toString(),
        // Graph's errors give their date without a zone, and clients read it in their own.
        "TZ",
        "UTC");
  }

  /** Runs a program; fails with all that it said unless it ends well and in time. */
  String run(Map<String, String> environment, String... command) throws Exception {
    var output = Files.createTempFile("gateway-foreign-tests", ".txt");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
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

  private Process started(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s cannot be started: the profile 'sdk' needs %s."
              .formatted(builder.command().getFirst(), needs),
          e);
    }
  }
}
