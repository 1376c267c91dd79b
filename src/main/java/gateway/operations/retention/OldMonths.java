package gateway.operations.retention;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;

/**
 * Drops the partitions of the history that are wholly older and empty. A log whose last bundle has
 * still a place keeps its entries, and with them their months; the default partition stays.
 */
final class OldMonths {

  private static final List<String> PARENTS = List.of("history_entry", "history_personal");

  private static final String STATISTICS = "analyze audit, log_leaf, log_salt, \"%s_default\"";

  private static final String OLDER =
      """
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = ?::regclass and c.relname ~ ('^' || ?::text || '_[0-9]{4}_[0-9]{2}$') and c.relname < ?
      order by c.relname
      """;

  private final Statements statements;
  private final PrintStream out;
  private final PrintStream err;

  OldMonths(Statements statements, PrintStream out, PrintStream err) {
    this.statements = statements;
    this.out = out;
    this.err = err;
  }

  /**
   * Counts what there is: a plan that believes that a month is as small as it once was reads all of
   * it for each entry.
   */
  void count(YearMonth month) throws SQLException {
    for (String parent : PARENTS) {
      statements.execute(STATISTICS.formatted(parent));
      for (String partition : before(month, parent)) {
        statements.execute("analyze \"%s\"".formatted(partition));
      }
    }
  }

  private List<String> before(YearMonth month, String parent) throws SQLException {
    return statements.rows(
        OLDER,
        row -> row.getString(1),
        parent,
        parent,
        "%s_%d_%02d".formatted(parent, month.getYear(), month.getMonthValue()));
  }

  /** Drops those of before a month; whether all could be that should. */
  boolean drop(YearMonth month) throws SQLException {
    for (String parent : PARENTS) {
      for (String partition : before(month, parent)) {
        if (isEmpty(partition)) {
          // What is left of deleted rows would make the last look under the lock a long one.
          statements.execute("vacuum \"%s\"".formatted(partition));
          if (!drop(parent, partition)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean drop(String parent, String partition) throws SQLException {
    var dropped = Moment.of(statements, () -> dropped(parent, partition));
    if (dropped.isEmpty()) {
      err.println(
          "The partition %s is empty, and the history in use all the time; the next run drops it."
              .formatted(partition));
    } else if (dropped.get()) {
      out.println("The partition %s is dropped.".formatted(partition));
    }
    return dropped.isPresent();
  }

  private boolean dropped(String parent, String partition) throws SQLException {
    statements.execute(
        "lock table only \"%s\", only \"%s\" in access exclusive mode"
            .formatted(parent, partition));
    boolean empty = isEmpty(partition);
    if (empty) {
      statements.execute("drop table \"%s\"".formatted(partition));
    }
    return empty;
  }

  private boolean isEmpty(String partition) throws SQLException {
    return statements
        .first(
            "select not exists (select from \"%s\")".formatted(partition), row -> row.getBoolean(1))
        .orElseThrow();
  }
}
