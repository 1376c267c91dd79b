package gateway.history.log;

import gateway.history.Opening;
import gateway.tlog.CanonicalJson;
import gateway.tlog.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the commitments of one leaf, {@code {"c": base64url(SHA-256(salt || RFC 8785 form))}}
 * (contract §11), and keeps what opens them.
 */
final class Commitments {

  /** As long as the hash: what cannot be guessed for the one cannot be for the other. */
  static final int SALT_BYTES = 32;

  private final Supplier<byte[]> salts;
  private final List<Opening> openings = new ArrayList<>();

  /**
   * @param salts gives {@link #SALT_BYTES} random bytes each time
   */
  Commitments(Supplier<byte[]> salts) {
    this.salts = salts;
  }

  /** Commits to a value, no value included. */
  JsonValue to(String path, Optional<String> value) {
    byte[] salt = salts.get();
    openings.add(new Opening(path, salt));
    return commitment(salt, value);
  }

  /**
   * Stands for a value that was erased before its entry came into the log: looks like every other,
   * and nothing opens it.
   */
  JsonValue closed() {
    return commitment(salts.get(), Optional.empty());
  }

  List<Opening> openings() {
    return List.copyOf(openings);
  }

  /** The commitment's text: base64url without padding. */
  static String text(byte[] salt, Optional<String> value) {
    var form = CanonicalJson.encode(json(value));
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(form));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A string, or null. */
  static JsonValue json(Optional<String> value) {
    return value.<JsonValue>map(JsonValue.Characters::new).orElse(JsonValue.Null.NULL);
  }

  private static JsonValue commitment(byte[] salt, Optional<String> value) {
    return JsonValue.Members.of(Map.of("c", new JsonValue.Characters(text(salt, value))));
  }
}
