package gateway.history.log;

import gateway.security.Tenant;
import gateway.security.TenantScope;
import gateway.tlog.Checkpoint;
import gateway.tlog.Note;
import gateway.tlog.VerifiedSignature;
import gateway.tlog.VerifierKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What witnesses have said of a tenant's log, as the database keeps it. */
@Singleton
final class Cosignatures {

  /** The newest checkpoint, and the size that a witness cosigned last, by what is known here. */
  private static final String STANDING =
      "select note, coalesce((select size from log_cosignature where "
          + TenantScope.ROWS
          + " and witness = $2::text and key_id = $3::int4 order by size desc limit 1), 0)"
          + " from log_checkpoint where "
          + TenantScope.ROWS
          + " order by size desc, signed_at desc limit 1";

  private static final String KEEP =
      "insert into log_cosignature (tenant_id, size, root, witness, key_id, cosigned_at, line)"
          + " select $1::uuid, $2::int8, $3::bytea, $4::text, $5::int4, to_timestamp($6::int8), $7::text where "
          + TenantScope.GATE
          + " on conflict do nothing";

  private final TenantScope tenants;

  Cosignatures(TenantScope tenants) {
    this.tenants = tenants;
  }

  /**
   * Where a log and a witness of it stand.
   *
   * @param newest the log's newest checkpoint, with the log's signature alone
   * @param cosigned the size of the tree that the witness cosigned last; 0 for none
   */
  record Standing(Note newest, long cosigned) {

    Checkpoint checkpoint() {
      return Checkpoint.parse(newest.text());
    }

    /** What the witness is asked to go on from; what it knows better, it says. */
    long from() {
      return cosigned <= checkpoint().size() ? cosigned : 0;
    }
  }

  /** Empty before there is a checkpoint. */
  Uni<Optional<Standing>> standing(Tenant tenant, VerifierKey witness) {
    var parameters =
        TenantScope.parameters(tenant).addString(witness.name()).addInteger(witness.id());
    return tenants
        .read(tenant, STANDING, parameters)
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .findFirst()
                .map(row ->
                    new Standing(
                        Note.parse(row.getString(0).getBytes(StandardCharsets.UTF_8)),
                        row.getLong(1))));
  }

  /** Keeps a cosignature of a checkpoint for ever. */
  Uni<Void> keep(Tenant tenant, Checkpoint checkpoint, VerifiedSignature cosignature) {
    var parameters =
        TenantScope.parameters(tenant)
            .addLong(checkpoint.size())
            .addBuffer(Buffer.buffer(checkpoint.root().bytes()))
            .addString(cosignature.key().name())
            .addInteger(cosignature.key().id())
            .addLong(cosignature.cosignedAt().orElseThrow())
            .addString(cosignature.signature().line());
    return tenants.execute(tenant, KEEP, parameters).replaceWithVoid();
  }
}
