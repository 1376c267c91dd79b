package gateway.history.log;

import gateway.history.RecordedChange;
import gateway.tlog.Commitment;
import gateway.tlog.GrowingTree;
import gateway.tlog.Hash;
import gateway.tlog.Tile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Gives the entries that writers have committed their places in the logs: for each tenant in turn
 * one short transaction under the log's lock. Any number of pods may do so at the same time.
 */
@ApplicationScoped
public class Sequencer {

  private static final Logger LOG = Logger.getLogger(Sequencer.class);

  /** Entries of one transaction: some 2 MB of leaves at the usual size, and 50 ms of lock. */
  private static final int BATCH = 500;

  /** Tenants of one pass; the next goes on behind them, so that none waits for busy ones. */
  private static final int TENANTS = 64;

  /** Steps from tenant to tenant by the index, however many marks each has. */
  private static final String MARKED =
      """
      with recursive marked (tenant_id) as (
        (select tenant_id from log_pending where $1::uuid is null or tenant_id > $1 order by tenant_id limit 1)
        union all
        select (select p.tenant_id from log_pending p where p.tenant_id > marked.tenant_id order by p.tenant_id limit 1)
        from marked where marked.tenant_id is not null
      )
      select tenant_id from marked where tenant_id is not null limit %d
      """
          .formatted(TENANTS);

  /**
   * Not by the view {@code recorded_change}: each half is looked up by its whole key, in turn. Left
   * to itself the planner looks for the personal half by its instant alone, through all that the
   * tenant has.
   */
  static final String ENTRIES =
      """
      select %s, p.marked_at, p.entry_id
      from (
        select changed_at as marked_at, entry_id from log_pending
        where tenant_id = $1::uuid order by changed_at, entry_id limit %d
      ) p
      left join lateral (
        select id, audit_id, sequence, operation, changed_at, principal_id, application_id, authorization_kind, request_id,
          client_request_id, properties, personal, before, after
        from history_entry where tenant_id = $1::uuid and changed_at = p.marked_at and id = p.entry_id offset 0
      ) e on true
      left join lateral (
        select user_principal_name, client_address, before as personal_before, after as personal_after, erased
        from history_personal h
        where h.tenant_id = $1::uuid and h.audit_id = e.audit_id and h.sequence = e.sequence and h.changed_at = e.changed_at offset 0
      ) v on true
      order by p.marked_at, p.entry_id
      """
          .formatted(RecordedChange.COLUMNS, BATCH);

  private static final String APPEND =
      """
      with leaves as (
        insert into log_leaf (tenant_id, index, entry_id, changed_at, leaf)
        select $1::uuid, l.* from unnest($2::int8[], $3::uuid[], $4::timestamptz[], $5::bytea[]) as l
      ),
      salts as (
        insert into log_salt (tenant_id, entry_id, path, salt)
        select $1::uuid, s.* from unnest($6::uuid[], $7::text[], $8::bytea[]) as s
      ),
      tiles as (
        insert into log_tile (tenant_id, level, index, hashes)
        select $1::uuid, t.* from unnest($9::int4[], $10::int8[], $11::bytea[]) as t
        on conflict (tenant_id, level, index) do update set hashes = excluded.hashes
      ),
      taken as (
        delete from log_pending p using unnest($4::timestamptz[], $3::uuid[]) as e (changed_at, entry_id)
        where p.tenant_id = $1::uuid and p.changed_at = e.changed_at and p.entry_id = e.entry_id
      )
      update log_head set size = $12::int8, root = $13::bytea where tenant_id = $1::uuid
      """;

  private final LogStore store;
  private final LogMeters meters;
  private final Postponed postponed;
  private final SecureRandom random = new SecureRandom();
  private volatile Optional<UUID> last = Optional.empty();

  Sequencer(LogStore store, Clock clock, LogMeters meters) {
    this.store = store;
    this.meters = meters;
    this.postponed = new Postponed(clock);
  }

  /** An entry on its way into the log, by its mark. */
  private record Marked(UUID id, OffsetDateTime at, Leaf leaf) {}

  /** What a batch adds to a log. */
  private record Growth(
      long from, List<Marked> entries, Map<Tile, byte[]> tiles, long size, Hash root) {}

  /**
   * One pass over tenants that have entries to be sequenced; true when there is more than it took.
   * A log that fails is left alone for a while, and the others go on.
   */
  public Uni<Boolean> sequence() {
    return store
        .tenants(MARKED, Tuple.of(last.orElse(null)))
        .chain(tenants -> {
          last = tenants.size() < TENANTS ? Optional.empty() : Optional.of(tenants.getLast());
          return Multi.createFrom()
              .iterable(tenants)
              .filter(tenant -> !postponed.has(tenant))
              .onItem()
              .transformToUniAndConcatenate(this::guarded)
              .filter(taken -> taken == BATCH)
              .collect()
              .asList()
              .map(full -> !full.isEmpty() || last.isPresent());
        });
  }

  private Uni<Integer> guarded(UUID tenant) {
    return sequence(tenant)
        .onFailure()
        .recoverWithItem(failure -> {
          postponed.add(tenant);
          meters.notSequenced();
          LOG.errorf(failure, "The log of %s cannot be extended now; it is tried again.", tenant);
          return 0;
        });
  }

  /** How many entries came into the log, at most {@link #BATCH}; 0 while another pod is at it. */
  private Uni<Integer> sequence(UUID tenant) {
    long began = System.nanoTime();
    return store
        .underLock(
            tenant,
            log ->
                log.execute(ENTRIES, Tuple.of(tenant))
                    .chain(rows -> rows.size() == 0 ? Uni.createFrom().item(0) : extend(log, rows)))
        .map(taken -> taken.orElse(0))
        .invoke(taken -> meters.sequenced(taken, System.nanoTime() - began));
  }

  private Uni<Integer> extend(LogStore.Locked log, RowSet<Row> rows) {
    return log.execute(
            StoredTiles.SELECT, StoredTiles.addTo(Tuple.of(log.tenant()), Tile.edge(log.size())))
        .map(StoredTiles::of)
        // Hashing a batch takes too long for an event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(tiles -> grown(log, tiles, rows))
        .chain(growth -> log.execute(APPEND, parameters(log.tenant(), growth)))
        .replaceWith(rows.size());
  }

  private Growth grown(LogStore.Locked log, StoredTiles stored, RowSet<Row> rows) {
    var tiles = new LinkedHashMap<Tile, byte[]>();
    var tree = GrowingTree.of(log.size(), stored::read, tiles::put);
    var entries = new ArrayList<Marked>(rows.size());
    for (Row row : rows) {
      var marked = marked(log.tenant(), row);
      tree.append(marked.leaf().bytes());
      entries.add(marked);
    }
    tree.writePartialTiles(tiles::put);
    return new Growth(log.size(), entries, tiles, tree.size(), tree.root());
  }

  private Marked marked(UUID tenant, Row row) {
    var id = row.getUUID("entry_id");
    if (row.getUUID(0) == null) {
      throw new IllegalStateException("The entry " + id + " is marked, and is not there.");
    }
    return new Marked(
        id,
        row.getOffsetDateTime("marked_at"),
        Leaf.of(tenant, RecordedChange.of(row), this::salt));
  }

  private byte[] salt() {
    byte[] salt = new byte[Commitment.SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  private static Tuple parameters(UUID tenant, Growth growth) {
    var entries = growth.entries();
    var indexes = new Long[entries.size()];
    var entryOf = new ArrayList<UUID>();
    var paths = new ArrayList<String>();
    var salts = new ArrayList<Buffer>();
    for (int i = 0; i < entries.size(); i++) {
      indexes[i] = growth.from() + i;
      for (var opening : entries.get(i).leaf().openings()) {
        entryOf.add(entries.get(i).id());
        paths.add(opening.path());
        salts.add(Buffer.buffer(opening.salt()));
      }
    }
    var parameters =
        Tuple.of(tenant)
            .addArrayOfLong(indexes)
            .addArrayOfUUID(entries.stream().map(Marked::id).toArray(UUID[]::new))
            .addArrayOfOffsetDateTime(
                entries.stream().map(Marked::at).toArray(OffsetDateTime[]::new))
            .addArrayOfBuffer(
                entries.stream()
                    .map(entry -> Buffer.buffer(entry.leaf().bytes()))
                    .toArray(Buffer[]::new))
            .addArrayOfUUID(entryOf.toArray(UUID[]::new))
            .addArrayOfString(paths.toArray(String[]::new))
            .addArrayOfBuffer(salts.toArray(Buffer[]::new));
    return StoredTiles.addTo(parameters, growth.tiles())
        .addLong(growth.size())
        .addBuffer(Buffer.buffer(growth.root().bytes()));
  }
}
