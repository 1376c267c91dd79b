package gateway.odata;

import java.util.function.IntUnaryOperator;

/**
 * Letter case, code point by code point: Unicode's simple mapping, which never changes a text's
 * length. PostgreSQL has no such mapping before version 17, and a different Unicode version in
 * each, so that a migration carries the same tables into the database (V2, which a test compares).
 */
final class CaseMapping {

  private CaseMapping() {}

  static String lower(String text) {
    return mapped(text, Character::toLowerCase);
  }

  static String upper(String text) {
    return mapped(text, Character::toUpperCase);
  }

  /** What two texts share that differ in case only, as {@link String#equalsIgnoreCase} sees it. */
  static String folded(String text) {
    return mapped(text, CaseMapping::folded);
  }

  static int folded(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  private static String mapped(String text, IntUnaryOperator mapping) {
    return text.codePoints()
        .map(mapping)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
