package gateway.tlog;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an entry is made of: JSON without fractions, exponents, and numbers that a double cannot
 * hold, so that RFC 8785's number formatting is plain decimal. Immutable.
 */
public sealed interface JsonValue {

  /**
   * An object. Its members are kept in the order of RFC 8785 §3.2.3, by UTF-16 code units, which is
   * {@link String}'s natural order.
   */
  record Members(SortedMap<String, JsonValue> members) implements JsonValue {
    public Members {
      members.keySet().forEach(JsonValue::requireUnicode);
      var sorted = new TreeMap<String, JsonValue>();
      sorted.putAll(members);
      members = Collections.unmodifiableSortedMap(sorted);
    }

    /** The same whatever order they are given in. */
    public static Members of(Map<String, JsonValue> members) {
      return new Members(new TreeMap<>(members));
    }
  }

  /** An array. */
  record Elements(List<JsonValue> elements) implements JsonValue {
    public Elements {
      elements = List.copyOf(elements);
    }
  }

  /** A string; refuses half a surrogate pair, which no UTF-8 can write (RFC 8785 §3.2.2.2). */
  record Characters(String text) implements JsonValue {
    public Characters {
      requireUnicode(text);
    }
  }

  /**
   * A whole number; refuses what is further than {@link #LARGEST} from 0, where doubles begin to
   * skip integers (RFC 7493 §2.2).
   */
  record Whole(long number) implements JsonValue {
    /** 2^53 - 1. */
    public static final long LARGEST = (1L << 53) - 1;

    public Whole {
      if (number > LARGEST || number < -LARGEST) {
        throw new Malformed("a number further than 2^53-1 from 0: " + number);
      }
    }
  }

  /** {@code true} or {@code false}. */
  record Truth(boolean value) implements JsonValue {}

  /** {@code null}. */
  enum Null implements JsonValue {
    NULL
  }

  private static void requireUnicode(String text) {
    if (!Text.isUnicode(text)) {
      throw new Malformed("a string with half a surrogate pair: " + Malformed.quoted(text));
    }
  }
}
