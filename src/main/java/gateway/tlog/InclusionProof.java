package gateway.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * That a leaf is in a tree: the audit path of RFC 6962 §2.1.1, from the leaf's sibling up.
 *
 * @param index the leaf's number, from 0
 * @param size how many leaves the tree has
 */
public record InclusionProof(long index, long size, List<Hash> hashes) {

  /** A tree of at most 2^63-1 leaves is at most 63 high. */
  public static final int MAX_HASHES = 63;

  public InclusionProof {
    hashes = List.copyOf(hashes);
    if (index < 0 || index >= size) {
      throw new Malformed("a tree of %d leaves has no leaf %d".formatted(size, index));
    }
    if (hashes.size() > MAX_HASHES) {
      throw new Malformed("a proof of %d hashes, of 63 at most".formatted(hashes.size()));
    }
  }

  /** Makes the proof from the hashes of a tree of at least {@code size} leaves. */
  public static InclusionProof of(long index, long size, HashReader tree) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "a tree of %d leaves has no leaf %d".formatted(size, index));
    }
    var siblings = new ArrayList<Hash>();
    var leaves = Leaves.first(size);
    while (!leaves.isOne()) {
      boolean left = index < leaves.middle();
      siblings.add((left ? leaves.right() : leaves.left()).hash(tree));
      leaves = left ? leaves.left() : leaves.right();
    }
    return new InclusionProof(index, size, siblings.reversed());
  }

  /** Whether it leads from the leaf's hash to the root (RFC 9162 §2.1.3.2). */
  public boolean proves(Hash leaf, Hash root) {
    var hasher = new MerkleHasher();
    long node = index;
    long last = size - 1;
    var hash = leaf;
    for (var sibling : hashes) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = hasher.node(sibling, hash);
        int skipped = node == 0 ? Long.SIZE - 1 : Long.numberOfTrailingZeros(node);
        node >>= skipped;
        last >>= skipped;
      } else {
        hash = hasher.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
