package gateway.odata;

import gateway.odata.Bound.Comparison;
import gateway.odata.EdmType.Primitive;
import gateway.odata.Operator.Relation;
import java.util.List;

/**
 * The fourth stage, conditions. Where null and false are the same, that is everywhere but under
 * {@code not} and inside a comparison, a comparison is written plainly: only plain and leakproof
 * ones reach an index under row-level security.
 */
record ConditionSql(SqlParameters parameters) {

  /** Gives what can stand beside {@code and} and {@code or}. */
  String plain(Bound condition) {
    return condition(condition, false);
  }

  /** Gives a condition that is null only where OData says so. */
  String exact(Bound condition) {
    return condition(condition, true);
  }

  private String condition(Bound condition, boolean exact) {
    return switch (condition) {
      case Comparison comparison -> comparison(comparison, exact);
      case Bound.IsNull(Bound operand) -> value(operand) + " is null";
      case Bound.Membership membership -> membership(membership, exact);
      case Bound.Not(Bound.IsNull(Bound operand)) -> value(operand) + " is not null";
      case Bound.Not(Bound operand) -> "not (" + exact(operand) + ")";
      case Bound.Junction(Operator.Connective connective, Bound left, Bound right) ->
          "(%s %s %s)"
              .formatted(condition(left, exact), connective.word(), condition(right, exact));
      case Bound.Null _, Bound.Value _, Constant _ -> value(condition);
    };
  }

  private String value(Bound bound) {
    return new ValueSql(parameters).value(bound);
  }

  private String comparison(Comparison comparison, boolean exact) {
    boolean nullable = comparison.left().nullable() || comparison.right().nullable();
    boolean bothNullable = comparison.left().nullable() && comparison.right().nullable();
    String left = left(comparison);
    String right = right(comparison);
    String plain = "%s %s %s".formatted(left, comparison.relation().sql(), right);
    if (comparison.relation() == Relation.NE) {
      return nullable ? "%s is distinct from %s".formatted(left, right) : plain;
    }
    if (comparison.relation() == Relation.EQ && bothNullable) {
      return "%s is not distinct from %s".formatted(left, right);
    }
    if (comparison.relation().holdsForNulls() && bothNullable) {
      return "coalesce(%s, %s is null and %s is null)".formatted(plain, left, right);
    }
    return exact && nullable ? "coalesce(%s, false)".formatted(plain) : plain;
  }

  /**
   * A column of whole microseconds is compared with a literal of 100 ns as a pair, so that its
   * index still serves.
   */
  private String left(Comparison comparison) {
    if (isTimestamp(comparison.left()) && comparison.right() instanceof Constant.Moment) {
      return "(%s, 0)".formatted(timestamp(comparison.left()));
    }
    String left = value(comparison.left());
    boolean column = comparison.left() instanceof Bound.Reference;
    return comparison.left().type() == Primitive.STRING && !column ? left + " collate \"C\"" : left;
  }

  private String right(Comparison comparison) {
    return isTimestamp(comparison.left()) && comparison.right() instanceof Constant.Moment moment
        ? "(%s, %s)".formatted(parameters.microsecond(moment), parameters.rest(moment))
        : value(comparison.right());
  }

  private String membership(Bound.Membership membership, boolean exact) {
    boolean nullable = membership.operand().nullable();
    boolean timestamp = isTimestamp(membership.operand());
    String operand = timestamp ? timestamp(membership.operand()) : value(membership.operand());
    String array = timestamp ? parameters.microseconds(membership.items()) : array(membership);
    String plain = "%s = any(%s)".formatted(operand, array);
    if (membership.orNull() && nullable) {
      return "(%s or %s is null)".formatted(plain, operand);
    }
    return exact && nullable ? "coalesce(%s, false)".formatted(plain) : plain;
  }

  private String array(Bound.Membership membership) {
    List<Constant> items = membership.items();
    return parameters.array(membership.operand().type(), items);
  }

  private static boolean isTimestamp(Bound bound) {
    return bound instanceof Bound.Reference(Property property)
        && property.column() instanceof Column.Timestamp;
  }

  private static String timestamp(Bound bound) {
    return bound instanceof Bound.Reference(Property property)
            && property.column() instanceof Column.Timestamp(String name)
        ? name
        : "";
  }
}
