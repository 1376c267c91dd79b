package gateway.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * That a tree has an earlier one as its beginning: the proof of RFC 6962 §2.1.2. It is empty from
 * the tree without leaves, and between equal sizes.
 *
 * @param from how many leaves the earlier tree has
 * @param to how many leaves the later tree has, not fewer
 */
public record ConsistencyProof(long from, long to, List<Hash> hashes) {

  /** A tree of at most 2^63-1 leaves is at most 63 high, and a node's own hash may come first. */
  public static final int MAX_HASHES = 64;

  public ConsistencyProof {
    hashes = List.copyOf(hashes);
    if (from < 0 || from > to) {
      throw new Malformed("no tree of %d leaves grew from one of %d".formatted(to, from));
    }
    if (hashes.size() > MAX_HASHES) {
      throw new Malformed("a proof of %d hashes, of 64 at most".formatted(hashes.size()));
    }
  }

  /** Makes the proof from the hashes of a tree of at least {@code to} leaves. */
  public static ConsistencyProof of(long from, long to, HashReader tree) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException(
          "no tree of %d leaves grew from one of %d".formatted(to, from));
    }
    var hashes = new ArrayList<Hash>();
    if (from > 0 && from < to) {
      var leaves = Leaves.first(to);
      boolean knownRoot = true;
      while (from != leaves.to()) {
        boolean left = from <= leaves.middle();
        hashes.add((left ? leaves.right() : leaves.left()).hash(tree));
        leaves = left ? leaves.left() : leaves.right();
        knownRoot &= left;
      }
      if (!knownRoot) {
        hashes.add(leaves.hash(tree));
      }
    }
    return new ConsistencyProof(from, to, hashes.reversed());
  }

  /** Whether it leads to both roots (RFC 9162 §2.1.4.2). */
  public boolean proves(Hash earlier, Hash later) {
    if (from == 0 || from == to) {
      return hashes.isEmpty()
          && (from == 0 ? earlier.equals(Hash.OF_EMPTY_TREE) : earlier.equals(later))
          && (to > 0 || later.equals(Hash.OF_EMPTY_TREE));
    }
    var path = new ArrayList<>(hashes);
    if (Long.bitCount(from) == 1) {
      path.addFirst(earlier);
    }
    return !path.isEmpty() && proves(path, earlier, later);
  }

  private boolean proves(List<Hash> path, Hash earlier, Hash later) {
    var hasher = new MerkleHasher();
    int perfect = Long.numberOfTrailingZeros(from);
    long node = (from - 1) >> perfect;
    long last = (to - 1) >> perfect;
    var first = path.getFirst();
    var second = first;
    for (var hash : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        first = hasher.node(hash, first);
        second = hasher.node(hash, second);
        int skipped = node == 0 ? Long.SIZE - 1 : Long.numberOfTrailingZeros(node);
        node >>= skipped;
        last >>= skipped;
      } else {
        second = hasher.node(second, hash);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && first.equals(earlier) && second.equals(later);
  }
}
