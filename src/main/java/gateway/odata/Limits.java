package gateway.odata;

import java.nio.charset.StandardCharsets;

/**
 * What one expression may cost. Each bound keeps a hostile text from costing more than a glance,
 * and is far above what people write.
 */
public final class Limits {

  /** Bytes of UTF-8 in one expression; a parameter alias's value has the same bound. */
  public static final int EXPRESSION_BYTES = 8 * 1024;

  /**
   * Operators, functions, properties and literals in one expression, aliases counted where they are
   * used.
   */
  public static final int NODES = 100;

  /** Parentheses, function calls, negations and aliases inside one another. */
  public static final int DEPTH = 32;

  /** Literals in one list of {@code in}. */
  public static final int LIST_ITEMS = 200;

  /** Expressions in {@code $orderby}. */
  public static final int ORDER_KEYS = 5;

  /** Rows that {@code $skip} may pass over; deeper pages are reached by nextLink. */
  public static final int SKIP = 10_000;

  /** Transformations in one {@code $apply}: each is a subquery of its own. */
  public static final int TRANSFORMATIONS = 10;

  /**
   * Properties of a group, those that it is grouped by and those that are aggregated together: a
   * group is no wider than an entity, so that an answer is bounded as a list of entities is.
   */
  public static final int GROUP_PROPERTIES = 12;

  /** Characters of an alias: those of a simple identifier (OData 4.01 CSDL §17.2). */
  public static final int ALIAS_CHARACTERS = 128;

  private Limits() {}

  /**
   * Refuses a text that is too long, or that holds what no value can hold: U+0000 or half a
   * surrogate pair.
   */
  static void requireReadable(String option, String text) throws QueryFault {
    if (text.length() > EXPRESSION_BYTES
        || text.getBytes(StandardCharsets.UTF_8).length > EXPRESSION_BYTES) {
      throw new Place(option, 0)
          .fault(
              "The expression is longer than the limit of %d bytes.".formatted(EXPRESSION_BYTES));
    }
    for (int i = 0; i < text.length(); i++) {
      if (isImpossible(text, i)) {
        throw new Place(option, i).fault("U+0000 and half a surrogate pair can occur in no value.");
      }
    }
  }

  private static boolean isImpossible(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return c == 0
        || (Character.isLowSurrogate(c)
            && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))));
  }
}
