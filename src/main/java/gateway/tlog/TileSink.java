package gateway.tlog;

/** Where tiles go. */
@FunctionalInterface
public interface TileSink {

  /** Takes {@link Tile#bytes} bytes, which nobody else keeps. */
  void write(Tile tile, byte[] hashes);
}
