package gateway.operations.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.eclipse.microprofile.config.Config;

/**
 * The keys of development, for its tokens and its log: made once, so that a token outlives a
 * restart. An EC key, because its tokens are half as long as those of an RSA key.
 */
final class SigningKey {

  private static final Path FOLDER = Path.of("target", "dev-keys");
  private static final Path PRIVATE = FOLDER.resolve("private.pem");
  private static final Path PUBLIC = FOLDER.resolve("public.pem");

  /** Signs the checkpoints of the log. */
  private static final Path LOG = FOLDER.resolve("log.pem");

  private SigningKey() {}

  /** Whether the service verifies tokens with this key, and with no other that was configured. */
  static boolean isConfigured(Config config) {
    return config
        .getOptionalValue("mp.jwt.verify.publickey.location", String.class)
        .filter(location -> Path.of(location).equals(PUBLIC))
        .isPresent();
  }

  /** Makes the keys unless they are there. */
  static void ensure() {
    try {
      ensureTokenKeys();
      ensureLogKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void ensureTokenKeys() throws IOException, GeneralSecurityException {
    if (Files.exists(PRIVATE) && Files.exists(PUBLIC)) {
      return;
    }
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    Files.createDirectories(FOLDER);
    Files.writeString(PRIVATE, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    Files.writeString(PUBLIC, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
  }

  private static void ensureLogKey() throws IOException, GeneralSecurityException {
    if (!Files.exists(LOG)) {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Files.createDirectories(FOLDER);
      Files.writeString(LOG, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }
  }

  static PrivateKey read() {
    try {
      String encoded = Files.readString(PRIVATE).replaceAll("-----[A-Z ]+-----|\\s", "");
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, byte[] encoded) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded));
  }
}
