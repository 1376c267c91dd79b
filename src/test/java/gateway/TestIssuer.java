package gateway;

import gateway.security.TestKeys;
import gateway.security.TestTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** The identity provider of the tests: one key, whose public half the service reads from a file. */
public final class TestIssuer implements QuarkusTestResourceLifecycleManager {

  /**
   * Shared by a system property, because tests and test resources may have class loaders of their
   * own.
   */
  private static final String PRIVATE_KEY = "test.private-key";

  @Override
  public Map<String, String> start() {
    KeyPair pair = TestKeys.rsa(2048);
    System.setProperty(
        PRIVATE_KEY, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    try {
      Path jwks = Files.createTempFile("gateway-test-jwks", ".json");
      jwks.toFile().deleteOnExit();
      Files.writeString(jwks, TestKeys.jwks(TestKeys.jwk("test", pair.getPublic())));
      return Map.of(
          "mp.jwt.verify.publickey.location", jwks.toUri().toString(),
          "mp.jwt.verify.audiences", TestTokens.AUDIENCE,
          "gateway.trusted-issuers", TestTokens.ISSUER_PATTERN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // The key is a file of the temporary folder.
  }

  /** A person's token with these scopes. */
  public static String delegated(UUID tenant, String... scopes) {
    return signed(TestTokens.delegated(tenant, Instant.now(), scopes));
  }

  /** An application's token with these roles. */
  public static String application(UUID tenant, String... roles) {
    return signed(TestTokens.application(tenant, Instant.now(), roles));
  }

  /** Any token, signed as the service expects it. */
  public static String signed(TestTokens token) {
    return token.keyId("test").signed("RS256", privateKey());
  }

  private static PrivateKey privateKey() {
    try {
      var encoded = Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
