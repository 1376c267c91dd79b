package gateway.odata;

import gateway.odata.Expression.Ordering;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The second stage: tokens to an untyped tree, by precedence climbing (OData 4.01 URL Conventions
 * §5.1.1.16). It recurses only where {@link ParseBudget} counts a level. Parameter aliases are read
 * where they are used, so that the tree has none.
 */
final class Parser {

  private static final int UNARY = 6;

  private final Tokens tokens;
  private final Aliases aliases;
  private final ParseBudget budget;

  Parser(Tokens tokens, Aliases aliases, ParseBudget budget) {
    this.tokens = tokens;
    this.aliases = aliases;
    this.budget = budget;
  }

  /** Reads an option whose value is one expression. */
  static Expression expression(String option, String text, Map<String, String> aliases)
      throws QueryFault {
    return of(option, text, aliases).whole();
  }

  /**
   * Reads an option whose value is a list of expressions, each with {@code asc} or {@code desc} or
   * neither.
   */
  static List<Ordering> orderings(String option, String text, Map<String, String> aliases)
      throws QueryFault {
    var parser = of(option, text, aliases);
    var orderings = parser.orderings();
    parser.tokens.requireEnd();
    return orderings;
  }

  private static Parser of(String option, String text, Map<String, String> aliases)
      throws QueryFault {
    return new Parser(
        new Tokens(option, Lexer.tokens(option, text)),
        new Aliases(aliases, List.of()),
        new ParseBudget());
  }

  private Expression whole() throws QueryFault {
    var expression = binary(0);
    tokens.requireEnd();
    return expression;
  }

  List<Ordering> orderings() throws QueryFault {
    var orderings = new ArrayList<Ordering>();
    do {
      budget.sorted(tokens.place(), orderings.size());
      var expression = binary(0);
      boolean descending = tokens.takeWord("desc");
      if (!descending) {
        tokens.skipWord("asc");
      }
      orderings.add(new Ordering(expression, descending));
    } while (tokens.take(','));
    return orderings;
  }

  /** Reads operands joined by operators of this level and of those that bind closer. */
  private Expression binary(int level) throws QueryFault {
    var left = unary();
    var operator = tokens.operator().filter(o -> o.level() >= level);
    while (operator.isPresent()) {
      var place = node();
      tokens.skip();
      left = new Expression.Binary(place, operator.get(), left, binary(operator.get().level() + 1));
      operator = tokens.operator().filter(o -> o.level() >= level);
    }
    return left;
  }

  private Expression unary() throws QueryFault {
    var place = tokens.place();
    if (tokens.takeWord("not")) {
      return new Expression.Not(counted(place), nested(place, UNARY));
    }
    if (tokens.take('-')) {
      return new Expression.Negation(counted(place), nested(place, UNARY));
    }
    return postfix(primary());
  }

  private Expression postfix(Expression operand) throws QueryFault {
    var result = operand;
    while (tokens.peek().isWord("in") || tokens.peek().isWord("has")) {
      var place = node();
      if (tokens.takeWord("has")) {
        throw place.fault(
            "'has' asks for a flag, and no property here is an enumeration of flags; use 'eq' or"
                + " 'in'.");
      }
      tokens.skip();
      result = new Expression.Membership(place, result, list());
    }
    return result;
  }

  private Expression primary() throws QueryFault {
    var place = tokens.place();
    if (tokens.take('(')) {
      return parenthesised(place);
    }
    budget.node(place);
    return switch (tokens.next()) {
      case Token.Literal literal -> Expression.literal(place, literal);
      case Token.Alias(String name, int _) -> alias(place, name);
      case Token.Word(String text, int _) -> word(place, text);
      case Token.Symbol symbol ->
          throw place.fault(
              "Expected a property, a literal or a function, found %s.".formatted(symbol.shown()));
      case Token.End _ ->
          throw place.fault(
              "The expression ends where a property, a literal or a function is expected.");
    };
  }

  private Expression word(Place place, String text) throws QueryFault {
    var path = new StringBuilder(text);
    while (tokens.take('/')) {
      path.append('/').append(tokens.word());
    }
    if (tokens.peek().is('(')) {
      return call(place, path.toString());
    }
    return switch (path.toString().toLowerCase(Locale.ROOT)) {
      case "null" -> new Expression.NullLiteral(place);
      case "true" -> new Expression.BooleanLiteral(place, true);
      case "false" -> new Expression.BooleanLiteral(place, false);
      default -> new Expression.Name(place, path.toString());
    };
  }

  private Expression call(Place place, String function) throws QueryFault {
    RefusedFunction.requireAnswerable(place, function);
    tokens.skip();
    var arguments = new ArrayList<Expression>();
    if (!tokens.take(')')) {
      do {
        arguments.add(nested(place, 0));
      } while (tokens.take(','));
      tokens.require(')');
    }
    return new Expression.Call(place, function, List.copyOf(arguments));
  }

  private Expression parenthesised(Place place) throws QueryFault {
    var inner = nested(place, 0);
    tokens.require(')');
    return inner;
  }

  /**
   * What {@code in} looks into: literals in parentheses, a JSON array, or an alias that stands for
   * one of these.
   */
  private List<Expression> list() throws QueryFault {
    var place = tokens.place();
    if (tokens.peek() instanceof Token.Alias(String name, int _)) {
      tokens.skip();
      return aliased(place, name, List.of(), Parser::wholeList);
    }
    boolean array = tokens.take('[');
    if (!array && !tokens.take('(')) {
      throw place.fault("A list must follow 'in', as in ('a','b') or [\"a\",\"b\"].");
    }
    char end = array ? ']' : ')';
    var items = new ArrayList<Expression>();
    if (tokens.take(end)) {
      return items;
    }
    do {
      budget.listed(tokens.place(), items.size());
      items.add(item());
    } while (tokens.take(','));
    tokens.require(end);
    return items;
  }

  /** One value of a list: not counted as a node, because lists have a limit of their own. */
  private Expression item() throws QueryFault {
    var place = tokens.place();
    return switch (tokens.next()) {
      case Token.Literal literal -> Expression.literal(place, literal);
      case Token.Alias(String name, int _) -> alias(place, name);
      case Token.Word(String text, int _) when !tokens.peek().is('(') -> word(place, text);
      case Token other ->
          throw place.fault("The list of 'in' holds literals, found %s.".formatted(other.shown()));
    };
  }

  private List<Expression> wholeList() throws QueryFault {
    var items = list();
    tokens.requireEnd();
    return items;
  }

  private Expression alias(Place place, String name) throws QueryFault {
    return aliased(place, name, new Expression.NullLiteral(place), Parser::whole);
  }

  private interface Reading<T> {
    T of(Parser parser) throws QueryFault;
  }

  /** An alias without a value stands for null (OData 4.01 Protocol, "Parameter Aliases"). */
  private <T> T aliased(Place place, String name, T absent, Reading<T> reading) throws QueryFault {
    var text = aliases.value(name);
    if (text.isEmpty()) {
      return absent;
    }
    var inside = aliases.inside(place, name);
    budget.enter(place);
    var result =
        reading.of(new Parser(new Tokens(name, Lexer.tokens(name, text.get())), inside, budget));
    budget.leave();
    return result;
  }

  Expression nested(Place place, int level) throws QueryFault {
    budget.enter(place);
    var result = binary(level);
    budget.leave();
    return result;
  }

  private Place node() throws QueryFault {
    return counted(tokens.place());
  }

  private Place counted(Place place) throws QueryFault {
    budget.node(place);
    return place;
  }
}
