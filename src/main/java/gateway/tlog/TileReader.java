package gateway.tlog;

/** Where tiles are kept. */
@FunctionalInterface
public interface TileReader {

  /** Exactly {@link Tile#bytes} bytes; the caller does not change them. */
  byte[] read(Tile tile);
}
