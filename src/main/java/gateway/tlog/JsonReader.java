package gateway.tlog;

import java.util.ArrayList;
import java.util.TreeMap;

/**
 * Reads JSON (RFC 8259) as far as {@link JsonValue} can hold it; refuses the rest, and a name that
 * an object has twice. The order of names, spaces and escapes may be any.
 */
final class JsonReader {

  private static final String ENDS = "\uffff";

  /**
   * The document and one character that is in no JSON outside of a string, so that peeking is safe.
   */
  private final String text;

  private final int end;
  private int at;

  JsonReader(byte[] document) {
    var decoded = Text.decode(document, CanonicalJson.MAX_BYTES, "JSON");
    this.text = decoded + ENDS;
    this.end = decoded.length();
  }

  JsonValue document() {
    var value = value(0);
    skipSpace();
    if (at != end) {
      throw refused("text behind the value");
    }
    return value;
  }

  private JsonValue value(int depth) {
    if (depth > CanonicalJson.MAX_DEPTH) {
      throw refused("nests more than %d deep".formatted(CanonicalJson.MAX_DEPTH));
    }
    skipSpace();
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> members(depth);
      case '[' -> elements(depth);
      case '"' -> new JsonValue.Characters(string());
      case 't' -> word("true", new JsonValue.Truth(true));
      case 'f' -> word("false", new JsonValue.Truth(false));
      case 'n' -> word("null", JsonValue.Null.NULL);
      default -> number();
    };
  }

  private JsonValue members(int depth) {
    var members = new TreeMap<String, JsonValue>();
    at++;
    if (!accept('}')) {
      do {
        skipSpace();
        var name = string();
        expect(':');
        if (members.put(name, value(depth + 1)) != null) {
          throw refused("a name that the object has already: " + Malformed.quoted(name));
        }
      } while (accept(','));
      expect('}');
    }
    return new JsonValue.Members(members);
  }

  private JsonValue elements(int depth) {
    var elements = new ArrayList<JsonValue>();
    at++;
    if (!accept(']')) {
      do {
        elements.add(value(depth + 1));
      } while (accept(','));
      expect(']');
    }
    return new JsonValue.Elements(elements);
  }

  private JsonValue word(String word, JsonValue value) {
    if (!text.startsWith(word, at)) {
      throw refused("no JSON value");
    }
    at += word.length();
    return value;
  }

  private JsonValue number() {
    int start = at;
    if (text.charAt(at) == '-') {
      at++;
    }
    int first = at;
    while (isDigit(text.charAt(at))) {
      at++;
    }
    int digits = at - first;
    if (digits == 0 || (digits > 1 && text.charAt(first) == '0')) {
      throw refused("no JSON value");
    }
    if (".eE".indexOf(text.charAt(at)) >= 0 || digits > 16) {
      throw refused("a number that is no integer within 2^53-1 of 0");
    }
    return new JsonValue.Whole(Long.parseLong(text, start, at, 10));
  }

  private String string() {
    if (text.charAt(at) != '"') {
      throw refused("no string");
    }
    at++;
    var characters = new StringBuilder();
    while (true) {
      char c = text.charAt(at);
      if (c < ' ' || at == end) {
        throw refused("a string that does not end, or a control character in it");
      }
      at++;
      switch (c) {
        case '"' -> {
          return characters.toString();
        }
        case '\\' -> characters.append(escaped());
        default -> characters.append(c);
      }
    }
  }

  private char escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit();
      default -> throw refused("an escape that JSON does not have");
    };
  }

  private char codeUnit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char c = text.charAt(Math.min(at, end));
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw refused("no four hexadecimal digits behind \\u");
      }
      unit = unit << 4 | digit;
      at++;
    }
    return (char) unit;
  }

  private boolean accept(char c) {
    skipSpace();
    if (text.charAt(at) != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw refused("no '%c' where one must be".formatted(c));
    }
  }

  private void skipSpace() {
    while (" \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private Malformed refused(String what) {
    return new Malformed("JSON, character %d: %s".formatted(at + 1, what));
  }
}
