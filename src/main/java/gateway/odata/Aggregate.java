package gateway.odata;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is made of the values of a group (OData Data Aggregation 4.0 §3.2.1); null counts for none.
 */
enum Aggregate {
  /** How many rows there are: {@code $count}, which has no method's name. */
  COUNT,
  COUNTDISTINCT,
  MIN,
  MAX;

  /** What a message lists. */
  static final String METHODS = "countdistinct, min and max";

  /** The method of that name, in whatever case it is written. */
  static Optional<Aggregate> method(String name) {
    return Stream.of(COUNTDISTINCT, MIN, MAX)
        .filter(method -> method.name().equalsIgnoreCase(name))
        .findFirst();
  }

  boolean isNumber() {
    return this == COUNT || this == COUNTDISTINCT;
  }
}
