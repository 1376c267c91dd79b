package gateway.odata;

import java.util.List;
import java.util.Map;

/** A {@code $filter} that can be answered exactly. */
public final class Filter {

  private final Bound condition;

  private Filter(Bound condition) {
    this.condition = condition;
  }

  /** The functions that a filter may call, by the names that OData gives them. */
  public static List<String> functions() {
    return CallBinder.KNOWN;
  }

  /**
   * Reads a {@code $filter}.
   *
   * @param text its decoded value
   * @param aliases decoded values of parameter aliases by name, {@code @} included
   * @throws QueryFault when it is wrong, too large, or cannot be answered exactly
   */
  public static Filter parse(
      String text, Map<String, String> aliases, PropertyTable table, QuerySettings settings)
      throws QueryFault {
    var expression = Parser.expression("$filter", text, aliases);
    return new Filter(new Binder(table, settings).condition(expression, "A filter"));
  }

  /**
   * Gives a condition that holds for exactly the rows that the filter selects; for others it is
   * false or null.
   *
   * @param firstParameter the number of its first parameter, at least 1
   */
  public SqlText sql(int firstParameter) {
    var parameters = new SqlParameters(firstParameter);
    return parameters.text("(" + new ConditionSql(parameters).plain(condition) + ")");
  }
}
