package gateway.security;

import gateway.graph.JsonValue;
import gateway.graph.JsonValue.Arr;
import gateway.graph.JsonValue.Num;
import gateway.graph.JsonValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * The claims of a token, each read as the one type that its specification gives it (RFC 7519 §4.1).
 * A claim that is there with another type, null included, refuses the token: a guess at what was
 * meant is how one claim comes to mean two things.
 */
record Claims(SequencedMap<String, JsonValue> members) {

  /** 9999-12-31T23:59:59Z in seconds; the end of what dates can say. */
  private static final double LAST_SECOND = 253_402_300_799.0;

  /**
   * As long as any string that the audit store keeps (contract §2); names and ids of directories
   * are a quarter of it.
   */
  private static final int LONGEST_KEPT = 512;

  boolean has(String name) {
    return members.containsKey(name);
  }

  Optional<String> text(String name) throws RefusedToken {
    return switch (members.get(name)) {
      case null -> Optional.empty();
      case Text(String value) -> Optional.of(value);
      default -> throw RefusedToken.malformed(name);
    };
  }

  String requiredText(String name) throws RefusedToken {
    return text(name).orElseThrow(() -> RefusedToken.malformed(name));
  }

  /**
   * A text that will be stored: not longer than a column, and without U+0000 and lone surrogates,
   * which PostgreSQL cannot hold.
   */
  Optional<String> keptText(String name) throws RefusedToken {
    var text = text(name);
    if (text.isPresent() && !isStorable(text.get())) {
      throw RefusedToken.malformed(name);
    }
    return text;
  }

  /** One string, or an array of strings: the form of {@code aud} (RFC 7519 §4.1.3). */
  List<String> textOrTexts(String name) throws RefusedToken {
    return members.get(name) instanceof Text(String value) ? List.of(value) : texts(name);
  }

  /** An array of strings; empty when there is none. */
  List<String> texts(String name) throws RefusedToken {
    return switch (members.get(name)) {
      case null -> List.of();
      case Arr(List<JsonValue> items) -> texts(name, items);
      default -> throw RefusedToken.malformed(name);
    };
  }

  /** A NumericDate (RFC 7519 §2), with or without a fraction, in milliseconds since 1970. */
  OptionalLong instant(String name) throws RefusedToken {
    return switch (members.get(name)) {
      case null -> OptionalLong.empty();
      case Num(String literal) -> OptionalLong.of(millis(name, Double.parseDouble(literal)));
      default -> throw RefusedToken.malformed(name);
    };
  }

  private static long millis(String name, double seconds) throws RefusedToken {
    if (seconds < 0 || seconds > LAST_SECOND) {
      throw RefusedToken.malformed(name);
    }
    return (long) (seconds * 1000);
  }

  private static List<String> texts(String name, List<JsonValue> items) throws RefusedToken {
    var texts = new ArrayList<String>(items.size());
    for (JsonValue item : items) {
      if (!(item instanceof Text(String value))) {
        throw RefusedToken.malformed(name);
      }
      texts.add(value);
    }
    return texts;
  }

  private static boolean isStorable(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_KEPT
        && text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
  }
}
