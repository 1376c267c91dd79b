package gateway.operations.retention;

import gateway.operations.retention.Statements.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A transaction that has the history to itself. Every change and every reader waits behind it, and
 * behind whatever it waits for: so it is short, and comes another time when it has to wait.
 */
final class Moment {

  /**
   * For each lock, and for each statement under it. One below what a client notices; a statement
   * that takes longer would have to read a large table.
   */
  private static final String BOUNDS =
      "set local lock_timeout = '200ms'; set local statement_timeout = '500ms'";

  private static final int TRIES = 5;
  private static final Duration BETWEEN = Duration.ofMillis(200);

  /** {@code lock_not_available} and {@code query_canceled}. */
  private static final List<String> BUSY = List.of("55P03", "57014");

  private Moment() {}

  /** What the work gives; empty when it had to wait each time. */
  static <T> Optional<T> of(Statements statements, Work<T> work) throws SQLException {
    for (int i = 0; i < TRIES; i++) {
      if (i > 0) {
        Settling.pause(BETWEEN);
      }
      try {
        return Optional.of(
            statements.inTransaction(() -> {
              statements.execute(BOUNDS);
              return work.run();
            }));
      } catch (SQLException e) {
        if (!BUSY.contains(e.getSQLState())) {
          throw e;
        }
      }
    }
    return Optional.empty();
  }
}
