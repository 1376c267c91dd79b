package gateway.tlog;

import java.util.Base64;

/**
 * Standard base64 (RFC 4648 §4) in its one canonical form: padded, and the unused bits zero. The
 * JDK's decoder forgives both, and then two texts would say the same.
 */
final class StrictBase64 {

  private StrictBase64() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The message of a refusal begins with the place. */
  static byte[] decode(String text, String place) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw refused(text, place);
    }
    if (!encode(bytes).equals(text)) {
      throw refused(text, place);
    }
    return bytes;
  }

  private static Malformed refused(String text, String place) {
    return new Malformed(place + ": not canonical base64: " + Malformed.quoted(text));
  }
}
