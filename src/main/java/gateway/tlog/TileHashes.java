package gateway.tlog;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The hashes of one tree, from its tiles. For a few proofs and one thread: it keeps the tiles it
 * read last, 256 KiB at most.
 */
public final class TileHashes implements HashReader {

  /** Two tiles for each of the eight levels are what a proof needs; twice that is kept. */
  private static final int KEPT = 32;

  private final long size;
  private final TileReader tiles;
  private final MerkleHasher hasher = new MerkleHasher();
  private final Map<Tile, byte[]> kept =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param size how many leaves the tree has; says how wide its last tiles are
   * @param tiles gives the tiles of that tree
   */
  public TileHashes(long size, TileReader tiles) {
    this.size = size;
    this.tiles = tiles;
  }

  /**
   * The tiles that a computation on a tree's hashes will read, for those who must fetch them before
   * it begins. The computation is run once, on hashes that are all zero.
   */
  public static Set<Tile> needed(long size, Consumer<HashReader> computation) {
    var needed = new LinkedHashSet<Tile>();
    computation.accept(
        new TileHashes(
            size,
            tile -> {
              needed.add(tile);
              return new byte[tile.bytes()];
            }));
    return needed;
  }

  @Override
  public Hash read(int level, long index) {
    if (level < 0 || level >= Long.SIZE - 1 || index < 0 || index >= size >> level) {
      throw new IllegalArgumentException(
          "a tree of %d leaves has no subtree %d of height %d".formatted(size, index, level));
    }
    int tileLevel = level / 8;
    int height = level % 8;
    long first = index << height;
    long tileIndex = first / TilePath.FULL;
    long has = (size >> 8 * tileLevel) - tileIndex * TilePath.FULL;
    var tile = new Tile(tileLevel, tileIndex, (int) Math.min(TilePath.FULL, has));
    byte[] hashes = kept.computeIfAbsent(tile, wanted -> wanted.checked(tiles.read(wanted)));
    return hasher.root(hashes, (int) (first % TilePath.FULL), 1 << height);
  }
}
