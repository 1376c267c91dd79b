package gateway.operations.retention;

import gateway.operations.OwnerConnection;
import gateway.operations.StartupFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * The command {@code maintain}: makes the months of the history that lie ahead, as its owner; a
 * scheduled job's work. Entries of a month that has none go to the default partition, from where
 * only an operator moves them (docs/runbook.md).
 */
public final class Maintenance {

  /** As the migration makes them: a job that fails for months is still no emergency. */
  private static final int MONTHS_AHEAD = 12;

  private static final String MONTH =
      "select to_char(date_trunc('month', now() at time zone 'UTC') + make_interval(months => ?), 'YYYY-MM')";

  private static final String MAKE = "select make_history_month(to_date(?, 'YYYY-MM'))";

  /** {@code check_violation}: the default partition has rows of the month. */
  private static final String HAS_ROWS = "23514";

  private final Statements statements;
  private final List<String> unmade = new ArrayList<>();
  private int made;

  private Maintenance(Statements statements) {
    this.statements = statements;
  }

  /**
   * Gives what was done, in one line.
   *
   * @throws StartupFailure when a setting is missing, the database refuses, or a month that should
   *     be there could not be made
   */
  public static String run(Config config) {
    return OwnerConnection.run(
        config, "maintenance", connection -> new Maintenance(new Statements(connection)).run());
  }

  private String run() throws SQLException {
    for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
      make(statements.first(MONTH, row -> row.getString(1), ahead).orElseThrow());
    }
    if (!unmade.isEmpty()) {
      throw new StartupFailure(
          "The default partition has entries of %s, so that month cannot be made; docs/runbook.md (GatewayPartitionsRunOut) says how to move them. Of the other months %d partitions were made."
              .formatted(String.join(", ", unmade), made));
    }
    return "The history has its partitions for %d months ahead; %d were made."
        .formatted(MONTHS_AHEAD, made);
  }

  private void make(String month) throws SQLException {
    try {
      made +=
          Moment.of(
                  statements,
                  () -> statements.first(MAKE, row -> row.getInt(1), month).orElseThrow())
              .orElseThrow(() ->
                  new StartupFailure(
                      "%s is not made: the history is in use all the time, or its default partition takes longer than half a second to look through. The next run tries again."
                          .formatted(month)));
    } catch (SQLException refused) {
      if (!HAS_ROWS.equals(refused.getSQLState())) {
        throw refused;
      }
      unmade.add(month);
    }
  }
}
