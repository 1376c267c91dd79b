package gateway.odata;

import gateway.odata.Expression.Ordering;
import java.util.List;

/**
 * The second stage of {@code $apply}: a transformation as it is written, before anyone knows what
 * its names mean (OData Data Aggregation 4.0 §3).
 */
sealed interface Transformation {

  /** The set as it is. */
  record Identity() implements Transformation {}

  record Filtering(Expression condition) implements Transformation {}

  record Sorting(List<Ordering> keys) implements Transformation {}

  record Skipping(long rows) implements Transformation {}

  record Heading(long rows) implements Transformation {}

  /**
   * {@code groupby}; {@code aggregate} by itself is a grouping by nothing, which makes one group
   * even of no rows.
   */
  record Grouping(List<Expression.Name> by, List<Aggregation> aggregates)
      implements Transformation {}

  /**
   * One expression of {@code aggregate}.
   *
   * @param of what is aggregated; {@code $count} for {@link Aggregate#COUNT}
   * @param at where the alias stands
   */
  record Aggregation(Aggregate aggregate, Expression.Name of, Place at, String alias) {}
}
