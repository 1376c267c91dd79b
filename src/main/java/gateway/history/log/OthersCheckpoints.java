package gateway.history.log;

import gateway.tlog.Hash;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Sees which checkpoints other pods have made, so that each of them knows what the database must
 * not fall behind.
 */
final class OthersCheckpoints {

  /**
   * A checkpoint has the time at which its transaction began, and is seen when that has ended: a
   * few milliseconds later. What takes longer than this is seen with the log's next.
   */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  /** More logs than are remembered need not be read. */
  private static final String PUBLISHED =
      """
      select tenant_id, epoch, published_size, published_root, published_at from log_head
      where published_at > $1::timestamptz and published_size > 0 and published_root is not null
      order by published_at desc limit 100000
      """;

  private final LogStore store;
  private final Seen seen;
  private volatile OffsetDateTime newest =
      OffsetDateTime.of(1970, 1, 2, 0, 0, 0, 0, ZoneOffset.UTC);

  OthersCheckpoints(LogStore store, Seen seen) {
    this.store = store;
    this.seen = seen;
  }

  /** Remembers what was published since it last looked; at first, the newest of each log. */
  Uni<Void> remember() {
    return store
        .rows(PUBLISHED, Tuple.of(newest.minus(OVERLAP)))
        .invoke(rows -> {
          for (Row row : rows) {
            UUID tenant = row.getUUID(0);
            var root = Hash.of(row.getBuffer(3).getBytes());
            seen.published(tenant, row.getLong(1), Sighting.of(row.getLong(2), root));
            if (row.getOffsetDateTime(4).isAfter(newest)) {
              newest = row.getOffsetDateTime(4);
            }
          }
        })
        .replaceWithVoid();
  }
}
