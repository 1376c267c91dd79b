package gateway.tlog;

import java.util.Optional;

/**
 * What a tiled log serves beside its checkpoint, by its path below the log's prefix (C2SP
 * tlog-tiles): {@code tile/<L>/<N>[.p/<W>]} or {@code tile/entries/<N>[.p/<W>]}.
 */
public sealed interface TilePath permits Tile, EntryBundle {

  /** Hashes or entries in a full tile or bundle: a tile has height 8. */
  int FULL = 256;

  /** Its number within its level, from 0. */
  long index();

  /** How many hashes or entries are in it, 1 to {@link #FULL}; partial below that. */
  int width();

  /** Whether it never grows any more. */
  default boolean isFull() {
    return width() == FULL;
  }

  /** The one path it has; begins with {@code tile/} and has no slash before it. */
  String path();

  /**
   * Reads exactly what {@link #path} writes; empty for anything else, and for what no tree of at
   * most 2^63-1 leaves has.
   */
  static Optional<TilePath> parse(String path) {
    var form = TileNumber.PATH.matcher(path);
    if (!form.matches()) {
      return Optional.empty();
    }
    var number = form.group(2).replace("/", "").replace("x", "");
    if (form.group(2).startsWith("x000")) {
      return Optional.empty();
    }
    var width = form.group(3) == null ? FULL : Integer.parseInt(form.group(3));
    try {
      long index = Long.parseLong(number);
      return form.group(1).equals("entries")
          ? Optional.of(new EntryBundle(index, width))
          : Optional.of(new Tile(Integer.parseInt(form.group(1)), index, width));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }
}
