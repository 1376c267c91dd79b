package gateway.audit;

import gateway.graph.Fault;
import gateway.graph.JsonValue;
import gateway.odata.DateTimeOffset;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads one JSON value as one property: nothing is coerced, and each refusal says what would do
 * (contract §2).
 */
final class ValueReader {

  /** Bounds a row, and an index entry below the 2,704 bytes of a B-tree. */
  static final int LONGEST_TEXT = 512;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

  /** What a value turned out to be. */
  sealed interface Outcome<T> {
    record Given<T>(T value) implements Outcome<T> {}

    record Absent<T>() implements Outcome<T> {}

    record Faulty<T>(Fault fault) implements Outcome<T> {}

    default void ifValueOrFault(Consumer<T> onValue, Consumer<Fault> onFault) {
      switch (this) {
        case Given<T>(var value) -> onValue.accept(value);
        case Absent<T> _ -> {}
        case Faulty<T>(var fault) -> onFault.accept(fault);
      }
    }
  }

  private final EvolvableEnums enums;
  private final boolean creation;

  ValueReader(EvolvableEnums enums, boolean creation) {
    this.enums = enums;
    this.creation = creation;
  }

  /** An id that a client chooses. */
  Outcome<String> id(JsonValue value) {
    return value instanceof JsonValue.Text(var text) && isId(text)
        ? new Outcome.Given<>(text)
        : faulty(
            AuditProperty.ID,
            "The property 'id' must be a string of 1 to 128 characters of A-Z a-z 0-9 . _ ~ -, and not '.' or '..'.");
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches() && !text.equals(".") && !text.equals("..");
  }

  Outcome<Value> value(AuditProperty property, JsonValue value) {
    if (value instanceof JsonValue.Null) {
      return property.nullable()
          ? new Outcome.Given<>(Value.Null.NULL)
          : faulty(
              property,
              "null is not a valid value for the property '%1$s'; '%1$s' is not a nullable property."
                  .formatted(property.wireName()));
    }
    if (!(value instanceof JsonValue.Text(var text))) {
      return faulty(
          property,
          "The property '%s' must be a string%s, not %s.%s"
              .formatted(
                  property.wireName(),
                  property.nullable() ? " or null" : "",
                  value.kind(),
                  members(property)));
    }
    return switch (property.type()) {
      case AuditProperty.Type.Text _ -> text(property, text);
      case AuditProperty.Type.Enum(var enumeration) -> member(property, enumeration, text);
      case AuditProperty.Type.Instant _ -> instant(property, text);
    };
  }

  private static Outcome<Value> text(AuditProperty property, String text) {
    return fault(property.wireName(), text)
        .<Outcome<Value>>map(Outcome.Faulty::new)
        .orElseGet(() -> new Outcome.Given<>(new Value.Text(text)));
  }

  /** What keeps a text from being a string of the service. */
  static Optional<Fault> fault(String property, String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of(
          new Fault(property, "The property '%s' must not contain U+0000.".formatted(property)));
    }
    if (text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      return Optional.of(
          new Fault(
              property,
              "The property '%s' must not contain a lone surrogate.".formatted(property)));
    }
    int length = text.codePointCount(0, text.length());
    if (length > LONGEST_TEXT) {
      return Optional.of(
          new Fault(
              property,
              "The property '%s' has %d characters; at most %d are allowed."
                  .formatted(property, length, LONGEST_TEXT)));
    }
    return Optional.empty();
  }

  private Outcome<Value> member(AuditProperty property, Enumeration enumeration, String literal) {
    var member = enumeration.read(literal);
    if (member.isPresent() && enumeration.isSentinel(member.get()) && !creation) {
      return new Outcome.Absent<>();
    }
    return member
        .filter(known -> !enumeration.isSentinel(known) && enums.admits(enumeration, known))
        .<Outcome<Value>>map(known -> new Outcome.Given<>(new Value.Member(known)))
        .orElseGet(() ->
            faulty(
                property,
                "The value '%s' is not a member of '%s' for the property '%s'.%s"
                    .formatted(
                        Fault.quoted(literal),
                        enumeration.qualifiedName(),
                        property.wireName(),
                        members(property))));
  }

  private static Outcome<Value> instant(AuditProperty property, String text) {
    return DateTimeOffset.parse(text)
        .<Outcome<Value>>map(dateTime -> new Outcome.Given<>(new Value.Instant(dateTime)))
        .orElseGet(() ->
            faulty(
                property,
                "The value '%s' of the property '%s' is not a date and time such as 2017-01-01T00:03:07.1589002-08:00: a possible date, upper-case T, at most 7 fractional digits, and Z or an offset of at most 14:00."
                    .formatted(Fault.quoted(text), property.wireName())));
  }

  private String members(AuditProperty property) {
    return property.type() instanceof AuditProperty.Type.Enum(var enumeration)
        ? " Use one of: " + enumeration.listed(enums) + "."
        : "";
  }

  private static <T> Outcome<T> faulty(AuditProperty property, String message) {
    return new Outcome.Faulty<>(new Fault(property.wireName(), message));
  }
}
