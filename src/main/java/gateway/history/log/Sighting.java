package gateway.history.log;

import gateway.tlog.Checkpoint;
import gateway.tlog.Hash;
import java.util.Comparator;
import java.util.Optional;

/**
 * What somebody outside its database has seen of a log.
 *
 * @param size how many leaves it had, 1 at least
 * @param root the root of those leaves; empty of a witness, which says no more than the size
 */
record Sighting(long size, Optional<Hash> root) {

  static final Comparator<Sighting> BY_SIZE = Comparator.comparingLong(Sighting::size);

  static Sighting of(long size, Hash root) {
    return new Sighting(size, Optional.of(root));
  }

  static Sighting of(Checkpoint checkpoint) {
    return of(checkpoint.size(), checkpoint.root());
  }

  /** Without its root, as it is stored: an empty one. */
  static Sighting stored(long size, byte[] root) {
    return new Sighting(size, Optional.of(root).filter(hash -> hash.length > 0).map(Hash::of));
  }

  byte[] storedRoot() {
    return root.map(Hash::bytes).orElseGet(() -> new byte[0]);
  }

  @Override
  public String toString() {
    return root.map(hash -> "size %d, root %s".formatted(size, hash))
        .orElseGet(() -> "size %d (as a witness says)".formatted(size));
  }
}
