package gateway.history.log;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is known of the logs outside their database: checkpoints that this pod has signed or seen
 * others sign, sizes that witnesses have told, checkpoints in files. The database must contain them
 * all before anything more is signed ({@link Continuity}).
 */
@ApplicationScoped
public class Seen {

  /**
   * Logs that are remembered, some 300 bytes each, and 600 at most. Of more the one that has been
   * silent for longest is forgotten, as a restart forgets it; files and witnesses still know it.
   */
  private static final int TENANTS = 100_000;

  /**
   * Checkpoints of others that are kept until this pod's turn comes, which it does every few
   * seconds at a log that grows.
   */
  private static final int MOST_LATER = 4;

  /**
   * Of one log in one epoch. Not the newest alone, since what others have signed is not compared
   * with anything before this pod's turn comes: it must not replace what was, be that its own or
   * another's.
   *
   * @param agreed the newest that the log was found to contain
   * @param later larger ones that others have signed since, each larger than the one before
   */
  private record Remembered(long epoch, Sighting agreed, List<Sighting> later) {

    Sighting newest() {
      return later.isEmpty() ? agreed : later.getLast();
    }

    Remembered and(Sighting checkpoint) {
      var all = Stream.concat(later.stream(), Stream.of(checkpoint));
      return new Remembered(
          epoch, agreed, all.skip(Math.max(0, later.size() + 1 - MOST_LATER)).toList());
    }
  }

  private final Map<UUID, Remembered> remembered = new Kept<>();
  private final Map<UUID, Map<String, Long>> witnessed = new Kept<>();
  private final SeenFiles files;

  @Inject
  Seen(SeenFiles files) {
    this.files = files;
  }

  /** For the start: reads the configured files. */
  public void ready() {
    files.ready();
  }

  /** Reads the files again when it is time to. */
  Uni<Void> refresh() {
    return files.areDue()
        ? Uni.createFrom()
            .voidItem()
            // Files are not read on an event loop.
            .emitOn(Infrastructure.getDefaultWorkerPool())
            .invoke(files::readAgain)
        : Uni.createFrom().voidItem();
  }

  /**
   * What a witness says that it has cosigned last, which may be more than this database has. Asked
   * for a log that it does not know it says 0.
   *
   * @param witness its name: one that tells too much must not drown what another one knows
   * @param size how many leaves
   */
  synchronized void witnessed(UUID tenant, String witness, long size) {
    if (size > 0) {
      long _ =
          witnessed.computeIfAbsent(tenant, _ -> new HashMap<>()).merge(witness, size, Math::max);
    }
  }

  /**
   * Remembers the newest checkpoint that the database has of a log, whoever signed it. A later
   * epoch gives up what was seen in those before it; one that is smaller, or of an earlier epoch,
   * changes nothing.
   */
  synchronized void published(UUID tenant, long epoch, Sighting checkpoint) {
    var known = remembered.get(tenant);
    if (known == null || epoch > known.epoch) {
      remembered.put(tenant, new Remembered(epoch, checkpoint, List.of()));
    } else if (epoch == known.epoch && checkpoint.size() > known.newest().size()) {
      remembered.put(tenant, known.and(checkpoint));
    }
  }

  /** Remembers a checkpoint of a log that contains all that was seen of it. */
  synchronized void agreed(UUID tenant, long epoch, Sighting checkpoint) {
    var known = remembered.get(tenant);
    var later =
        known != null && known.epoch == epoch
            ? known.later.stream().filter(each -> each.size() > checkpoint.size()).toList()
            : List.<Sighting>of();
    remembered.put(tenant, new Remembered(epoch, checkpoint, later));
  }

  /** What files hold of a log, and is as long due as they do. */
  List<Sighting> kept(UUID tenant) {
    return files.of(tenant);
  }

  /** What a log must contain in an epoch, which may have given up some of it. */
  synchronized List<Sighting> of(UUID tenant, long epoch) {
    var all = new ArrayList<>(files.of(tenant));
    var known = remembered.get(tenant);
    if (known != null && known.epoch >= epoch) {
      all.add(known.agreed);
      all.addAll(known.later);
    }
    witnessed
        .getOrDefault(tenant, Map.of())
        .forEach((witness, size) -> all.add(Sighting.told(size, witness)));
    return all.stream().distinct().toList();
  }

  /** By tenant; the one that was used least recently goes first. */
  private static final class Kept<V> extends LinkedHashMap<UUID, V> {

    private static final long serialVersionUID = 1;

    Kept() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<UUID, V> eldest) {
      return size() > TENANTS;
    }
  }
}
