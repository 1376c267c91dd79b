package gateway.tlog;

/**
 * A range of leaves that RFC 6962's recursive definitions divide: it begins at a multiple of the
 * largest power of two that is smaller than its length, or of its length if that is a power of two.
 *
 * @param from the first leaf, from 0
 * @param to behind the last leaf
 */
record Leaves(long from, long to) {

  static Leaves first(long size) {
    return new Leaves(0, size);
  }

  boolean isOne() {
    return to - from == 1;
  }

  /** Where the left half ends, which is perfect: from + k (RFC 6962 §2.1). */
  long middle() {
    return from + Long.highestOneBit(to - from - 1);
  }

  Leaves left() {
    return new Leaves(from, middle());
  }

  Leaves right() {
    return new Leaves(middle(), to);
  }

  /** MTH of the range: one reading for each perfect subtree, at most 63. */
  Hash hash(HashReader hashes) {
    return hash(hashes, new MerkleHasher());
  }

  private Hash hash(HashReader hashes, MerkleHasher hasher) {
    long length = to - from;
    if (Long.bitCount(length) == 1) {
      int level = Long.numberOfTrailingZeros(length);
      return hashes.read(level, from >> level);
    }
    return hasher.node(left().hash(hashes, hasher), right().hash(hashes, hasher));
  }
}
