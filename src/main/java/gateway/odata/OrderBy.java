package gateway.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An {@code $orderby}, made total by a last key that no two rows share, so that a page can begin
 * after any row.
 */
public final class OrderBy {

  private final List<OrderKey> keys;

  private OrderBy(List<OrderKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads an {@code $orderby}; a collection's default order is read from text in the same way.
   *
   * @param last a property that is never null and different in every row; it comes last, ascending,
   *     unless the text names it itself
   * @throws QueryFault when it is wrong, too large, or has more than {@link Limits#ORDER_KEYS} keys
   */
  public static OrderBy parse(
      String text,
      Map<String, String> aliases,
      PropertyTable table,
      QuerySettings settings,
      Property last)
      throws QueryFault {
    var binder = new Binder(table, settings);
    var keys = new ArrayList<OrderKey>();
    var lastValue = new Bound.Reference(last);
    for (var ordering : Parser.orderings("$orderby", text, aliases)) {
      keys.add(new OrderKey(binder.bind(ordering.expression()), ordering.descending()));
    }
    if (keys.stream().noneMatch(key -> key.value().equals(lastValue))) {
      keys.add(new OrderKey(lastValue, false));
    }
    return new OrderBy(List.copyOf(keys));
  }

  /** How many values {@link #values} selects and {@link #after} takes. */
  public int size() {
    return keys.size();
  }

  /**
   * The keys as they stand after {@code order by}. The statement must select nothing else under the
   * name of a key's column: PostgreSQL would order by that.
   */
  public SqlText sql(int firstParameter) {
    var parameters = new SqlParameters(firstParameter);
    return parameters.text(
        keys.stream().map(key -> key.ordering(parameters)).collect(Collectors.joining(", ")));
  }

  /**
   * A row's own values of the keys, as text columns {@code key_1}, {@code key_2} and so on to
   * select: what {@link #after} continues from.
   */
  public SqlText values(int firstParameter) {
    var parameters = new SqlParameters(firstParameter);
    var columns = new ArrayList<String>();
    for (var key : keys) {
      columns.add("%s as key_%d".formatted(key.exported(parameters), columns.size() + 1));
    }
    return parameters.text(String.join(", ", columns));
  }

  /**
   * Gives a condition that holds for exactly the rows that come after a given one.
   *
   * @param row what {@link #values} selected for it; empty for null
   */
  public SqlText after(List<Optional<String>> row, int firstParameter) {
    if (row.size() != keys.size()) {
      throw new IllegalArgumentException(
          "expected %d values, got %d".formatted(keys.size(), row.size()));
    }
    var parameters = new SqlParameters(firstParameter);
    var positions = new ArrayList<KeyPosition>();
    for (int i = 0; i < keys.size(); i++) {
      positions.add(KeyPosition.of(keys.get(i), row.get(i), parameters));
    }
    return parameters.text("(" + new PageStart(positions).sql() + ")");
  }
}
