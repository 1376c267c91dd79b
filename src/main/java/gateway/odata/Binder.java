package gateway.odata;

import gateway.odata.Bound.Condition;
import gateway.odata.EdmType.Enumeration;
import gateway.odata.EdmType.Primitive;
import gateway.odata.Operator.Connective;
import gateway.odata.Operator.Relation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The third stage: gives names and literals their meaning, checks every type, and settles what null
 * makes of each operator.
 */
final class Binder {

  private final PropertyTable table;
  private final Members members;
  private final ConstantReader constants;
  private final CallBinder calls;

  Binder(PropertyTable table, QuerySettings settings) {
    this.table = table;
    this.members = new Members(settings.unknownMembers());
    this.constants = new ConstantReader(table, members);
    this.calls = new CallBinder(this, settings.now());
  }

  /** Binds an expression that must be true, false or null for a row. */
  Bound condition(Expression expression, String user) throws QueryFault {
    var bound = bind(expression);
    if (bound instanceof Bound.Null) {
      return new Bound.Null(Primitive.BOOLEAN);
    }
    if (bound.type() != Primitive.BOOLEAN) {
      throw expression
          .place()
          .fault(
              "%s needs what is true or false; this is %s.".formatted(user, bound.type().label()));
    }
    return bound;
  }

  Bound bind(Expression expression) throws QueryFault {
    return switch (expression) {
      case Expression.NullLiteral _ -> new Bound.Null(Primitive.STRING);
      case Expression.BooleanLiteral(Place _, boolean value) -> new Constant.Truth(value);
      case Expression.TextLiteral(Place _, String value) -> new Constant.Text(value);
      case Expression.BareLiteral literal -> Literals.bare(literal);
      case Expression.PrefixedLiteral literal -> constants.prefixed(literal);
      case Expression.Name name -> property(name);
      case Expression.Call call -> calls.bind(call);
      case Expression.Not not -> not(not);
      case Expression.Negation negation -> negation(negation);
      case Expression.Membership membership -> membership(membership);
      case Expression.Binary(Place place, Operator operator, Expression left, Expression right) ->
          switch (operator) {
            case Connective connective -> junction(connective, left, right);
            case Relation relation -> comparison(relation, place, left, right);
            case Operator.Arithmetic arithmetic -> arithmetic(arithmetic, place, left, right);
          };
    };
  }

  private Bound property(Expression.Name name) throws QueryFault {
    var found = table.find(name.path());
    if (found.isPresent()) {
      return new Bound.Reference(found.get());
    }
    if (name.path().startsWith("$")) {
      throw name.place()
          .fault(
              "%s is not supported; name the property by itself."
                  .formatted(QueryFault.quoted(name.path())));
    }
    if (name.path().equals("INF") || name.path().equals("NaN")) {
      throw name.place()
          .fault(
              "'%s' is not supported: no property here is a floating-point number."
                  .formatted(name.path()));
    }
    throw name.place().fault(table.unknown(name.path()));
  }

  /**
   * Binds an operand that may be an enumeration's bare member, which only the type of its peer can
   * tell from a property. The type of a null says nothing of its peer.
   */
  private Bound bindAgainst(Bound peer, Expression expression) throws QueryFault {
    if (isNull(peer)) {
      return bind(expression);
    }
    if (expression instanceof Expression.Name(Place place, String name)
        && isBareMember(expression)) {
      if (peer.type() instanceof Enumeration type) {
        return members.member(place, type, name);
      }
      if (peer.type() == Primitive.STRING && peer instanceof Bound.Value && !name.startsWith("$")) {
        throw place.fault(table.unknown(name) + " A text stands in single quotes.");
      }
    }
    return constants.as(peer.type(), expression.place(), bind(expression));
  }

  private boolean isBareMember(Expression expression) {
    return expression instanceof Expression.Name name && table.find(name.path()).isEmpty();
  }

  private Bound comparison(Relation relation, Place place, Expression left, Expression right)
      throws QueryFault {
    if (isBareMember(left) && !isBareMember(right)) {
      return comparison(relation.mirrored(), place, right, left);
    }
    var unread = bind(left);
    var second = bindAgainst(unread, right);
    var first = constants.as(second.type(), left.place(), unread);
    if (!comparable(first, second)) {
      throw ConstantReader.incomparable(place, first, second);
    }
    return first instanceof Constant && !(second instanceof Constant)
        ? compared(relation.mirrored(), second, first)
        : compared(relation, first, second);
  }

  private static boolean isNull(Bound bound) {
    return bound instanceof Bound.Null;
  }

  private static boolean comparable(Bound left, Bound right) {
    return isNull(left)
        || isNull(right)
        || left.type().equals(right.type())
        || (left.type().isNumber() && right.type().isNumber());
  }

  private Bound compared(Relation relation, Bound left, Bound right) {
    if (isNull(left) || isNull(right)) {
      return comparedWithNull(relation, isNull(left) ? right : left);
    }
    return right instanceof Constant.Member member && members.isMask(member)
        ? members.compareWithMask(relation, left, member)
        : new Bound.Comparison(relation, left, right);
  }

  private static Bound comparedWithNull(Relation relation, Bound operand) {
    var isNull = isNull(operand) ? new Constant.Truth(true) : new Bound.IsNull(operand);
    return switch (relation) {
      case EQ, GE, LE -> isNull;
      case NE -> new Bound.Not(isNull);
      case GT, LT -> new Constant.Truth(false);
    };
  }

  private Bound membership(Expression.Membership membership) throws QueryFault {
    var operand = bind(membership.operand());
    var items = new ArrayList<Constant>();
    boolean orNull = false;
    boolean orMask = false;
    for (var item : membership.items()) {
      switch (bindAgainst(operand, item)) {
        case Bound.Null _ -> orNull = true;
        case Constant constant when !comparable(operand, constant) ->
            throw ConstantReader.incomparable(item.place(), operand, constant);
        case Constant constant when members.isMask(constant) -> orMask = true;
        case Constant constant -> items.add(constant);
        case Condition _, Bound.Value _ ->
            throw item.place().fault("The list of 'in' holds literals, not properties.");
      }
    }
    if (isNull(operand)) {
      return new Constant.Truth(orNull);
    }
    var listed = new Bound.Membership(operand, List.copyOf(items), orNull);
    return orMask ? new Bound.Junction(Connective.OR, listed, aboveSentinel(operand)) : listed;
  }

  private Bound aboveSentinel(Bound operand) {
    var type = (Enumeration) operand.type();
    return members.compareWithMask(
        Relation.EQ, operand, new Constant.Member(type, type.sentinel().orElseThrow()));
  }

  private Bound junction(Connective connective, Expression left, Expression right)
      throws QueryFault {
    String user = "Each side of '%s'".formatted(connective.word());
    return new Bound.Junction(connective, condition(left, user), condition(right, user));
  }

  private Bound not(Expression.Not not) throws QueryFault {
    return new Bound.Not(
        condition(
            not.operand(),
            "'not' binds closer than comparisons, which go in parentheses after it; it"));
  }

  private Bound arithmetic(
      Operator.Arithmetic operator, Place place, Expression left, Expression right)
      throws QueryFault {
    var first = bind(left);
    var second = operandOf(operator, first.type(), right);
    var adjusted =
        isNull(first) ? new Bound.Null(isNull(second) ? Primitive.INT64 : second.type()) : first;
    boolean fromDay = operator == Operator.Arithmetic.SUB && first instanceof Constant.Day;
    return new ArithmeticBinder(place, operator)
        .bind(fromDay ? constants.as(second.type(), left.place(), adjusted) : adjusted, second);
  }

  private Bound operandOf(Operator.Arithmetic operator, EdmType first, Expression right)
      throws QueryFault {
    var second = bind(right);
    boolean isDate =
        first == Primitive.DATE_TIME_OFFSET
            || first == Primitive.DATE
            || first == Primitive.DURATION;
    if (isNull(second)) {
      return new Bound.Null(isDate ? Primitive.DURATION : Primitive.INT64);
    }
    if (isDate && second instanceof Constant.Text) {
      return constants.as(Primitive.DURATION, right.place(), second);
    }
    return operator == Operator.Arithmetic.SUB && second instanceof Constant.Day
        ? constants.as(first, right.place(), second)
        : second;
  }

  private Bound negation(Expression.Negation negation) throws QueryFault {
    var operand = bind(negation.operand());
    return switch (operand) {
      case Bound.Null _ -> new Bound.Null(Primitive.INT64);
      case Constant.Numeric(BigDecimal value) -> new Constant.Numeric(value.negate());
      case Constant.Span(long ticks) -> new Constant.Span(-ticks);
      case Bound other when other.type().isNumber() || other.type() == Primitive.DURATION ->
          new Bound.Negation(other);
      case Bound other ->
          throw negation
              .place()
              .fault(
                  "'-' needs a number or a duration; this is %s.".formatted(other.type().label()));
    };
  }
}
