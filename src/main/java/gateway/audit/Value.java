package gateway.audit;

import gateway.odata.DateTimeOffset;

/**
 * A value that a client gave for a property, already of that property's type. What it did not give
 * has no value at all.
 */
sealed interface Value {

  record Text(String text) implements Value {}

  record Member(Enumeration.Member member) implements Value {}

  record Instant(DateTimeOffset dateTime) implements Value {}

  /** An explicit null, which clears. */
  enum Null implements Value {
    NULL
  }
}
