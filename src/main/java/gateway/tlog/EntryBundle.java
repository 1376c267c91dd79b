package gateway.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bundle of entries: {@link #width} entries from number 256 * {@link #index}, each with its
 * length before it in two bytes, big-endian. It matches the tile of level 0 with the same index and
 * width.
 */
public record EntryBundle(long index, int width) implements TilePath {

  /** What two bytes can say. */
  public static final int MAX_ENTRY_BYTES = 65_535;

  public EntryBundle {
    TileNumber.require(0, index, width);
  }

  @Override
  public String path() {
    return "tile/entries/" + TileNumber.path(index, width);
  }

  /**
   * The bundles that a log of {@code to} entries has and one of {@code from} entries has not, or
   * has narrower, from left to right.
   */
  public static List<EntryBundle> grown(long from, long to) {
    return Tile.grown(from, to).stream()
        .filter(tile -> tile.level() == 0)
        .map(tile -> new EntryBundle(tile.index(), tile.width()))
        .toList();
  }

  /** The bytes of entries as they are served; any number of them. */
  public static byte[] encode(List<byte[]> entries) {
    var bundle = new ByteArrayOutputStream();
    for (var entry : entries) {
      if (entry.length > MAX_ENTRY_BYTES) {
        throw new Malformed(
            "an entry of %d bytes, of %d at most".formatted(entry.length, MAX_ENTRY_BYTES));
      }
      bundle.write(entry.length >> 8);
      bundle.write(entry.length);
      bundle.writeBytes(entry);
    }
    return bundle.toByteArray();
  }

  /** The entries in the bytes of this bundle; refuses any other number of them than its width. */
  public List<byte[]> decode(byte[] bundle) {
    var entries = new ArrayList<byte[]>(width);
    int at = 0;
    while (at < bundle.length) {
      if (entries.size() == width) {
        throw new Malformed(
            "%s: %d bytes behind its %d entries".formatted(path(), bundle.length - at, width));
      }
      int start = at + 2;
      int end =
          start > bundle.length
              ? start
              : start + ((bundle[at] & 0xff) << 8 | bundle[at + 1] & 0xff);
      if (end > bundle.length) {
        throw new Malformed("%s: ends within entry %d".formatted(path(), entries.size()));
      }
      entries.add(Arrays.copyOfRange(bundle, start, end));
      at = end;
    }
    if (entries.size() < width) {
      throw new Malformed("%s: has %d entries, not %d".formatted(path(), entries.size(), width));
    }
    return entries;
  }
}
