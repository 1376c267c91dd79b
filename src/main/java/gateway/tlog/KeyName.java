package gateway.tlog;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Names of keys, and the IDs that come of them (C2SP signed-note). */
final class KeyName {

  private KeyName() {}

  /** Refuses an empty name and one with a Unicode space, a plus or a control character. */
  static void require(String name, String place) {
    if (name.isEmpty()
        || !Text.isUnicode(name)
        || name.codePoints()
            .anyMatch(c -> Character.isSpaceChar(c) || Character.isISOControl(c) || c == '+')) {
      throw new Malformed(
          "%s: not a key's name, which has no space and no plus: %s"
              .formatted(place, Malformed.quoted(name)));
    }
  }

  /** The first four bytes of SHA-256(name || 0x0A || type || key), big-endian. */
  static int id(String name, byte type, byte[] key) {
    MessageDigest digest = Sha256.digest();
    digest.update(Text.encode(name));
    digest.update((byte) '\n');
    digest.update(type);
    return ByteBuffer.wrap(digest.digest(key)).getInt();
  }
}
