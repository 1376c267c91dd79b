package gateway.operations.retention;

import gateway.graph.Uuid7;
import gateway.history.EntryOperation;
import gateway.history.ServiceEntries;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * A tenant's log whose beginning goes. What changes it does so under the lock of the log's head.
 */
final class PrunedLog {

  /** Entries of a bundle: no part of one can go. */
  static final int BUNDLE = 256;

  /** Leaves of one transaction: half a second of the log's lock, for which an erasure may wait. */
  private static final int BATCH = 8 * BUNDLE;

  private static final String LOCK =
      "select pruned from log_head where tenant_id = ?::uuid for update";

  /** Ordered by index and only nearly by time: the first that is young enough ends what is old. */
  private static final String FIRST_KEPT =
      """
      select index from log_leaf where tenant_id = ?::uuid and index >= ? and index < ? and changed_at >= ?
      order by index limit 1
      """;

  private static final String COUNT =
      """
      select count(*) from log_leaf l where tenant_id = ?::uuid and index >= ? and index < ? and exists (
        select from history_entry e where e.tenant_id = l.tenant_id and e.changed_at = l.changed_at and e.id = l.entry_id)
      """;

  private static final String OLDEST =
      "select index from log_leaf where tenant_id = ?::uuid order by index limit 1";

  private static final String RAISE = "update log_head set pruned = ? where tenant_id = ?::uuid";

  private static final String SAY =
      ServiceEntries.OPERATOR
          + """
          ,
          before as (
            select after[2] as month from history_entry
            where tenant_id = ?::uuid and audit_id is null and operation = %d order by changed_at desc limit 1
          ),
          fact as (
            select ?::uuid as tenant_id, null::text as audit_id, null::bigint as sequence, clock_timestamp() as changed_at,
              ?::uuid as entry_id, array['prunedBefore', 'monthsBefore'] as properties, array[false, false] as personal,
              array[?::text, (select month from before)] as plain_before, array[?::text, ?::text] as plain_after,
              null::text[] as personal_before, null::text[] as personal_after
          ),
          %s
          select count(*) from fact
          """
              .formatted(
                  EntryOperation.PRUNE.number(), ServiceEntries.append(EntryOperation.PRUNE));

  private static final String LEAVES = "l.tenant_id = ?::uuid and l.index >= ? and l.index < ?";

  private static final String ENTRY_OF_LEAF =
      "e.tenant_id = l.tenant_id and e.changed_at = l.changed_at and e.id = l.entry_id";

  /** The leaves last: they say which entries may go. */
  private static final String[] DELETE = {
    """
    delete from history_personal p using log_leaf l, history_entry e
    where %s and %s and p.tenant_id = e.tenant_id and p.audit_id = e.audit_id and p.sequence = e.sequence
      and p.changed_at = e.changed_at
    """
        .formatted(LEAVES, ENTRY_OF_LEAF),
    "delete from history_entry e using log_leaf l where %s and %s".formatted(LEAVES, ENTRY_OF_LEAF),
    "delete from log_salt s using log_leaf l where %s and s.tenant_id = l.tenant_id and s.entry_id = l.entry_id"
        .formatted(LEAVES),
    "delete from log_leaf l where " + LEAVES,
  };

  private final Statements statements;
  private final UUID tenant;

  PrunedLog(Statements statements, UUID tenant) {
    this.statements = statements;
    this.tenant = tenant;
  }

  UUID tenant() {
    return tenant;
  }

  /**
   * How far the log is, and how far it was given up.
   *
   * @param certain entries that are under a checkpoint; of a log that nobody signs, all there are
   */
  record Head(long certain, long pruned) {}

  Head head() throws SQLException {
    return statements
        .first(
            "select case when published_at is null then size else published_size end, pruned from log_head where tenant_id = ?::uuid",
            row -> new Head(row.getLong(1), row.getLong(2)),
            tenant)
        .orElseThrow();
  }

  /** The index of the first leaf that is there. */
  Optional<Long> oldest() throws SQLException {
    return statements.first(OLDEST, row -> row.getLong(1), tenant);
  }

  /**
   * Before which index everything can go: whole bundles, all of it of before a month.
   *
   * @throws Unfinished where some of it is missing already, which pruning would hide
   */
  long cut(Head head, OffsetDateTime month) throws SQLException {
    long firstKept =
        statements
            .first(FIRST_KEPT, row -> row.getLong(1), tenant, head.pruned(), head.certain(), month)
            .orElse(head.certain());
    long cut = Math.max(firstKept / BUNDLE * BUNDLE, head.pruned());
    long there =
        statements.first(COUNT, row -> row.getLong(1), tenant, head.pruned(), cut).orElseThrow();
    if (there != cut - head.pruned()) {
      throw new Unfinished(
          "%d of its leaves %d to %d are missing, or their entries are, and not by a pruning. Verify the log first"
              .formatted(cut - head.pruned() - there, head.pruned(), cut - 1));
    }
    return cut;
  }

  /**
   * Gives up what is before a cut, and says so in the log: both or neither.
   *
   * @param run the id of all that this run of the command writes
   */
  void giveUp(long cut, OffsetDateTime month, UUID run) throws SQLException {
    int _ =
        statements.inTransaction(() -> {
          long before = statements.first(LOCK, row -> row.getLong(1), tenant).orElseThrow();
          int raised = statements.update(RAISE, cut, tenant);
          return raised
              + statements
                  .first(
                      SAY,
                      row -> row.getInt(1),
                      Pruning.COMMAND,
                      run,
                      tenant,
                      tenant,
                      Uuid7.next(),
                      String.valueOf(before),
                      String.valueOf(cut),
                      YearMonth.from(month.withOffsetSameInstant(ZoneOffset.UTC)).toString())
                  .orElseThrow();
        });
  }

  /** Deletes the first of what was given up; gives how many entries that were, 0 at the end. */
  int deleteSome() throws SQLException {
    return statements.inTransaction(() -> {
      long pruned = statements.first(LOCK, row -> row.getLong(1), tenant).orElseThrow();
      long from = oldest().orElse(pruned);
      long to = Math.min(from + BATCH, pruned);
      int deleted = 0;
      if (from < to) {
        for (String sql : DELETE) {
          deleted = statements.update(sql, tenant, from, to);
        }
      }
      return deleted;
    });
  }
}
