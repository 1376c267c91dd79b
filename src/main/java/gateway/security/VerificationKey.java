package gateway.security;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * A key that signatures are checked with.
 *
 * @param id its {@code kid}; a PEM has none
 * @param algorithms what it may be used for; never empty
 */
record VerificationKey(Optional<String> id, PublicKey key, Set<SignatureAlgorithm> algorithms) {

  private static final String UNFIT =
      "is neither an RSA key of at least 2,048 bits nor an EC key on P-256";

  /** A key without restrictions of its own. */
  static VerificationKey of(PublicKey key) {
    var algorithms = fitting(key);
    if (algorithms.isEmpty()) {
      throw new UnusableKeys("its key " + UNFIT);
    }
    return new VerificationKey(Optional.empty(), key, algorithms);
  }

  /** A key of a set (RFC 7517 §4); empty when it is for something else, or too weak. */
  static Optional<VerificationKey> of(JsonWebKey jwk) {
    if (!(jwk instanceof PublicJsonWebKey) || !isForVerifying(jwk)) {
      return Optional.empty();
    }
    var algorithms = fitting(jwk.getPublicKey());
    String only = jwk.getAlgorithm();
    if (only != null) {
      algorithms.removeIf(algorithm -> !algorithm.name().equals(only));
    }
    return algorithms.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new VerificationKey(
                Optional.ofNullable(jwk.getKeyId()), jwk.getPublicKey(), algorithms));
  }

  private static boolean isForVerifying(JsonWebKey jwk) {
    String use = jwk.getUse();
    List<String> operations = jwk.getKeyOps();
    return (use == null || use.equals("sig"))
        && (operations == null || operations.contains("verify"));
  }

  private static Set<SignatureAlgorithm> fitting(PublicKey key) {
    return Arrays.stream(SignatureAlgorithm.values())
        .filter(algorithm -> algorithm.fits(key))
        .collect(Collectors.toSet());
  }
}
