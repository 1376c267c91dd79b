package gateway.security;

import gateway.graph.JsonValue;
import gateway.graph.JsonValue.Text;
import gateway.graph.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Signature in compact form (RFC 7515 §7.1), taken apart; nothing in it is believed yet.
 *
 * <p>Of the header only {@code alg}, {@code kid} and the presence of {@code crit} are read. {@code
 * jwk}, {@code jku}, {@code x5u}, {@code x5c} and {@code b64} are never looked at: a token does not
 * bring its own key.
 *
 * @param signed the bytes that the signature covers
 * @param payload the claims as sent
 */
record SignedToken(
    SignatureAlgorithm algorithm,
    Optional<String> keyId,
    byte[] signed,
    byte[] payload,
    byte[] signature) {

  /**
   * A token in characters: as much as the whole header block of a request may hold (contract §9),
   * for the parts of a batch, too.
   */
  static final int LONGEST = 16 * 1024;

  /** Tokens of the issuers that we know nest three levels deep. */
  private static final StrictJson JSON = new StrictJson(16);

  static SignedToken parse(String token) throws RefusedToken {
    if (token.length() > LONGEST) {
      throw new RefusedToken(TokenRefusal.TOO_LONG);
    }
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    if (first < 0 || token.indexOf('.', first + 1) != last) {
      throw new RefusedToken(TokenRefusal.NOT_A_TOKEN);
    }
    byte[] header = base64Url(token.substring(0, first));
    byte[] payload = base64Url(token.substring(first + 1, last));
    byte[] signature = base64Url(token.substring(last + 1));
    var names = object(header).members();
    if (names.containsKey("crit")) {
      throw new RefusedToken(TokenRefusal.CRITICAL_HEADER);
    }
    var algorithm =
        names.get("alg") instanceof Text(String alg)
            ? SignatureAlgorithm.named(alg)
            : Optional.<SignatureAlgorithm>empty();
    return new SignedToken(
        algorithm.orElseThrow(() -> new RefusedToken(TokenRefusal.UNSUPPORTED_ALGORITHM)),
        keyId(names.get("kid")),
        token.substring(0, last).getBytes(StandardCharsets.US_ASCII),
        payload,
        signature);
  }

  /** Whether this key made the signature, by the algorithm that the header names. */
  boolean isSignedBy(PublicKey key) {
    return algorithm.verifies(signature, key, signed);
  }

  /** The claims, which mean something only after the signature was verified. */
  Claims claims() throws RefusedToken {
    return new Claims(object(payload).members());
  }

  private static Optional<String> keyId(@Nullable JsonValue kid) throws RefusedToken {
    return switch (kid) {
      case null -> Optional.empty();
      case Text(String id) -> Optional.of(id);
      default -> throw new RefusedToken(TokenRefusal.NOT_A_TOKEN);
    };
  }

  private static JsonValue.Obj object(byte[] text) throws RefusedToken {
    try {
      return JSON.readObject(text);
    } catch (StrictJson.Malformed _) {
      throw new RefusedToken(TokenRefusal.NOT_A_TOKEN);
    }
  }

  /**
   * RFC 4648 §5 without padding. Encoding again tells the one canonical form from those that the
   * decoder tolerates: padding, and bits behind the last byte. So there is only one text of one
   * token.
   */
  private static byte[] base64Url(String part) throws RefusedToken {
    byte[] sent = part.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(sent);
      if (bytes.length > 0
          && Arrays.equals(Base64.getUrlEncoder().withoutPadding().encode(bytes), sent)) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // Not in the alphabet.
    }
    throw new RefusedToken(TokenRefusal.NOT_A_TOKEN);
  }
}
