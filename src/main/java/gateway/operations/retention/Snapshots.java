package gateway.operations.retention;

import gateway.audit.SnapshotStatement;
import gateway.graph.Uuid7;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes down what each living audit is that loses entries, unless its creation stays, or a
 * snapshot of before does. Audits that were deleted need none.
 */
final class Snapshots {

  /** Leaves that are looked through at a time: some milliseconds, and no more ids than that. */
  private static final int RANGE = 2_048;

  /** Audits of one transaction: their writers wait for a tenth of a second at the most. */
  private static final int BATCH = 500;

  /** For rows that somebody has locked. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Four times as long as any statement of the service may take. */
  private static final int MOST_PAUSES = 800;

  /**
   * In no order: it is asked until none is left, and rows that are locked are passed over, so that
   * nobody waits for another's.
   */
  private static final String MISSING =
      """
      select distinct a.id from log_leaf l
      join history_entry e on e.tenant_id = l.tenant_id and e.changed_at = l.changed_at and e.id = l.entry_id
      join audit a on a.tenant_id = e.tenant_id and a.id = e.audit_id
      where l.tenant_id = ?::uuid and l.index >= ? and l.index < ? and not exists (
        select from history_entry k
        where k.tenant_id = a.tenant_id and k.audit_id = a.id and k.operation in (1, 5) and not exists (
          select from log_leaf b where b.tenant_id = k.tenant_id and b.entry_id = k.id and b.index < ?))
      limit %d
      """
          .formatted(BATCH);

  /** What is neither living nor deleted, somebody took: its entries alone say that it was. */
  private static final String TAKEN =
      """
      select e.audit_id from log_leaf l
      join history_entry e on e.tenant_id = l.tenant_id and e.changed_at = l.changed_at and e.id = l.entry_id
      where l.tenant_id = ?::uuid and l.index >= ? and l.index < ? and e.audit_id is not null
        and not exists (select from audit a where a.tenant_id = e.tenant_id and a.id = e.audit_id)
        and not exists (select from tombstone t where t.tenant_id = e.tenant_id and t.audit_id = e.audit_id)
      limit 1
      """;

  private final Statements statements;
  private final UUID run;

  Snapshots(Statements statements, UUID run) {
    this.statements = statements;
    this.run = run;
  }

  /**
   * Makes those that are missing once all before {@code cut} goes; gives how many.
   *
   * @throws Unfinished where an audit is not there and was not deleted, which pruning would hide
   */
  int make(UUID tenant, long from, long cut) throws SQLException {
    int made = 0;
    for (long start = from; start < cut; start += RANGE) {
      made += ofRange(tenant, start, Math.min(start + RANGE, cut), cut);
    }
    return made;
  }

  private int ofRange(UUID tenant, long from, long to, long cut) throws SQLException {
    var taken = statements.first(TAKEN, row -> row.getString(1), tenant, from, to);
    if (taken.isPresent()) {
      throw new Unfinished(
          "audit %s is not there, and was not deleted. Verify the log first"
              .formatted(taken.get()));
    }
    int made = 0;
    int pauses = 0;
    while (true) {
      var ids =
          statements
              .rows(MISSING, row -> row.getString(1), tenant, from, to, cut)
              .toArray(String[]::new);
      if (ids.length == 0) {
        return made;
      }
      int some = make(tenant, ids);
      made += some;
      if (some == 0 && ++pauses > MOST_PAUSES) {
        throw new Unfinished(
            "audit %s is locked by somebody all the time; run prune again".formatted(ids[0]));
      }
      if (some == 0) {
        Settling.pause(PAUSE);
      }
    }
  }

  private int make(UUID tenant, String... ids) throws SQLException {
    var entries = Stream.generate(Uuid7::next).limit(ids.length).toArray(UUID[]::new);
    return statements
        .first(
            SnapshotStatement.SQL, row -> row.getInt(1), Pruning.COMMAND, run, tenant, ids, entries)
        .orElseThrow();
  }
}
