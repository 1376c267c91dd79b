package gateway.odata;

import gateway.odata.EdmType.Primitive;
import gateway.odata.Operator.Arithmetic;
import java.math.BigDecimal;
import java.util.List;

/**
 * The fourth stage, values. Enumerations are numbers; dates with times are ticks; a day is its
 * number, a time and a duration are ticks. Arithmetic is done on {@code numeric}, which neither
 * overflows nor rounds, so that no row can make a statement fail. What is given can stand beside
 * any operator.
 */
record ValueSql(SqlParameters parameters) {

  /** What {@code trim} takes away: Unicode's White_Space. */
  private static final String WHITE_SPACE =
      "\t\n"
          + "\u000B\f\r"
          + " \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

  /**
   * Above any text's length, and far below what an {@code int4} holds; {@code simple_position} has
   * the same bound.
   */
  private static final int LAST_POSITION = 1_000_000;

  private static final String TICKS_PER_DAY = String.valueOf(DatePart.TICKS_PER_DAY);

  String value(Bound bound) {
    return switch (bound) {
      case Constant constant -> parameters.constant(constant);
      case Bound.Null _ -> "null::boolean";
      case Bound.Condition condition -> "(" + new ConditionSql(parameters).exact(condition) + ")";
      case Bound.Reference(Property property) -> column(property.column());
      case Bound.Call(Function function, List<Bound> arguments) -> call(function, arguments);
      case Bound.Part(DatePart part, Property property) ->
          DatePartSql.of(property.column()).part(part);
      case Bound.Arithmetic arithmetic -> arithmetic(arithmetic);
      case Bound.Negation(Bound operand) -> "(- %s)".formatted(numeric(operand));
    };
  }

  private static String column(Column column) {
    return switch (column) {
      case Column.Plain(String name) -> name;
      case Column.CharactersAndTicks(String _, String ticks) -> ticks;
      case Column.Timestamp(String name) ->
          "(extract(epoch from %s) * %d)".formatted(name, DateTimeOffset.TICKS_PER_SECOND);
    };
  }

  private String call(Function function, List<Bound> arguments) {
    String text = value(arguments.getFirst());
    return switch (function) {
      case CONTAINS -> "(strpos(%s, %s) > 0)".formatted(text, value(arguments.get(1)));
      case STARTSWITH -> "starts_with(%s, %s)".formatted(text, value(arguments.get(1)));
      case ENDSWITH -> endsWith(text, value(arguments.get(1)));
      case LENGTH -> "char_length(%s)".formatted(text);
      case INDEXOF -> "(strpos(%s, %s) - 1)".formatted(text, value(arguments.get(1)));
      case SUBSTRING -> substring(text, arguments);
      case TOLOWER -> "simple_lower(%s)".formatted(text);
      case TOUPPER -> "simple_upper(%s)".formatted(text);
      case TRIM -> "btrim(%s, %s)".formatted(text, parameters.add(WHITE_SPACE, "text"));
      case CONCAT -> "(%s || %s)".formatted(text, value(arguments.get(1)));
    };
  }

  private static String endsWith(String text, String end) {
    return "(right(%s, char_length(%s)) = %s)".formatted(text, end, end);
  }

  private String substring(String text, List<Bound> arguments) {
    String start = position(arguments.get(1));
    return arguments.size() == 2
        ? "substr(%s, %s + 1)".formatted(text, start)
        : "substr(%s, %s + 1, %s)".formatted(text, start, position(arguments.get(2)));
  }

  /** A position before the text is its start, and one beyond its end is its end. */
  private String position(Bound position) {
    if (position instanceof Constant.Numeric(BigDecimal value)) {
      return parameters.add(value.min(BigDecimal.valueOf(LAST_POSITION)).intValueExact(), "int4");
    }
    return "simple_position(%s)".formatted(numeric(position));
  }

  private String arithmetic(Bound.Arithmetic arithmetic) {
    var first = arithmetic.left();
    var second = arithmetic.right();
    if (arithmetic.type() == Primitive.DATE) {
      return moved(first, arithmetic.operator(), second);
    }
    if (first.type() == Primitive.DATE) {
      return "((%s - %s) * %s)".formatted(numeric(first), numeric(second), TICKS_PER_DAY);
    }
    return switch (arithmetic.operator()) {
      case ADD -> "(%s + %s)".formatted(numeric(first), numeric(second));
      case SUB -> "(%s - %s)".formatted(numeric(first), numeric(second));
      case MUL -> "(%s * %s)".formatted(numeric(first), numeric(second));
      case DIV ->
          arithmetic.type() == Primitive.INT64
              ? "div(%s, %s)".formatted(numeric(first), numeric(second))
              : "(%s / %s)".formatted(numeric(first), numeric(second));
      case DIVBY -> "(%s / %s)".formatted(numeric(first), numeric(second));
      case MOD -> "mod(%s, %s)".formatted(numeric(first), numeric(second));
    };
  }

  /**
   * A day moved by a duration: the day in which the moved midnight lies. The divisor's zeros make
   * PostgreSQL divide to as many places.
   */
  private String moved(Bound day, Arithmetic operator, Bound duration) {
    return "floor((%s * %s %s %s) / %s.00000000000000000000)"
        .formatted(
            numeric(day),
            TICKS_PER_DAY,
            operator == Arithmetic.ADD ? "+" : "-",
            numeric(duration),
            TICKS_PER_DAY);
  }

  private String numeric(Bound operand) {
    return value(operand) + "::numeric";
  }
}
