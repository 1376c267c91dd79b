package gateway.graph;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * Writes a {@link JsonValue} as it was read: the same members in the same order, the same
 * characters of numbers, and half of a surrogate pair as the escape that it must have been.
 */
public final class JsonText {

  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /** The value in UTF-8. */
  public static byte[] of(JsonValue value) {
    var written = new JsonText();
    written.add(value);
    return written.text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void add(JsonValue value) {
    switch (value) {
      case JsonValue.Text(var characters) -> string(characters);
      case JsonValue.Num(var literal) -> text.append(literal);
      case JsonValue.Bool(var truth) -> text.append(truth);
      case JsonValue.Null _ -> text.append("null");
      case JsonValue.Arr(var items) -> {
        text.append('[');
        for (Iterator<JsonValue> each = items.iterator(); each.hasNext(); ) {
          add(each.next());
          text.append(each.hasNext() ? "," : "");
        }
        text.append(']');
      }
      case JsonValue.Obj(var members) -> {
        text.append('{');
        for (var each = members.entrySet().iterator(); each.hasNext(); ) {
          var member = each.next();
          string(member.getKey());
          text.append(':');
          add(member.getValue());
          text.append(each.hasNext() ? "," : "");
        }
        text.append('}');
      }
    }
  }

  private void string(String characters) {
    text.append('"');
    int start = text.length();
    JsonStringEncoder.getInstance().quoteAsString(characters, text);
    for (int i = start; i < text.length(); i++) {
      if (isHalf(i, start)) {
        String escape = "\\u%04X".formatted((int) text.charAt(i));
        text.replace(i, i + 1, escape);
        i += escape.length() - 1;
      }
    }
    text.append('"');
  }

  private boolean isHalf(int i, int start) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : Character.isLowSurrogate(c)
            && (i == start || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
