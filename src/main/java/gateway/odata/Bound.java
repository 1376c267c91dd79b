package gateway.odata;

import gateway.odata.EdmType.Primitive;
import java.util.List;

/**
 * The third stage: an expression whose names and types are known to be right. What exists can be
 * answered.
 */
sealed interface Bound permits Constant, Bound.Condition, Bound.Null, Bound.Value {

  EdmType type();

  /** Whether it can be null for some row. */
  boolean nullable();

  /** Null itself, and what is made of null: a function of null is null. */
  record Null(EdmType type) implements Bound {
    @Override
    public boolean nullable() {
      return true;
    }
  }

  /** What is true, false or null for a row. */
  sealed interface Condition extends Bound {
    @Override
    default EdmType type() {
      return Primitive.BOOLEAN;
    }
  }

  /**
   * Two values compared, neither of them {@link Null}. It is never null (contract: {@code eq ne gt
   * ge lt le} never give null).
   */
  record Comparison(Operator.Relation relation, Bound left, Bound right) implements Condition {
    @Override
    public boolean nullable() {
      return false;
    }
  }

  record IsNull(Bound operand) implements Condition {
    @Override
    public boolean nullable() {
      return false;
    }
  }

  /**
   * Whether a value equals one of a list, as a chain of {@code eq} would say; never null.
   *
   * @param items of the operand's type
   * @param orNull whether null is in the list
   */
  record Membership(Bound operand, List<Constant> items, boolean orNull) implements Condition {
    @Override
    public boolean nullable() {
      return false;
    }
  }

  record Not(Bound operand) implements Condition {
    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  record Junction(Operator.Connective connective, Bound left, Bound right) implements Condition {
    @Override
    public boolean nullable() {
      return left.nullable() || right.nullable();
    }
  }

  /** What depends on the row. */
  sealed interface Value extends Bound {}

  record Reference(Property property) implements Value {
    @Override
    public EdmType type() {
      return property.type();
    }

    @Override
    public boolean nullable() {
      return property.nullable();
    }
  }

  record Call(Function function, List<Bound> arguments) implements Value {
    @Override
    public EdmType type() {
      return function.result();
    }

    @Override
    public boolean nullable() {
      return arguments.stream().anyMatch(Bound::nullable);
    }
  }

  /** A part of a property's date and time, read in the value's own offset. */
  record Part(DatePart part, Property property) implements Value {
    @Override
    public EdmType type() {
      return part.result();
    }

    @Override
    public boolean nullable() {
      return property.nullable();
    }
  }

  record Arithmetic(Operator.Arithmetic operator, Bound left, Bound right, EdmType type)
      implements Value {
    @Override
    public boolean nullable() {
      return left.nullable() || right.nullable();
    }
  }

  record Negation(Bound operand) implements Value {
    @Override
    public EdmType type() {
      return operand.type();
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }
}
