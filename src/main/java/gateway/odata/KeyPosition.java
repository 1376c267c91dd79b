package gateway.odata;

import java.util.List;
import java.util.Optional;

/**
 * Where a row stands in one key of an order, as SQL. Nulls are lowest: first when ascending, last
 * when descending.
 *
 * @param key the key's SQL
 * @param value the parameter with the row's value; empty for null
 */
record KeyPosition(String key, boolean nullable, boolean descending, Optional<String> value) {

  static KeyPosition of(OrderKey key, Optional<String> row, SqlParameters parameters) {
    return new KeyPosition(
        key.sql(parameters),
        key.value().nullable(),
        key.descending(),
        row.map(text -> key.parameter(parameters, text)));
  }

  String same() {
    return value.map(v -> "%s = %s".formatted(key, v)).orElse(key + " is null");
  }

  /** Holds for a row that has another value here; only for rows and values that are not null. */
  String different() {
    return "%s <> %s".formatted(key, value.orElseThrow());
  }

  /**
   * The conditions of which one holds for a row that comes after it in this key; none when no row
   * can.
   */
  List<String> after() {
    if (value.isEmpty()) {
      return descending ? List.of() : List.of(key + " is not null");
    }
    String beyond = "%s %s %s".formatted(key, sign(), value.get());
    return descending && nullable ? List.of(beyond, key + " is null") : List.of(beyond);
  }

  String sign() {
    return descending ? "<" : ">";
  }

  /** Whether the rows from here on are one range of values, without nulls at its end. */
  boolean isRange() {
    return value.isPresent() && !(descending && nullable);
  }
}
