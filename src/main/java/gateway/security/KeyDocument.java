package gateway.security;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * Reads keys as they are published: a PEM (RFC 7468) with one public key or certificate, or a JWK
 * set (RFC 7517 §5).
 */
final class KeyDocument {

  private static final Logger LOG = Logger.getLogger(KeyDocument.class);

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private KeyDocument() {}

  /**
   * The keys of a document; {@link UnusableKeys} when it has none that a signature could be checked
   * with.
   */
  static KeySet parse(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8).strip();
    if (text.startsWith("{")) {
      return set(text);
    }
    if (text.contains("-----BEGIN ")) {
      return new KeySet(List.of(VerificationKey.of(pem(text))));
    }
    throw new UnusableKeys("it holds neither a PEM nor a JWK set");
  }

  /**
   * Keys for other uses stand in a set by right; one that is too weak, or that cannot be read, is
   * not worth an outage of the others.
   */
  private static KeySet set(String text) {
    List<JsonWebKey> all;
    try {
      all = new JsonWebKeySet(text).getJsonWebKeys();
    } catch (JoseException | RuntimeException e) {
      throw new UnusableKeys(
          text.contains("\"jwks_uri\"")
              ? "it is a discovery document; what is wanted is the address that it has as 'jwks_uri'"
              : "its JWK set cannot be read",
          e);
    }
    var usable = all.stream().flatMap(jwk -> VerificationKey.of(jwk).stream()).toList();
    if (usable.isEmpty()) {
      throw new UnusableKeys("its JWK set has no key for RS256, PS256 or ES256");
    }
    if (usable.size() < all.size()) {
      LOG.debugf(
          "%d of %d keys in the JWK set are not for RS256, PS256 or ES256.",
          all.size() - usable.size(), all.size());
    }
    return new KeySet(usable);
  }

  private static PublicKey pem(String text) {
    var blocks = PEM.matcher(text).results().toList();
    if (blocks.size() != 1) {
      throw new UnusableKeys("one PEM block is expected, there are %d".formatted(blocks.size()));
    }
    String label = blocks.getFirst().group(1);
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(blocks.getFirst().group(2));
      return switch (label) {
        case "PUBLIC KEY" -> publicKey(bytes);
        case "CERTIFICATE" ->
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes))
                .getPublicKey();
        default ->
            throw new UnusableKeys("a PUBLIC KEY or a CERTIFICATE is expected, it is a " + label);
      };
    } catch (GeneralSecurityException | RuntimeException e) {
      throw e instanceof UnusableKeys unusable
          ? unusable
          : new UnusableKeys("its " + label + " cannot be read", e);
    }
  }

  private static PublicKey publicKey(byte[] subjectPublicKeyInfo) throws GeneralSecurityException {
    var spec = new X509EncodedKeySpec(subjectPublicKeyInfo);
    try {
      return KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (GeneralSecurityException _) {
      return KeyFactory.getInstance("EC").generatePublic(spec);
    }
  }
}
