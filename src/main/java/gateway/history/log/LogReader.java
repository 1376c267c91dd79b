package gateway.history.log;

import gateway.security.Tenant;
import gateway.security.TenantScope;
import gateway.tlog.Checkpoint;
import gateway.tlog.ConsistencyProof;
import gateway.tlog.EntryBundle;
import gateway.tlog.EntryProof;
import gateway.tlog.Hash;
import gateway.tlog.InclusionProof;
import gateway.tlog.Note;
import gateway.tlog.Tile;
import gateway.tlog.TileHashes;
import gateway.tlog.TilePath;
import gateway.tlog.VerifierKey;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Reads a tenant's log: all of it stands in the database, and none of it changes but by growing.
 */
@ApplicationScoped
class LogReader {

  /** The newest one, and of each witness its newest cosignature of it. */
  private static final String CHECKPOINT =
      """
      with newest as materialized (
        select size, note from log_checkpoint where %1$s order by size desc, signed_at desc limit 1
      )
      select note, array(
        select cosignature.line
        from unnest($2::text[], $3::int4[]) with ordinality as asked (witness, key_id, place)
        cross join lateral (
          select c.line from log_cosignature c
          where %1$s and c.size = newest.size and encode(c.root, 'base64') = split_part(newest.note, E'\\n', 3)
            and c.witness = asked.witness and c.key_id = asked.key_id
          order by c.cosigned_at desc limit 1
        ) cosignature
        order by asked.place)
      from newest
      """
          .formatted(TenantScope.ROWS);

  private static final String TILES =
      "select "
          + StoredTiles.COLUMNS
          + " from log_tile where "
          + TenantScope.ROWS
          + " and "
          + StoredTiles.WANTED;

  private static final String LEAVES =
      "select leaf from log_leaf where "
          + TenantScope.ROWS
          + " and index >= $2::int8 and index < $3::int8 order by index";

  private static final String INDEX =
      "select index from log_leaf where "
          + TenantScope.ROWS
          + " and entry_id = (select id from history_entry where "
          + TenantScope.ROWS
          + " and audit_id = $2::text and sequence = $3::int8)";

  private final TenantScope tenants;
  private final Witnesses witnesses;

  LogReader(TenantScope tenants, Witnesses witnesses) {
    this.tenants = tenants;
    this.witnesses = witnesses;
  }

  /** The newest checkpoint, with what the witnesses said of it; empty before there is one. */
  Uni<Optional<Note>> checkpoint(Tenant tenant) {
    var keys = witnesses.all().stream().map(WitnessAddress::key).toList();
    var parameters =
        TenantScope.parameters(tenant)
            .addArrayOfString(keys.stream().map(VerifierKey::name).toArray(String[]::new))
            .addArrayOfInteger(keys.stream().map(VerifierKey::id).toArray(Integer[]::new));
    return tenants
        .read(tenant, CHECKPOINT, parameters)
        .map(rows -> first(rows).map(LogReader::cosigned));
  }

  private static Note cosigned(Row row) {
    var note = row.getString(0) + String.join("", row.getArrayOfStrings(1));
    return Note.parse(note.getBytes(StandardCharsets.UTF_8));
  }

  /** The proof that the log's tree of one size goes on from an earlier one. */
  Uni<List<Hash>> continuation(Tenant tenant, long from, long size) {
    var needed =
        TileHashes.needed(
            size,
            hashes -> {
              var _ = ConsistencyProof.of(from, size, hashes);
            });
    return needed.isEmpty()
        ? Uni.createFrom().item(List.of())
        : tiles(tenant, List.copyOf(needed))
            .map(stored ->
                ConsistencyProof.of(from, size, new TileHashes(size, stored::read)).hashes());
  }

  /** A tile's or a bundle's bytes; empty when the log has no such tile, or not as wide. */
  Uni<Optional<byte[]>> tile(Tenant tenant, TilePath path) {
    return switch (path) {
      case Tile tile -> tiles(tenant, List.of(tile)).map(stored -> stored.find(tile));
      case EntryBundle bundle -> bundle(tenant, bundle);
    };
  }

  /**
   * The proof that an entry is in the log, under its newest checkpoint; empty while no checkpoint
   * covers it, and for an entry that is not there.
   */
  Uni<Optional<EntryProof>> proof(Tenant tenant, String auditId, long sequence) {
    var entry = TenantScope.parameters(tenant).addString(auditId).addLong(sequence);
    return tenants
        .execute(tenant, INDEX, entry)
        .chain(rows ->
            first(rows)
                .map(row -> proof(tenant, row.getLong(0)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Optional<EntryProof>> proof(Tenant tenant, long index) {
    return checkpoint(tenant)
        .chain(note ->
            note.filter(signed -> size(signed) > index)
                .map(signed -> proof(tenant, index, signed).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<EntryProof> proof(Tenant tenant, long index, Note checkpoint) {
    long size = size(checkpoint);
    var needed =
        TileHashes.needed(
            size,
            hashes -> {
              var _ = InclusionProof.of(index, size, hashes);
            });
    return tiles(tenant, List.copyOf(needed))
        .map(stored ->
            EntryProof.of(
                InclusionProof.of(index, size, new TileHashes(size, stored::read)), checkpoint));
  }

  private Uni<StoredTiles> tiles(Tenant tenant, List<Tile> tiles) {
    return tenants
        .execute(tenant, TILES, StoredTiles.addTo(TenantScope.parameters(tenant), tiles))
        .map(StoredTiles::of);
  }

  private Uni<Optional<byte[]>> bundle(Tenant tenant, EntryBundle bundle) {
    long first = bundle.index() * TilePath.FULL;
    Tuple range = TenantScope.parameters(tenant).addLong(first).addLong(first + bundle.width());
    return tenants
        .execute(tenant, LEAVES, range)
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getBuffer(0).getBytes())
                .toList())
        .map(leaves ->
            leaves.size() == bundle.width()
                ? Optional.of(EntryBundle.encode(leaves))
                : Optional.empty());
  }

  private static long size(Note note) {
    return Checkpoint.parse(note.text()).size();
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst();
  }
}
