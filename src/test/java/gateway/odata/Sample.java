package gateway.odata;

import gateway.odata.SampleAudits.Row;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An expression twice: as text, and as what it gives for a row, worked out in Java by OData's rules
 * and without the code under test.
 *
 * @param value gives null, a Boolean, String, BigDecimal, OffsetDateTime, LocalDate, LocalTime or
 *     Duration
 */
record Sample(String text, Function<Row, @Nullable Object> value) {

  static Sample property(String name, Function<Row, @Nullable Object> value) {
    return new Sample(name, value);
  }

  static Sample literal(String text, Object value) {
    return new Sample(text, _ -> value);
  }

  static Sample nothing() {
    return new Sample("null", _ -> null);
  }

  Sample parenthesised() {
    return new Sample("(" + text + ")", value);
  }

  /** A function or operator that is null when its operand is. */
  static <T> Sample of(String format, Sample operand, Class<T> type, Function<T, Object> result) {
    return new Sample(
        format.formatted(operand.text()),
        row -> {
          var value = operand.value().apply(row);
          return value == null ? null : result.apply(type.cast(value));
        });
  }

  interface Both<A, B> {
    Object of(A first, B second);
  }

  /** A function or operator that is null when one of its operands is. */
  static <A, B> Sample of(
      String format,
      Sample first,
      Class<A> firstType,
      Sample second,
      Class<B> secondType,
      Both<A, B> result) {
    return new Sample(
        format.formatted(first.text(), second.text()),
        row -> {
          var one = first.value().apply(row);
          var other = second.value().apply(row);
          return one == null || other == null
              ? null
              : result.of(firstType.cast(one), secondType.cast(other));
        });
  }
}
