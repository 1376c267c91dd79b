package gateway.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree that leaves are appended to: it gives each tile as it fills, and at any time the root and
 * the tiles that are not full. It keeps nothing but those, at most 64 KiB however large the tree;
 * appending hashes each entry once and, per leaf, one node. One thread at a time.
 */
public final class GrowingTree {

  private final MerkleHasher hasher = new MerkleHasher();
  private final List<Edge> edges = new ArrayList<>();
  private final TileSink full;
  private long size;

  private GrowingTree(TileSink full) {
    this.full = full;
  }

  /** A tree without leaves; full tiles go to {@code full} as they fill. */
  public static GrowingTree empty(TileSink full) {
    return new GrowingTree(full);
  }

  /** Goes on from a tree of which the tiles of {@link Tile#edge} are read. */
  public static GrowingTree of(long size, TileReader stored, TileSink full) {
    var tree = new GrowingTree(full);
    for (var tile : Tile.edge(size)) {
      var edge = tree.edge(tile.level());
      byte[] hashes = tile.checked(stored.read(tile));
      System.arraycopy(hashes, 0, edge.hashes, 0, hashes.length);
      edge.width = tile.width();
    }
    tree.size = size;
    return tree;
  }

  /** How many leaves it has. */
  public long size() {
    return size;
  }

  /** Appends the leaf of an entry, whatever its length. */
  public void append(byte[] entry) {
    var leaves = edge(0);
    hasher.leaf(entry, leaves.hashes, leaves.width * Hash.BYTES);
    appended();
  }

  /** Appends a leaf by its hash. */
  public void append(Hash leaf) {
    var leaves = edge(0);
    leaf.copyTo(leaves.hashes, leaves.width * Hash.BYTES);
    appended();
  }

  /** The root as it is now; some 255 hashes a level. */
  public Hash root() {
    @Nullable Hash root = null;
    for (var edge : edges) {
      for (int end = edge.width; end > 0; end -= Integer.lowestOneBit(end)) {
        int leaves = Integer.lowestOneBit(end);
        var subtree = hasher.root(edge.hashes, end - leaves, leaves);
        root = root == null ? subtree : hasher.node(subtree, root);
      }
    }
    return root == null ? Hash.OF_EMPTY_TREE : root;
  }

  /** Gives the tiles that are not full as they are now, lowest level first, at most one a level. */
  public void writePartialTiles(TileSink partial) {
    for (var tile : Tile.edge(size)) {
      partial.write(tile, Arrays.copyOf(edge(tile.level()).hashes, tile.bytes()));
    }
  }

  private void appended() {
    size++;
    var edge = edge(0);
    edge.width++;
    for (int level = 0; edge.width == TilePath.FULL; level++) {
      full.write(new Tile(level, (size >> 8 * level >> 8) - 1, TilePath.FULL), edge.hashes.clone());
      var root = hasher.root(edge.hashes, 0, TilePath.FULL);
      edge.width = 0;
      edge = edge(level + 1);
      root.copyTo(edge.hashes, edge.width * Hash.BYTES);
      edge.width++;
    }
  }

  private Edge edge(int level) {
    while (edges.size() <= level) {
      edges.add(new Edge());
    }
    return edges.get(level);
  }

  /** The last tile of one level, not full. */
  private static final class Edge {
    private final byte[] hashes = new byte[TilePath.FULL * Hash.BYTES];
    private int width;
  }
}
