package gateway.odata;

import java.util.List;

/** The second stage: an expression as it is written, before anyone knows what its names mean. */
sealed interface Expression {

  Place place();

  static Expression literal(Place place, Token.Literal token) {
    return switch (token) {
      case Token.Quoted(String text, int _) -> new TextLiteral(place, text);
      case Token.Bare(String text, int _) -> new BareLiteral(place, text);
      case Token.Prefixed(String prefix, String text, int _) ->
          new PrefixedLiteral(place, prefix, text);
    };
  }

  record NullLiteral(Place place) implements Expression {}

  record BooleanLiteral(Place place, boolean value) implements Expression {}

  record TextLiteral(Place place, String value) implements Expression {}

  /** A number, date, time or GUID: what is written without quotes and is no name. */
  record BareLiteral(Place place, String text) implements Expression {}

  record PrefixedLiteral(Place place, String prefix, String text) implements Expression {}

  /**
   * A property, or the member of an enumeration: only the binder can tell. A path's segments are
   * joined by {@code /}.
   */
  record Name(Place place, String path) implements Expression {}

  record Call(Place place, String function, List<Expression> arguments) implements Expression {}

  record Not(Place place, Expression operand) implements Expression {}

  record Negation(Place place, Expression operand) implements Expression {}

  record Binary(Place place, Operator operator, Expression left, Expression right)
      implements Expression {}

  record Membership(Place place, Expression operand, List<Expression> items)
      implements Expression {}

  /** One key of an order, as {@code $orderby} lists them: an expression and its direction. */
  record Ordering(Expression expression, boolean descending) {}
}
