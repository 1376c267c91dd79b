package gateway.operations.retention;

import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Waits until what was committed is in the log, and under a checkpoint where the log is signed. The
 * pods do that: they have the key, which a command of the owner has no need to know.
 */
final class Settling {

  /** Half of what a sequencer pauses; each look is one read by key. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final String NEWEST_MARK =
      """
      select coalesce(
        (select changed_at from log_pending where tenant_id = ?::uuid order by changed_at desc limit 1), now())
      """;

  private static final String STATE =
      """
      select h.size, h.published_size, h.published_at is not null, exists (
        select from log_pending p where p.tenant_id = h.tenant_id and p.changed_at <= ?)
      from log_head h where h.tenant_id = ?::uuid
      """;

  private record State(long size, long published, boolean signed, boolean waiting) {}

  private final Statements statements;
  private final Duration patience;

  /**
   * @param patience how long a log may stand still
   */
  Settling(Statements statements, Duration patience) {
    this.statements = statements;
    this.patience = patience;
  }

  /**
   * @throws Unfinished.StandsStill when the log stands still
   */
  void await(UUID tenant) throws SQLException {
    var mark =
        statements
            .first(NEWEST_MARK, row -> row.getObject(1, OffsetDateTime.class), tenant)
            .orElseThrow();
    var state = state(tenant, mark);
    long moved = System.nanoTime();
    long goal = Long.MAX_VALUE;
    while (true) {
      if (!state.waiting() && goal == Long.MAX_VALUE) {
        goal = state.size();
      }
      if (!state.waiting() && (!state.signed() || state.published() >= goal)) {
        return;
      }
      if (System.nanoTime() - moved >= patience.toNanos()) {
        throw new Unfinished.StandsStill(
            "its log stands still at %d entries, %d of them under a checkpoint. A pod of the gateway must be running%s; then run prune again"
                .formatted(
                    state.size(),
                    state.published(),
                    state.signed() ? ", with the signing key" : ""));
      }
      pause(PAUSE);
      var next = state(tenant, mark);
      if (next.size() != state.size() || next.published() != state.published()) {
        moved = System.nanoTime();
      }
      state = next;
    }
  }

  private State state(UUID tenant, OffsetDateTime mark) throws SQLException {
    return statements
        .first(
            STATE,
            row -> new State(row.getLong(1), row.getLong(2), row.getBoolean(3), row.getBoolean(4)),
            mark,
            tenant)
        .orElseThrow();
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unfinished.StandsStill("it was interrupted; run prune again");
    }
  }
}
