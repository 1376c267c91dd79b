package gateway.odata;

/**
 * How a property lies in its table. Names are SQL text, qualified where the statement needs it;
 * they come from our own code, never from a request.
 */
public sealed interface Column {

  /**
   * One column whose SQL type is the property's own: {@code text collate "C"}, {@code smallint} for
   * an enumeration, {@code bigint}, {@code uuid}, {@code boolean}.
   */
  record Plain(String name) implements Column {}

  /**
   * A {@link DateTimeOffset} as it was sent, and its instant.
   *
   * @param characters a {@code text} column
   * @param ticks a {@code bigint} column, see {@link DateTimeOffset#ticks}
   */
  record CharactersAndTicks(String characters, String ticks) implements Column {}

  /** A {@code timestamptz} column: whole microseconds of the years 1 to 9999, read in UTC. */
  record Timestamp(String name) implements Column {}
}
