package gateway.security;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/**
 * The signatures that are accepted (RFC 7518 §3.3 to §3.5). A closed list: whatever a token's
 * header names beyond it, {@code none} and every HMAC among them, is refused before any key is
 * looked at. The mathematics is jose4j's.
 */
enum SignatureAlgorithm {
  RS256(RSAPublicKey.class),
  PS256(RSAPublicKey.class),
  ES256(ECPublicKey.class);

  /** Nothing but the platform's own providers. */
  private static final ProviderContext PROVIDERS = new ProviderContext();

  private final Class<? extends PublicKey> keyType;
  private final JsonWebSignatureAlgorithm mathematics;

  SignatureAlgorithm(Class<? extends PublicKey> keyType) {
    this.keyType = keyType;
    try {
      this.mathematics =
          AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory().getAlgorithm(name());
    } catch (JoseException e) {
      throw new IllegalStateException("This Java platform lacks " + name() + ".", e);
    }
  }

  /** The algorithm of a header's {@code alg}, whose letter case matters. */
  static Optional<SignatureAlgorithm> named(String alg) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.name().equals(alg)).findAny();
  }

  /**
   * Whether such a signature can be checked with this key: its type, 2,048 bits of RSA at least,
   * and P-256 for ES256.
   */
  boolean fits(PublicKey key) {
    if (!keyType.isInstance(key)) {
      return false;
    }
    try {
      mathematics.validateVerificationKey(key);
      return true;
    } catch (JoseException _) {
      return false;
    }
  }

  /** Whether the signature is this key's over these bytes; one that cannot even be read is not. */
  boolean verifies(byte[] signature, PublicKey key, byte[] signed) {
    try {
      return mathematics.verifySignature(signature, key, signed, PROVIDERS);
    } catch (JoseException _) {
      return false;
    }
  }
}
