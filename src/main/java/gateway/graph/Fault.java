package gateway.graph;

/**
 * One thing that is wrong with a request.
 *
 * @param target the property, option or header at fault; empty when naming one says nothing
 * @param message tells a person what to change
 */
public record Fault(String target, String message) {

  private static final int LONGEST_QUOTE = 100;

  /** A fault at no particular place. */
  public static Fault of(String message) {
    return new Fault("", message);
  }

  /**
   * What a client sent, fit to stand in a message: at most 100 characters, nothing unprintable, no
   * lone surrogate.
   */
  public static String quoted(String sent) {
    var quote = new StringBuilder();
    sent.codePoints()
        .limit(LONGEST_QUOTE)
        .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
        .forEach(quote::appendCodePoint);
    return quote.length() < sent.length() ? quote + "..." : quote.toString();
  }
}
