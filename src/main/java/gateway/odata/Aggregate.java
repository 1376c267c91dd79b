package gateway.odata;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is made of the values of a group (OData Data Aggregation 4.0 §3.2.1); null counts for none.
 */
enum Aggregate {
  /** How many rows there are: {@code $count}, which has no method's name. */
  COUNT,
  COUNTDISTINCT,
  MIN,
  MAX;

  private static final List<Aggregate> METHODS = List.of(COUNTDISTINCT, MIN, MAX);

  /** The names of the methods. */
  static List<String> methods() {
    return METHODS.stream().map(method -> method.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** The method of that name, in whatever case it is written. */
  static Optional<Aggregate> method(String name) {
    return METHODS.stream().filter(method -> method.name().equalsIgnoreCase(name)).findFirst();
  }

  boolean isNumber() {
    return this == COUNT || this == COUNTDISTINCT;
  }
}
