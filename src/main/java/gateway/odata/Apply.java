package gateway.odata;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * An {@code $apply} that can be answered exactly (OData Data Aggregation 4.0 §3), with the options
 * that work on its result.
 *
 * <p>Values are told apart as {@code eq} does: dates with times by their instants. Nulls are a
 * group of their own, and count for nothing in an aggregate.
 */
public final class Apply {

  private final ApplySql sql;
  private final List<ResultProperty> result;
  private final List<OrderKey> order;
  private final long skip;
  private final OptionalLong top;

  Apply(
      ApplySql sql,
      List<ResultProperty> result,
      List<OrderKey> order,
      long skip,
      OptionalLong top) {
    this.sql = sql;
    this.result = List.copyOf(result);
    this.order = order;
    this.skip = skip;
    this.top = top;
  }

  /** The transformations that there are, by the names that OData gives them. */
  public static List<String> transformations() {
    return ApplyParser.TRANSFORMATIONS;
  }

  /** The methods of {@code aggregate}, beside {@code $count}. */
  public static List<String> methods() {
    return Aggregate.methods();
  }

  /**
   * Reads {@code $apply}, and {@code $filter}, {@code $orderby}, {@code $skip} and {@code $top},
   * which work on its result.
   *
   * @param usualOrder an {@code $orderby} that rows have before anything else is said of their
   *     order
   * @param last a property that is different in every row
   * @throws QueryFault when one is wrong, too large, or cannot be answered exactly
   */
  public static Apply parse(
      QueryOptions options,
      PropertyTable properties,
      String usualOrder,
      Property last,
      QuerySettings settings)
      throws QueryFault {
    var binder = new ApplyBinder(properties, settings);
    binder.sort(Parser.orderings("$orderby", usualOrder + "," + last.name(), options.aliases()));
    var transformations =
        ApplyParser.transformations(
            options.get(ApplyParser.OPTION).orElseThrow(), options.aliases());
    for (var transformation : transformations) {
      binder.add(transformation);
    }
    var filter = options.get("$filter");
    if (filter.isPresent()) {
      binder.filter(Parser.expression("$filter", filter.get(), options.aliases()));
    }
    var orderBy = options.get("$orderby");
    if (orderBy.isPresent()) {
      binder.sort(Parser.orderings("$orderby", orderBy.get(), options.aliases()));
    }
    var skip = options.get("$skip");
    var top = options.get("$top");
    return binder.bound(
        skip.isPresent() ? PageOptions.skip(skip.get()) : 0,
        top.isPresent() ? OptionalLong.of(PageOptions.top(top.get())) : OptionalLong.empty());
  }

  /** The properties of a row in their order; none when the rows are entities, still whole. */
  public List<ResultProperty> result() {
    return result;
  }

  /**
   * The rows in their order, which is total. Where they are entities, each begins with {@code
   * entity}; else it is {@code shown}.
   *
   * @param entity the columns that an entity is read from, as SQL
   * @param scan the collection's rows: SQL from {@code from} on, its parameters below {@code
   *     firstParameter}
   * @param shown which of {@link #result}, at least one where there are some
   * @param atMost how many to give; {@code $top} may want fewer
   */
  public SqlText rows(
      String entity,
      String scan,
      Collection<ResultProperty> shown,
      long atMost,
      int firstParameter) {
    var parameters = new SqlParameters(firstParameter);
    String columns =
        result.isEmpty()
            ? "*"
            : shown.stream()
                .map(shownProperty -> ApplySql.name(shownProperty.property().column()))
                .collect(Collectors.joining(", "));
    String rows = sql.rows(result.isEmpty() ? entity + ", " : "", scan, parameters);
    long limit = Math.min(atMost, top.orElse(Long.MAX_VALUE));
    return parameters.text(
        "select %s from (%s) as t%s limit %s%s"
            .formatted(
                columns,
                rows,
                ApplySql.ordered(order, parameters),
                parameters.add(limit, "int8"),
                skip > 0 ? " offset " + parameters.add(skip, "int8") : ""));
  }

  /** How many rows there are, {@code $skip} and {@code $top} left aside. */
  public SqlText count(String scan, int firstParameter) {
    var parameters = new SqlParameters(firstParameter);
    return parameters.text(
        "select count(*) from (%s) as t".formatted(sql.rows("", scan, parameters)));
  }
}
