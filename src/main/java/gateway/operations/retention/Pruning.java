package gateway.operations.retention;

import gateway.operations.retention.Stages.Stage;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;

/**
 * A run over all logs, one after the other. What happens to each, in this order, and why a run that
 * is killed anywhere leaves nothing that a verifier or the next run cannot cope with, is in {@code
 * docs/decisions/0018-retention.md}.
 */
final class Pruning {

  /** What its entries name as the application. */
  static final String COMMAND = "prune";

  /** Held by the session; any number that nobody else uses. */
  static final long LOCK = 0x7072756e65L;

  /** Logs that stand still one after the other: then no pod runs, and waiting for each is vain. */
  private static final int MOST_STANDING_STILL = 3;

  private static final String NEXT =
      """
      select tenant_id from log_head
      where size > 0 and (?::text = '' or tenant_id > nullif(?::text, '')::uuid) order by tenant_id limit 1
      """;

  private final Statements statements;
  private final PrintStream out;
  private final PrintStream err;
  private final Settling settling;
  private final Stages stages;

  Pruning(
      Statements statements, PrintStream out, PrintStream err, Duration patience, Stages stages) {
    this.statements = statements;
    this.out = out;
    this.err = err;
    this.settling = new Settling(statements, patience);
    this.stages = stages;
  }

  /** Whether all was done that there was to do. */
  boolean run(int age, boolean dry) throws SQLException {
    if (!statements
        .first("select pg_try_advisory_lock(?)", row -> row.getBoolean(1), LOCK)
        .orElseThrow()) {
      err.println("Another prune is at work on this database.");
      return false;
    }
    var month =
        statements
            .first(
                "select date_trunc('month', (now() at time zone 'UTC') - make_interval(months => ?)) at time zone 'UTC'",
                row -> row.getObject(1, OffsetDateTime.class),
                age)
            .orElseThrow();
    var months = new OldMonths(statements, out, err);
    if (!dry) {
      months.count(YearMonth.from(month));
    }
    boolean done = logs(month, UUID.randomUUID(), dry);
    return done && (dry || months.drop(YearMonth.from(month)));
  }

  private boolean logs(OffsetDateTime month, UUID run, boolean dry) throws SQLException {
    int unfinished = 0;
    int inTurn = 0;
    for (var tenant = next(Optional.empty()); tenant.isPresent(); tenant = next(tenant)) {
      try {
        var log = new PrunedLog(statements, tenant.get());
        if (dry) {
          tell(log, month);
        } else {
          prune(log, month, run);
        }
        inTurn = 0;
      } catch (Unfinished reason) {
        unfinished++;
        err.println("tenant %s: %s.".formatted(tenant.get(), reason.getMessage()));
        if (reason instanceof Unfinished.StandsStill && ++inTurn == MOST_STANDING_STILL) {
          err.println("The logs behind it were not looked at.");
          return false;
        }
      }
    }
    return unfinished == 0;
  }

  private Optional<UUID> next(Optional<UUID> last) throws SQLException {
    String behind = last.map(UUID::toString).orElse("");
    return statements.first(NEXT, row -> row.getObject(1, UUID.class), behind, behind);
  }

  private void tell(PrunedLog log, OffsetDateTime month) throws SQLException {
    var head = log.head();
    long oldest = log.oldest().orElse(head.pruned());
    long cut = log.cut(head, month);
    if (cut > oldest) {
      out.println(
          "tenant %s: %d entries of before %s would go."
              .formatted(log.tenant(), cut - oldest, YearMonth.from(month)));
    }
  }

  private void prune(PrunedLog log, OffsetDateTime month, UUID run) throws SQLException {
    long deleted = delete(log);
    var head = log.head();
    long cut = log.cut(head, month);
    int snapshots = 0;
    if (cut > head.pruned()) {
      snapshots = new Snapshots(statements, run).make(log.tenant(), head.pruned(), cut);
      reached(Stage.SNAPSHOTS_MADE, log);
      settling.await(log.tenant());
      reached(Stage.SNAPSHOTS_SETTLED, log);
      log.giveUp(cut, month, run);
      reached(Stage.PRUNING_SAID, log);
      deleted += delete(log);
    }
    if (deleted > 0) {
      out.println(
          "tenant %s: %d entries of before %s are pruned, %d audits have a snapshot; its log begins at %d."
              .formatted(
                  log.tenant(), deleted, YearMonth.from(month), snapshots, log.head().pruned()));
    }
  }

  /** What was given up, now or by a run that came to no end; the log has to say so first. */
  private long delete(PrunedLog log) throws SQLException {
    if (log.oldest().orElse(Long.MAX_VALUE) >= log.head().pruned()) {
      return 0;
    }
    settling.await(log.tenant());
    reached(Stage.PRUNING_SETTLED, log);
    long all = 0;
    for (int some = log.deleteSome(); some > 0; some = log.deleteSome()) {
      all += some;
      reached(Stage.ENTRIES_DELETED, log);
    }
    return all;
  }

  private void reached(Stage stage, PrunedLog log) {
    err.println("tenant %s: %s".formatted(log.tenant(), stage.words()));
    stages.reached(stage, log.tenant());
  }
}
