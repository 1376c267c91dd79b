package gateway.odata;

import static gateway.odata.EdmType.Primitive.DATE;
import static gateway.odata.EdmType.Primitive.DATE_TIME_OFFSET;
import static gateway.odata.EdmType.Primitive.DECIMAL;
import static gateway.odata.EdmType.Primitive.DURATION;
import static gateway.odata.EdmType.Primitive.INT64;

import gateway.odata.Operator.Arithmetic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Arithmetic where it has a meaning (OData 4.01 URL Conventions §5.1.1.2): between numbers, and
 * between dates and durations. What does not depend on the row is worked out here, so that {@code
 * requestDateTime gt now() sub duration'P30D'} still compares a column with a parameter.
 */
record ArithmeticBinder(Place place, Arithmetic operator) {

  private static final BigDecimal MIN_TICKS = BigDecimal.valueOf(DateTimeOffset.MIN.ticks());
  private static final BigDecimal MAX_TICKS = BigDecimal.valueOf(DateTimeOffset.MAX.ticks());

  Bound bind(Bound left, Bound right) throws QueryFault {
    var type =
        result(left.type(), right.type())
            .orElseThrow(() ->
                place.fault(
                    "'%s' has no meaning between %s and %s."
                        .formatted(operator.word(), left.type().label(), right.type().label())));
    if (left instanceof Bound.Null || right instanceof Bound.Null) {
      return new Bound.Null(type);
    }
    if (isDivision()) {
      requireDivisor(right);
    }
    if (left instanceof Constant first && right instanceof Constant second && !type.isNumber()) {
      return folded(type, first, second);
    }
    return new Bound.Arithmetic(operator, left, right, type);
  }

  private Optional<EdmType> result(EdmType left, EdmType right) {
    boolean sum = operator == Arithmetic.ADD || operator == Arithmetic.SUB;
    if (left.isNumber() && right.isNumber()) {
      boolean whole = left == INT64 && right == INT64 && operator != Arithmetic.DIVBY;
      return Optional.of(whole ? INT64 : DECIMAL);
    }
    if (sum
        && right == DURATION
        && (left == DATE_TIME_OFFSET || left == DATE || left == DURATION)) {
      return Optional.of(left);
    }
    if (operator == Arithmetic.SUB
        && left.equals(right)
        && (left == DATE_TIME_OFFSET || left == DATE)) {
      return Optional.of(DURATION);
    }
    boolean scaled = left == DURATION && right.isNumber() && !sum && operator != Arithmetic.MOD;
    boolean scaledFromLeft = operator == Arithmetic.MUL && left.isNumber() && right == DURATION;
    return scaled || scaledFromLeft ? Optional.of(DURATION) : Optional.empty();
  }

  private boolean isDivision() {
    return operator == Arithmetic.DIV || operator == Arithmetic.DIVBY || operator == Arithmetic.MOD;
  }

  /**
   * A division by zero would fail the whole query on its first such row, so that the divisor must
   * be known beforehand.
   */
  private void requireDivisor(Bound right) throws QueryFault {
    if (known(right).filter(divisor -> divisor.signum() != 0).isEmpty()) {
      throw place.fault(
          "The right side of '%s' must be a number other than 0, and the same for every row."
              .formatted(operator.word()));
    }
  }

  /**
   * The exact value of a number that no row changes; empty where a division may have rounded it.
   */
  private static Optional<BigDecimal> known(Bound number) {
    return switch (number) {
      case Constant.Numeric(BigDecimal value) -> Optional.of(value);
      case Bound.Negation(Bound operand) -> known(operand).map(BigDecimal::negate);
      case Bound.Arithmetic(Arithmetic operator, Bound left, Bound right, EdmType type) ->
          known(left)
              .flatMap(first ->
                  known(right).flatMap(second -> exact(operator, first, second, type == INT64)));
      case Bound _ -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> exact(
      Arithmetic operator, BigDecimal first, BigDecimal second, boolean whole) {
    return switch (operator) {
      case ADD -> Optional.of(first.add(second));
      case SUB -> Optional.of(first.subtract(second));
      case MUL -> Optional.of(first.multiply(second));
      case DIV -> whole ? Optional.of(first.divideToIntegralValue(second)) : Optional.empty();
      case MOD -> Optional.of(first.remainder(second));
      case DIVBY -> Optional.empty();
    };
  }

  private Constant folded(EdmType type, Constant left, Constant right) throws QueryFault {
    var first = amount(left);
    var second = amount(right);
    var exact =
        switch (operator) {
          case ADD -> first.add(second);
          case SUB -> first.subtract(second);
          case MUL -> first.multiply(second);
          case DIV, DIVBY, MOD -> first.divide(second, 0, RoundingMode.DOWN);
        };
    if (type == DURATION) {
      return new Constant.Span(
          within(
              exact,
              BigDecimal.valueOf(-Literals.MAX_SPAN),
              BigDecimal.valueOf(Literals.MAX_SPAN),
              "is longer than 10,000 years"));
    }
    long ticks = within(exact, MIN_TICKS, MAX_TICKS, "lies outside the years 0001 to 9999");
    return left instanceof Constant.Moment(long _, int offset)
        ? new Constant.Moment(ticks, offset)
        : new Constant.Day(Math.floorDiv(ticks, DatePart.TICKS_PER_DAY));
  }

  private long within(BigDecimal ticks, BigDecimal least, BigDecimal most, String otherwise)
      throws QueryFault {
    if (ticks.compareTo(least) < 0 || ticks.compareTo(most) > 0) {
      throw place.fault("The result of '%s' %s.".formatted(operator.word(), otherwise));
    }
    return ticks.setScale(0, RoundingMode.DOWN).longValueExact();
  }

  private static BigDecimal amount(Constant constant) {
    return switch (constant) {
      case Constant.Moment(long ticks, int _) -> BigDecimal.valueOf(ticks);
      case Constant.Day(long number) -> BigDecimal.valueOf(number * DatePart.TICKS_PER_DAY);
      case Constant.Span(long ticks) -> BigDecimal.valueOf(ticks);
      case Constant.Numeric(BigDecimal value) -> value;
      case Constant.Clock _,
          Constant.Guid _,
          Constant.Member _,
          Constant.Text _,
          Constant.Truth _ ->
          throw new IllegalStateException("no arithmetic on " + constant.type().label());
    };
  }
}
