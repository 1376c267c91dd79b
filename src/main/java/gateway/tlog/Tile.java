package gateway.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A tile of hashes: {@link #width} hashes of {@link Hash#BYTES} bytes in a row, of the subtrees of
 * 256^{@link #level} leaves each, from number 256 * {@link #index}.
 *
 * @param level 0 for leaf hashes; 7 at most, since a tree has at most 2^63-1 leaves
 */
public record Tile(int level, long index, int width) implements TilePath {

  public Tile {
    TileNumber.require(level, index, width);
  }

  @Override
  public String path() {
    return "tile/" + level + "/" + TileNumber.path(index, width);
  }

  /** Its length in bytes. */
  public int bytes() {
    return width * Hash.BYTES;
  }

  /**
   * The partial tiles of a tree, lowest level first, at most one a level: what {@link
   * GrowingTree#of} needs to go on. None for a tree without leaves.
   */
  public static List<Tile> edge(long size) {
    var edge = new ArrayList<Tile>();
    for (int level = 0; level < Long.BYTES; level++) {
      int width = (int) (size >> 8 * level) & FULL - 1;
      if (width > 0) {
        edge.add(new Tile(level, size >> 8 * level >> 8, width));
      }
    }
    return edge;
  }

  /**
   * The tiles that a tree of {@code to} leaves has and one of {@code from} leaves has not, or has
   * narrower: lowest level first, each level from left to right. From 0, all tiles of a tree.
   */
  public static List<Tile> grown(long from, long to) {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("a tree does not grow from %d to %d".formatted(from, to));
    }
    var grown = new ArrayList<Tile>();
    for (int level = 0; level < Long.BYTES; level++) {
      long had = from >> 8 * level;
      long has = to >> 8 * level;
      for (long index = had / FULL; has > had && index * FULL < has; index++) {
        grown.add(new Tile(level, index, (int) Math.min(FULL, has - index * FULL)));
      }
    }
    return grown;
  }

  /** Refuses bytes of another length than this tile has. */
  byte[] checked(byte[] hashes) {
    if (hashes.length != bytes()) {
      throw new Malformed("%s has %d bytes, not %d".formatted(path(), bytes(), hashes.length));
    }
    return hashes;
  }
}
