package gateway.history.log;

import gateway.tlog.Tile;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tiles as {@code log_tile} keeps them: for each level and index the widest there has been. */
final class StoredTiles {

  /** The columns that {@link #of} reads. */
  static final String COLUMNS = "level, index, hashes";

  /** Which rows; the two parameters of {@link #addTo}, from {@code $2}. */
  static final String WANTED = "(level, index) in (select * from unnest($2::int4[], $3::int8[]))";

  /** Those of the tenant {@code $1}, for who works past row-level security. */
  static final String SELECT =
      "select " + COLUMNS + " from log_tile where tenant_id = $1::uuid and " + WANTED;

  private record Place(int level, long index) {}

  private final Map<Place, byte[]> hashes = new HashMap<>();

  private StoredTiles() {}

  static StoredTiles of(RowSet<Row> rows) {
    var stored = new StoredTiles();
    for (Row row : rows) {
      stored.hashes.put(new Place(row.getInteger(0), row.getLong(1)), row.getBuffer(2).getBytes());
    }
    return stored;
  }

  /** Adds where the tiles are to a statement's parameters. */
  static Tuple addTo(Tuple parameters, Collection<Tile> tiles) {
    return parameters
        .addArrayOfInteger(tiles.stream().map(Tile::level).toArray(Integer[]::new))
        .addArrayOfLong(tiles.stream().map(Tile::index).toArray(Long[]::new));
  }

  /** Adds where the tiles are, and their hashes. */
  static Tuple addTo(Tuple parameters, Map<Tile, byte[]> tiles) {
    return addTo(parameters, tiles.keySet())
        .addArrayOfBuffer(tiles.values().stream().map(Buffer::buffer).toArray(Buffer[]::new));
  }

  /** A tile's hashes: the beginning of what is stored, when the tile has grown since. */
  Optional<byte[]> find(Tile tile) {
    return Optional.ofNullable(hashes.get(new Place(tile.level(), tile.index())))
        .filter(stored -> stored.length >= tile.bytes())
        .map(stored -> Arrays.copyOf(stored, tile.bytes()));
  }

  /** The same for a tile that must be there. */
  byte[] read(Tile tile) {
    return find(tile)
        .orElseThrow(
            () -> new IllegalStateException("The log has lost its tile " + tile.path() + "."));
  }
}
