package gateway.odata;

import gateway.odata.Transformation.Aggregation;
import gateway.odata.Transformation.Filtering;
import gateway.odata.Transformation.Grouping;
import gateway.odata.Transformation.Heading;
import gateway.odata.Transformation.Identity;
import gateway.odata.Transformation.Skipping;
import gateway.odata.Transformation.Sorting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The second stage of {@code $apply} (OData Aggregation ABNF 4.0, {@code applyExpr}). Expressions
 * inside it are {@link Parser}'s, on the same tokens and the same budget.
 */
final class ApplyParser {

  static final String OPTION = "$apply";

  /** The names of the transformations. */
  static final List<String> TRANSFORMATIONS =
      List.of("aggregate", "filter", "groupby", "identity", "orderby", "skip", "top");

  private static final Pattern SIMPLE_IDENTIFIER =
      Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Nd}_]*");

  /** What an expression reads as something else than a name: nothing could ask for such a one. */
  private static final Set<String> NO_NAMES = Set.of("null", "true", "false", "not");

  private final Tokens tokens;
  private final ParseBudget budget = new ParseBudget();
  private final Parser expressions;

  private ApplyParser(Tokens tokens, Aliases aliases) {
    this.tokens = tokens;
    this.expressions = new Parser(tokens, aliases, budget);
  }

  static List<Transformation> transformations(String text, Map<String, String> aliases)
      throws QueryFault {
    var tokens = new Tokens(OPTION, Lexer.tokens(OPTION, text));
    return new ApplyParser(tokens, new Aliases(aliases, List.of())).all();
  }

  private List<Transformation> all() throws QueryFault {
    var transformations = new ArrayList<Transformation>();
    do {
      budget.transformed(tokens.place(), transformations.size());
      transformations.add(transformation());
    } while (tokens.take('/'));
    if (!(tokens.peek() instanceof Token.End)) {
      throw expected("'/' and another transformation, or the end");
    }
    return transformations;
  }

  private Transformation transformation() throws QueryFault {
    var place = tokens.place();
    budget.node(place);
    if (!(tokens.next() instanceof Token.Word(String name, int _))) {
      throw place.fault(
          "A transformation is missing; there are: %s.".formatted(listed(TRANSFORMATIONS)));
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "identity" -> new Identity();
      case "filter" -> filter(place);
      case "orderby" -> orderBy();
      case "skip" -> new Skipping(rows("skip"));
      case "top" -> new Heading(rows("top"));
      case "aggregate" -> new Grouping(List.of(), aggregates(0));
      case "groupby" -> groupBy();
      default ->
          throw place.fault(
              "The transformation %s is not supported; there are: %s."
                  .formatted(QueryFault.quoted(name), listed(TRANSFORMATIONS)));
    };
  }

  private Transformation filter(Place place) throws QueryFault {
    open();
    var condition = expressions.nested(place, 0);
    tokens.require(')');
    return new Filtering(condition);
  }

  private Transformation orderBy() throws QueryFault {
    open();
    var keys = expressions.orderings();
    tokens.require(')');
    return new Sorting(keys);
  }

  private long rows(String name) throws QueryFault {
    open();
    var place = tokens.place();
    if (!(tokens.next() instanceof Token.Bare(String text, int _))) {
      throw place.fault("%s takes a whole number from 0.".formatted(name));
    }
    close();
    return PageOptions.whole(place, name, text);
  }

  private Transformation groupBy() throws QueryFault {
    open();
    open();
    var by = new ArrayList<Expression.Name>();
    do {
      budget.grouped(tokens.place(), by.size());
      by.add(groupingProperty());
    } while (tokens.take(','));
    close();
    List<Aggregation> aggregates = tokens.take(',') ? aggregatesOfGroups(by.size()) : List.of();
    close();
    return new Grouping(by, aggregates);
  }

  private Expression.Name groupingProperty() throws QueryFault {
    var place = tokens.place();
    if (tokens.peek().isWord("rollup") || tokens.peek().isWord("rolluprecursive")) {
      throw place.fault(
          "%s is not supported; ask for each level by a groupby of its own."
              .formatted(tokens.peek().shown()));
    }
    if (expressions.nested(place, 0) instanceof Expression.Name name) {
      return name;
    }
    throw place.fault("groupby takes properties by their names, not expressions.");
  }

  private List<Aggregation> aggregatesOfGroups(int width) throws QueryFault {
    var place = tokens.place();
    boolean found = tokens.takeWord("aggregate");
    var aggregates = found ? aggregates(width) : List.<Aggregation>of();
    if (!found || tokens.peek().is('/')) {
      throw place.fault(
          "Inside groupby only one aggregate is supported; put other transformations before or after groupby.");
    }
    return aggregates;
  }

  private List<Aggregation> aggregates(int width) throws QueryFault {
    open();
    var aggregates = new ArrayList<Aggregation>();
    do {
      budget.grouped(tokens.place(), width + aggregates.size());
      aggregates.add(aggregation());
    } while (tokens.take(','));
    close();
    return aggregates;
  }

  private Aggregation aggregation() throws QueryFault {
    var place = tokens.place();
    if (!(expressions.nested(place, 0) instanceof Expression.Name of)) {
      throw place.fault("aggregate takes $count, or a property by its name; not an expression.");
    }
    var aggregate = of.path().equals("$count") ? count() : method();
    if (tokens.peek().isWord("from")) {
      throw tokens
          .place()
          .fault("'from' is not supported; write a groupby, '/' and another aggregate.");
    }
    if (!tokens.takeWord("as")) {
      throw expected("'as' and an alias, as in $count as N");
    }
    var at = tokens.place();
    return new Aggregation(aggregate, of, at, alias(at));
  }

  private Aggregate count() throws QueryFault {
    if (tokens.peek().isWord("with")) {
      throw tokens.place().fault("$count takes no method; write '$count as' and an alias.");
    }
    return Aggregate.COUNT;
  }

  private Aggregate method() throws QueryFault {
    if (!tokens.takeWord("with")) {
      throw expected("'with' and a method, one of %s".formatted(listed(Aggregate.methods())));
    }
    var place = tokens.place();
    var token = tokens.next();
    var method =
        token instanceof Token.Word(String name, int _)
            ? Aggregate.method(name)
            : Optional.<Aggregate>empty();
    return method.orElseThrow(() ->
        place.fault(
            "The aggregation method %s is not supported; there are %s."
                .formatted(token.shown(), listed(Aggregate.methods()))));
  }

  /** Names as a sentence has them. */
  private static String listed(List<String> names) {
    return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  private String alias(Place place) throws QueryFault {
    if (tokens.next() instanceof Token.Word(String alias, int _)
        && SIMPLE_IDENTIFIER.matcher(alias).matches()
        && !NO_NAMES.contains(alias.toLowerCase(Locale.ROOT))
        && alias.codePointCount(0, alias.length()) <= Limits.ALIAS_CHARACTERS) {
      return alias;
    }
    throw place.fault(
        "An alias is a letter or '_', then letters, digits and '_', at most %d in all; %s are none."
            .formatted(
                Limits.ALIAS_CHARACTERS, String.join(", ", NO_NAMES.stream().sorted().toList())));
  }

  private void open() throws QueryFault {
    if (!tokens.take('(')) {
      throw expected("'('");
    }
  }

  private void close() throws QueryFault {
    if (!tokens.take(')')) {
      throw expected("',' or ')'");
    }
  }

  private QueryFault expected(String what) {
    return tokens.place().fault("Expected %s, found %s.".formatted(what, tokens.peek().shown()));
  }
}
