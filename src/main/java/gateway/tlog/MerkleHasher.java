package gateway.tlog;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Leaf and node hashes of RFC 6962 §2.1, told apart by their first byte. One thread at a time; an
 * instance is kept for the length of a piece of work, so that a million hashes make no garbage.
 */
public final class MerkleHasher {

  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;

  private final MessageDigest sha256 = Sha256.digest();

  /** SHA-256(0x00 || entry). */
  public Hash leaf(byte[] entry) {
    sha256.update(LEAF);
    return Hash.owning(sha256.digest(entry));
  }

  /** SHA-256(0x01 || left || right). */
  public Hash node(Hash left, Hash right) {
    sha256.update(NODE);
    left.update(sha256);
    right.update(sha256);
    return Hash.owning(sha256.digest());
  }

  /** Writes the leaf hash of an entry into {@code target} at {@code offset}. */
  void leaf(byte[] entry, byte[] target, int offset) {
    sha256.update(LEAF);
    sha256.update(entry);
    finish(target, offset);
  }

  /** The root of the perfect tree over {@code count}, a power of two, hashes that lie in a row. */
  Hash root(byte[] hashes, int first, int count) {
    if (count == 1) {
      return Hash.at(hashes, first * Hash.BYTES);
    }
    byte[] rows = new byte[count / 2 * Hash.BYTES];
    pairUp(hashes, first * Hash.BYTES, rows, count / 2);
    for (int pairs = count / 4; pairs > 0; pairs /= 2) {
      // In place: a pair is read before its hash is written, and never lies behind it.
      pairUp(rows, 0, rows, pairs);
    }
    return Hash.at(rows, 0);
  }

  private void pairUp(byte[] source, int offset, byte[] target, int pairs) {
    for (int pair = 0; pair < pairs; pair++) {
      sha256.update(NODE);
      sha256.update(source, offset + pair * 2 * Hash.BYTES, 2 * Hash.BYTES);
      finish(target, pair * Hash.BYTES);
    }
  }

  private void finish(byte[] target, int offset) {
    try {
      var _ = sha256.digest(target, offset, Hash.BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash at " + offset, e);
    }
  }
}
