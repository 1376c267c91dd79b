package gateway.tlog;

/**
 * What was given does not have the form its specification asks for. The message says what is wrong
 * and where; it repeats at most 80 characters of what was given.
 */
public final class Malformed extends IllegalArgumentException {

  private static final int QUOTED_AT_MOST = 80;

  Malformed(String what) {
    super(what);
  }

  /** A part of what was given, fit to be repeated in a message: printable ASCII only. */
  static String quoted(String given) {
    var shown = new StringBuilder("'");
    for (int i = 0; i < Math.min(given.length(), QUOTED_AT_MOST); i++) {
      char c = given.charAt(i);
      shown.append(c >= ' ' && c < 0x7f ? c : '?');
    }
    return shown.append(given.length() > QUOTED_AT_MOST ? "...'" : "'").toString();
  }
}
