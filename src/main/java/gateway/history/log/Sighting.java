package gateway.history.log;

import gateway.tlog.Checkpoint;
import gateway.tlog.Hash;
import java.util.Comparator;
import java.util.Optional;

/**
 * What somebody outside its database has seen of a log: a checkpoint, or a size that a witness
 * told.
 *
 * @param size how many leaves it had, 1 at least
 * @param root the root of those leaves; empty of a witness, which says no more than the size
 * @param witness which witness told the size; empty of a checkpoint, and where an epoch gives up
 *     what any of them told
 */
record Sighting(long size, Optional<Hash> root, Optional<String> witness) {

  static final Comparator<Sighting> BY_SIZE = Comparator.comparingLong(Sighting::size);

  static Sighting of(long size, Hash root) {
    return new Sighting(size, Optional.of(root), Optional.empty());
  }

  static Sighting of(Checkpoint checkpoint) {
    return of(checkpoint.size(), checkpoint.root());
  }

  static Sighting told(long size, String witness) {
    return new Sighting(size, Optional.empty(), Optional.of(witness));
  }

  /** As it is stored: what there is not is empty. */
  static Sighting stored(long size, byte[] root, String witness) {
    return new Sighting(
        size,
        Optional.of(root).filter(hash -> hash.length > 0).map(Hash::of),
        Optional.of(witness).filter(name -> !name.isEmpty()));
  }

  byte[] storedRoot() {
    return root.map(Hash::bytes).orElseGet(() -> new byte[0]);
  }

  String storedWitness() {
    return witness.orElse("");
  }

  /**
   * Whether a witness's word counts no longer once this is given up. It does not say which tree it
   * has seen: a checkpoint that is given up takes the word of all up to its size, for any of them
   * may have cosigned that; a false word takes that one's alone.
   */
  boolean takes(Sighting told) {
    return told.root.isEmpty()
        && told.size <= size
        && (witness.isEmpty() || witness.equals(told.witness));
  }

  @Override
  public String toString() {
    return root.map(hash -> "size %d, root %s".formatted(size, hash))
        .orElseGet(() ->
            "size %d (as %s says)"
                .formatted(size, witness.map(name -> "the witness " + name).orElse("a witness")));
  }
}
