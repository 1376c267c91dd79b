package gateway.tlog;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Trees as RFC 6962 §2.1 defines them, word by word, to compare with; and their tiles, kept. */
final class SampleTree {

  private static final Map<Long, Hash> MADE = new HashMap<>();

  private final Map<String, byte[]> tiles = new HashMap<>();
  private final int size;

  private SampleTree(int size) {
    this.size = size;
    var growing = GrowingTree.empty(this::keep);
    IntStream.range(0, size).forEach(i -> growing.append(entry(i)));
    growing.writePartialTiles(this::keep);
  }

  static SampleTree of(int size) {
    return new SampleTree(size);
  }

  static byte[] entry(int index) {
    return ("entry " + index).getBytes(StandardCharsets.UTF_8);
  }

  static Hash leaf(int index) {
    return new MerkleHasher().leaf(entry(index));
  }

  static Hash root(int size) {
    return size == 0 ? Hash.OF_EMPTY_TREE : hash(0, size);
  }

  /** MTH(D[from:to]). */
  static Hash hash(int from, int to) {
    if (to - from == 1) {
      return MADE.computeIfAbsent((long) from << 32 | to, _ -> leaf(from));
    }
    var known = MADE.get((long) from << 32 | to);
    if (known != null) {
      return known;
    }
    int k = 1;
    while (2 * k < to - from) {
      k *= 2;
    }
    var made = new MerkleHasher().node(hash(from, from + k), hash(from + k, to));
    MADE.put((long) from << 32 | to, made);
    return made;
  }

  /** The definition of C2SP tlog-tiles. */
  static byte[] tileAsDefined(Tile tile) {
    int span = 1 << 8 * tile.level();
    byte[] hashes = new byte[tile.bytes()];
    for (int i = 0; i < tile.width(); i++) {
      int from = ((int) tile.index() * 256 + i) * span;
      hash(from, from + span).copyTo(hashes, i * Hash.BYTES);
    }
    return hashes;
  }

  Map<String, byte[]> tiles() {
    return tiles;
  }

  byte[] read(Tile tile) {
    var kept = tiles.get(tile.path());
    if (kept == null) {
      throw new AssertionError("no tile " + tile.path() + " in a tree of " + size);
    }
    return kept;
  }

  TileHashes hashes() {
    return new TileHashes(size, this::read);
  }

  private void keep(Tile tile, byte[] hashes) {
    if (tiles.put(tile.path(), hashes) != null) {
      throw new AssertionError(tile.path() + " was written twice");
    }
  }

  /** The tree whose leaves and roots Certificate Transparency's own tests use. */
  static final List<String> CT_ENTRIES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");
}
