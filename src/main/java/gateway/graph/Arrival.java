package gateway.graph;

/** How a request came. */
public sealed interface Arrival {

  /** By itself. */
  record Alone() implements Arrival {}

  /** As a part of a batch. */
  record InBatch() implements Arrival {}

  /**
   * As a part of a batch's atomicity group: all that it reads and changes belongs to this
   * transaction.
   */
  record InGroup(Transaction transaction) implements Arrival {}
}
