package gateway.tlog;

import java.util.Arrays;

/** The one form in which a JSON value is hashed: the JSON Canonicalization Scheme, RFC 8785. */
public final class CanonicalJson {

  /** An entry's length in a bundle is 16 bits (C2SP tlog-tiles), and a document is an entry. */
  public static final int MAX_BYTES = 65_535;

  /** An entry nests four deep; the rest is room, and keeps recursion off the end of the stack. */
  public static final int MAX_DEPTH = 32;

  private CanonicalJson() {}

  /** UTF-8 without a byte more than needed; refuses more than {@link #MAX_DEPTH} levels. */
  public static byte[] encode(JsonValue value) {
    var text = new StringBuilder();
    write(value, text, 0);
    return Text.encode(text.toString());
  }

  /**
   * Reads a document of at most {@link #MAX_BYTES} that is in canonical form already, byte for
   * byte; refuses every other.
   */
  public static JsonValue decode(byte[] document) {
    var value = new JsonReader(document).document();
    int differs = Arrays.mismatch(document, encode(value));
    if (differs >= 0) {
      throw new Malformed("JSON that is not in canonical form from byte " + differs);
    }
    return value;
  }

  private static void write(JsonValue value, StringBuilder text, int depth) {
    if (depth > MAX_DEPTH) {
      throw new Malformed("JSON that nests more than %d deep".formatted(MAX_DEPTH));
    }
    switch (value) {
      case JsonValue.Members(var members) -> {
        text.append('{');
        members.forEach((name, member) -> {
          separate(text, '{');
          write(name, text);
          text.append(':');
          write(member, text, depth + 1);
        });
        text.append('}');
      }
      case JsonValue.Elements(var elements) -> {
        text.append('[');
        for (var element : elements) {
          separate(text, '[');
          write(element, text, depth + 1);
        }
        text.append(']');
      }
      case JsonValue.Characters(var characters) -> write(characters, text);
      case JsonValue.Whole(var number) -> text.append(number);
      case JsonValue.Truth(var truth) -> text.append(truth);
      case JsonValue.Null _ -> text.append("null");
    }
  }

  /** A comma, unless the bracket was opened just now; no value ends in an opening bracket. */
  private static void separate(StringBuilder text, char open) {
    if (text.charAt(text.length() - 1) != open) {
      text.append(',');
    }
  }

  /** As ECMAScript's {@code QuoteJSONString} does (RFC 8785 §3.2.2.2). */
  private static void write(String characters, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < ' ') {
            text.append("\\u00")
                .append(c < 0x10 ? '0' : '1')
                .append("0123456789abcdef".charAt(c & 0xf));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
