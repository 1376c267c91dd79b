package gateway.odata;

/**
 * A JSON string inside an expression (RFC 8259 §7), as an array after {@code in} or a phrase of
 * {@code $search} holds it.
 *
 * @param content what it stands for
 * @param end the offset after its closing quote
 */
record JsonText(String content, int end) {

  /**
   * Reads the string whose opening quote is at {@code start}.
   *
   * @throws QueryFault when it does not end, has an escape that JSON has not, or stands for U+0000
   *     or half a surrogate pair
   */
  static JsonText read(String option, String text, int start) throws QueryFault {
    var content = new StringBuilder();
    int i = start + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      char c = text.charAt(i);
      if (c < 0x20) {
        throw new Place(option, i)
            .fault("A control character in a text in double quotes must be escaped.");
      }
      if (c == '\\') {
        content.append(escaped(option, text, i));
        i += isUnicode(text, i) ? 6 : 2;
      } else {
        content.append(c);
        i++;
      }
    }
    if (i >= text.length()) {
      throw new Place(option, start)
          .fault("The text that starts here has no closing double quote.");
    }
    String result = content.toString();
    if (result.indexOf(0) >= 0 || result.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      throw new Place(option, start)
          .fault("U+0000 and half a surrogate pair can occur in no value.");
    }
    return new JsonText(result, i + 1);
  }

  private static boolean isUnicode(String text, int backslash) {
    return text.charAt(backslash + 1) == 'u';
  }

  private static char escaped(String option, String text, int backslash) throws QueryFault {
    char kind = backslash + 1 < text.length() ? text.charAt(backslash + 1) : ' ';
    int simple = "\"\\/bfnrt".indexOf(kind);
    if (simple >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(simple);
    }
    if (kind == 'u' && backslash + 6 <= text.length()) {
      int value = 0;
      for (int i = backslash + 2; i < backslash + 6; i++) {
        int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
        value = digit < 0 || value < 0 ? -1 : value * 16 + digit;
      }
      if (value >= 0) {
        return (char) value;
      }
    }
    throw new Place(option, backslash)
        .fault("JSON has no such escape; a backslash is written \\\\.");
  }
}
