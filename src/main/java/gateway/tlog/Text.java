package gateway.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The pieces that C2SP's text formats are made of. */
final class Text {

  private Text() {}

  /** Strict UTF-8: no replacement characters, no encoded surrogates, nothing overlong. */
  static String decode(byte[] utf8, int most, String place) {
    if (utf8.length > most) {
      throw new Malformed("%s: %d bytes, of %d at most".formatted(place, utf8.length, most));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed(place + ": not valid UTF-8");
    }
  }

  static byte[] encode(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether UTF-8 can write it: no half of a surrogate pair stands alone. */
  static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  /** A number from 0 to 2^63-1 in ASCII decimal digits without leading zeroes. */
  static long decimal(String digits, String place) {
    if (digits.matches("0|[1-9][0-9]{0,18}")) {
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        // 19 digits that say more than 2^63-1: refused below, as any other text.
      }
    }
    throw new Malformed(
        "%s: not a decimal number from 0 to 2^63-1 without leading zeroes: %s"
            .formatted(place, Malformed.quoted(digits)));
  }

  /** What stands behind a fixed beginning of a line. */
  static String after(String start, String line, String place) {
    if (!line.startsWith(start)) {
      throw new Malformed(
          "%s: begins with %s, not %s"
              .formatted(place, Malformed.quoted(line), Malformed.quoted(start)));
    }
    return line.substring(start.length());
  }

  /** The lines of a text whose every line ends in a newline; an empty text has none. */
  static List<String> lines(String text, String place) {
    if (text.isEmpty()) {
      return List.of();
    }
    if (!text.endsWith("\n")) {
      throw new Malformed(place + ": the last line does not end in a newline");
    }
    return List.of(text.substring(0, text.length() - 1).split("\n", -1));
  }

  /** One hash a line, as proofs have them. */
  static List<Hash> hashes(List<String> lines, String place) {
    return lines.stream().map(line -> Hash.parse(line, place)).toList();
  }

  static void appendHashes(StringBuilder text, List<Hash> hashes) {
    hashes.forEach(hash -> text.append(hash).append('\n'));
  }
}
