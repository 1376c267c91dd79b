package gateway.verify;

import gateway.tlog.Checkpoint;
import gateway.tlog.GrowingTree;
import gateway.tlog.Hash;
import gateway.tlog.Tile;
import gateway.tlog.TileHashes;
import gateway.tlog.TilePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds the tree of the entries again and compares it with tiles and checkpoints. */
final class TreeCheck {

  /** A checkpoint that the log must contain, and what a fault calls it. */
  record Known(String name, Checkpoint checkpoint) {}

  private final Folder folder;
  private final Faults faults;
  private final List<Known> known = new ArrayList<>();
  private final long size;
  private final GrowingTree tree = GrowingTree.empty(this::compare);

  TreeCheck(Folder folder, long size, List<Known> known, Faults faults) {
    this.folder = folder;
    this.size = size;
    this.faults = faults;
    for (var each : known) {
      if (each.checkpoint().size() > size) {
        faults.add(
            "%s: has %d entries, and the log has %d", each.name(), each.checkpoint().size(), size);
      } else {
        this.known.add(each);
      }
    }
    judge();
  }

  void append(byte[] entry) {
    tree.append(entry);
    judge();
  }

  /** Goes on over entries that are missing, by the hashes that the tile has of them. */
  void appendHashes(long bundle, int width) {
    byte[] hashes = stored(new Tile(0, bundle, width));
    for (int i = 0; i < width; i++) {
      tree.append(Hash.of(Arrays.copyOfRange(hashes, i * Hash.BYTES, (i + 1) * Hash.BYTES)));
      judge();
    }
  }

  /** Compares what has not filled a tile. */
  void end() {
    tree.writePartialTiles(this::compare);
  }

  /** The root of the tree of the first leaves, by the tiles. */
  Hash rootOf(long leaves) {
    return new TileHashes(size, this::stored).root(leaves);
  }

  private void judge() {
    for (var each : known) {
      if (each.checkpoint().size() == tree.size()) {
        judge(each, tree.root());
      }
    }
  }

  private void judge(Known each, Hash root) {
    if (!root.equals(each.checkpoint().root())) {
      faults.add(
          "%s: its root %s is not that of the first %d entries, %s",
          each.name(), each.checkpoint().root(), each.checkpoint().size(), root);
    }
  }

  private void compare(Tile tile, byte[] hashes) {
    byte[] stored = folder.read(tile).orElse(new byte[0]);
    if (stored.length != hashes.length) {
      faults.add(
          stored.length == 0 ? "%s: is not there" : "%s: has another length than it must have",
          tile.path());
      return;
    }
    for (int i = 0; i < tile.width(); i++) {
      int from = i * Hash.BYTES;
      if (!Arrays.equals(hashes, from, from + Hash.BYTES, stored, from, from + Hash.BYTES)) {
        long number = tile.index() * TilePath.FULL + i;
        faults.add(
            tile.level() == 0
                ? "leaf %d: is not the entry that its tile has the hash of"
                : "hash %2$d of %1$s: is not that of the entries below it",
            tile.level() == 0 ? new Object[] {number} : new Object[] {tile.path(), i});
      }
    }
  }

  /** A tile that nothing can be said without; zeros, and a fault, where it is not there. */
  private byte[] stored(Tile tile) {
    byte[] stored = folder.read(tile).orElse(new byte[0]);
    if (stored.length != tile.bytes()) {
      faults.add("%s: is not there, or has another length than it must have", tile.path());
      return new byte[tile.bytes()];
    }
    return stored;
  }
}
