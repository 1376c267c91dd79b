package gateway.tlog;

import java.security.MessageDigest;
import java.util.Base64;

/**
 * What stands in a leaf for a value that may have to go (contract §11): {@code {"c":
 * base64url(SHA-256(salt || RFC 8785 form))}}. When value and salt are gone, nobody can tell what
 * it was, and the leaf is as before.
 */
public final class Commitment {

  /** As long as the hash: what cannot be guessed for the one cannot be for the other. */
  public static final int SALT_BYTES = 32;

  /** The one member that it has. */
  public static final String MEMBER = "c";

  private Commitment() {}

  /** The member's text: base64url without padding. */
  public static String text(byte[] salt, JsonValue value) {
    MessageDigest digest = Sha256.digest();
    digest.update(salt);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(digest.digest(CanonicalJson.encode(value)));
  }
}
