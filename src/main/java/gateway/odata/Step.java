package gateway.odata;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The third stage of {@code $apply}: a transformation whose names and types are known to be right.
 * Sorting is no step: it is kept as the order in which rows are cut and answered.
 */
sealed interface Step {

  record Kept(Bound condition) implements Step {}

  /** Passes over the first rows of an order, or keeps no more than the first. */
  record Cut(List<OrderKey> order, long skipped, OptionalLong top) implements Step {}

  /**
   * One row for each combination of values.
   *
   * @param by none: one row for all
   */
  record Grouped(List<Key> by, List<Aggregated> aggregates) implements Step {}

  /** What is grouped by, and the column that it becomes. */
  record Key(Property from, Property to) {}

  /**
   * What is aggregated, and the column that it becomes.
   *
   * @param from empty for {@link Aggregate#COUNT}
   */
  record Aggregated(Aggregate aggregate, Optional<Property> from, Property to) {}
}
