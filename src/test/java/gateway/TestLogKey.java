package gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** A key that signs the logs of the tests. */
public final class TestLogKey implements QuarkusTestResourceLifecycleManager {

  public static final String ORIGIN = "log.example.org";

  @Override
  public Map<String, String> start() {
    try {
      var secret =
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
      Path file = Files.createTempFile("gateway-test-log", ".pem");
      file.toFile().deleteOnExit();
      Files.writeString(
          file,
          "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
              .formatted(Base64.getEncoder().encodeToString(secret)));
      return Map.of(
          "gateway.log.origin", ORIGIN, "gateway.log.signing-key-location", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    // The key is a file of the temporary folder.
  }
}
