package gateway.tlog;

import java.util.regex.Pattern;

/** How tiles are numbered, and how paths write it (C2SP tlog-tiles): 1234067 is x001/x234/067. */
final class TileNumber {

  /** At most 18 digits: more than the number of any tile in a tree of 2^63-1 leaves has. */
  static final Pattern PATH =
      Pattern.compile(
          "tile/(0|[1-9]|[1-5][0-9]|6[0-3]|entries)/((?:x[0-9]{3}/){0,5}[0-9]{3})"
              + "(?:\\.p/([1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?");

  private TileNumber() {}

  /** The part of a path behind the level. */
  static String path(long index, int width) {
    var digits = Long.toString(index);
    digits = "0".repeat((3 - digits.length() % 3) % 3) + digits;
    var path = new StringBuilder();
    for (int group = 0; group < digits.length(); group += 3) {
      boolean last = group + 3 == digits.length();
      path.append(last ? "" : "x").append(digits, group, group + 3).append(last ? "" : "/");
    }
    return width == TilePath.FULL ? path.toString() : path.append(".p/").append(width).toString();
  }

  /** Refuses a width that no tile has, and an index whose hashes no tree has. */
  static void require(int level, long index, int width) {
    if (level < 0
        || level >= Long.BYTES
        || index < 0
        || width < 1
        || width > TilePath.FULL
        || (Long.MAX_VALUE >> 8 * level) < width
        || index > ((Long.MAX_VALUE >> 8 * level) - width) / TilePath.FULL) {
      throw new Malformed(
          "no tree has a tile of level %d, index %d, width %d".formatted(level, index, width));
    }
  }
}
