package gateway.history.log;

import gateway.tlog.Hash;
import gateway.tlog.TileHashes;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds a log as its database has it against what was seen of it, under the log's lock: each
 * checkpoint must be the root of as many first leaves. What is not in the log is noted in the
 * database, where all pods see it, those that have just begun included, and where the command that
 * begins an epoch finds what it gives up.
 */
final class Continuity {

  private static final String NOTED =
      "select size, root, witness, epoch from log_contradiction where tenant_id = $1::uuid";

  private static final String NOTE =
      """
      insert into log_contradiction (tenant_id, size, root, witness)
      select $1::uuid, s.* from unnest($2::int8[], $3::bytea[], $4::text[]) as s
      on conflict do nothing
      """;

  /** More logs than there can be files; then each is looked through once more. */
  private static final int MOST_FOUND = 10_000;

  private final Seen seen;
  private final Map<UUID, Found> found = new ConcurrentHashMap<>();

  Continuity(Seen seen) {
    this.seen = seen;
  }

  /**
   * Kept checkpoints that a tree of a log was found to contain, and of which a tree that contains
   * that one need not be asked again. That holds of the trees themselves, whatever became of the
   * transaction in which it was found, and of the database since.
   */
  private record Found(long epoch, Sighting tree, Set<Sighting> inside) {}

  /** What was noted before: what stands, and what an epoch has given up. */
  private record Noted(Set<Sighting> open, Set<Sighting> givenUp) {

    static Noted of(RowSet<Row> rows) {
      var noted = new Noted(new HashSet<>(), new HashSet<>());
      for (Row row : rows) {
        var sighting =
            Sighting.stored(row.getLong(0), row.getBuffer(1).getBytes(), row.getString(2));
        boolean _ = (row.getLong(3) == null ? noted.open : noted.givenUp).add(sighting);
      }
      return noted;
    }

    boolean hasGivenUp(Sighting sighting) {
      return givenUp.contains(sighting) || givenUp.stream().anyMatch(each -> each.takes(sighting));
    }
  }

  /** The largest that was seen of a log and is not in it; empty where the log may be signed. */
  Uni<Optional<Sighting>> contradiction(LogStore.Locked log) {
    return log.execute(NOTED, Tuple.of(log.tenant()))
        .map(Noted::of)
        // A folder may have thousands of checkpoints of one log: too many roots for an event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .chain(noted -> {
          var due =
              seen.of(log.tenant(), log.epoch()).stream()
                  .filter(sighting -> !noted.hasGivenUp(sighting))
                  .toList();
          return missing(log, due)
              .invoke(missing -> remember(log, missing, due))
              .call(missing -> note(log, missing, noted.open))
              .map(missing ->
                  Stream.concat(noted.open.stream(), missing.stream()).max(Sighting.BY_SIZE));
        });
  }

  /** Asks for all when the tree is not one that contains what was found before. */
  private Uni<List<Sighting>> missing(LogStore.Locked log, List<Sighting> due) {
    var before = found.get(log.tenant());
    if (before == null || before.epoch != log.epoch()) {
      return outside(log, due);
    }
    var fresh = due.stream().filter(each -> !before.inside.contains(each));
    return outside(log, Stream.concat(Stream.of(before.tree), fresh).distinct().toList())
        .chain(missing -> missing.isEmpty() ? Uni.createFrom().item(missing) : outside(log, due));
  }

  /** Only what files hold, since it may be thousands; of anything else there are a few. */
  private void remember(LogStore.Locked log, List<Sighting> missing, List<Sighting> due) {
    var kept = Set.copyOf(seen.kept(log.tenant()));
    var inside = due.stream().filter(kept::contains).collect(Collectors.toUnmodifiableSet());
    if (!missing.isEmpty() || inside.isEmpty()) {
      found.remove(log.tenant());
      return;
    }
    if (found.size() >= MOST_FOUND) {
      found.clear();
    }
    var tree = Sighting.of(log.size(), Hash.of(log.root()));
    found.put(log.tenant(), new Found(log.epoch(), tree, inside));
  }

  /** Which of them the tree does not contain. */
  private static Uni<List<Sighting>> outside(LogStore.Locked log, List<Sighting> due) {
    var inside = due.stream().filter(sighting -> isInside(log, sighting)).toList();
    if (inside.isEmpty()) {
      return Uni.createFrom().item(due.stream().filter(each -> !isAsLarge(log, each)).toList());
    }
    var tiles =
        TileHashes.needed(
            log.size(),
            hashes -> {
              for (var each : inside) {
                var _ = hashes.root(each.size());
              }
              var _ = hashes.root(log.size());
            });
    return log.execute(StoredTiles.SELECT, StoredTiles.addTo(Tuple.of(log.tenant()), tiles))
        .map(StoredTiles::of)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(stored -> {
          var tree = new TileHashes(log.size(), stored::read);
          // What is signed is the head's root: what the tiles contain says nothing of another tree.
          if (!tree.root(log.size()).equals(Hash.of(log.root()))) {
            throw new IllegalStateException("The log's root is not that of its tiles.");
          }
          return due.stream()
              .filter(each ->
                  isInside(log, each)
                      ? !each.root().equals(Optional.of(tree.root(each.size())))
                      : !isAsLarge(log, each))
              .toList();
        });
  }

  /** Whether the tiles must say. */
  private static boolean isInside(LogStore.Locked log, Sighting sighting) {
    return sighting.size() < log.size() && sighting.root().isPresent();
  }

  private static boolean isAsLarge(LogStore.Locked log, Sighting sighting) {
    return sighting.size() == log.size()
        ? sighting.root().stream().allMatch(Hash.of(log.root())::equals)
        : sighting.size() < log.size();
  }

  private static Uni<Void> note(LogStore.Locked log, List<Sighting> missing, Set<Sighting> open) {
    var unnoted = missing.stream().filter(each -> !open.contains(each)).toList();
    if (unnoted.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return log.execute(
            NOTE,
            Tuple.of(log.tenant())
                .addArrayOfLong(unnoted.stream().map(Sighting::size).toArray(Long[]::new))
                .addArrayOfBuffer(
                    unnoted.stream()
                        .map(each -> Buffer.buffer(each.storedRoot()))
                        .toArray(Buffer[]::new))
                .addArrayOfString(
                    unnoted.stream().map(Sighting::storedWitness).toArray(String[]::new)))
        .replaceWithVoid();
  }
}
