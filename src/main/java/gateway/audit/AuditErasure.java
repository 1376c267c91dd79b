package gateway.audit;

import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import gateway.history.Cleared;
import gateway.history.Erasable;
import gateway.history.Erasure;
import gateway.history.Initiator;
import gateway.security.Tenant;
import gateway.security.TenantScope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Erases what names a person from audits and their histories (contract §11), each request in one
 * transaction: all of it or nothing.
 */
@ApplicationScoped
class AuditErasure {

  /** Audits whose ids are held in memory at a time: 130 kB at the longest. */
  private static final int CHUNK = 1_000;

  /**
   * A person is looked for in every entry of the tenant, for which the usual time-out is short when
   * there are many. The client's connection ends after 75 s without a byte.
   */
  private static final String LONGER =
      "select set_config('statement_timeout', '60s', true) where " + TenantScope.GATE;

  private final TenantScope tenants;
  private final Erasure history;

  AuditErasure(TenantScope tenants, Erasure history) {
    this.tenants = tenants;
    this.history = history;
  }

  /**
   * What was erased.
   *
   * @param audits how many audits lost a value, in themselves or in their history
   * @param changes how many entries lost one
   */
  record Outcome(int audits, int changes) {
    private static final Outcome NOTHING = new Outcome(0, 0);

    private Outcome and(Outcome other) {
      return new Outcome(audits + other.audits, changes + other.changes);
    }
  }

  /** Erases all personal values of an audit, living or deleted; 404. */
  Uni<Outcome> ofAudit(Initiator initiator, String id) {
    return within(
        initiator,
        tenant ->
            erase(tenant, initiator, id, Optional.empty())
                .map(outcome -> outcome.orElseThrow(AuditErasure::notFound)));
  }

  /** Erases a person from every audit of the tenant. */
  Uni<Outcome> ofPerson(Initiator initiator, String name) {
    return within(initiator, tenant -> chunks(tenant, initiator, name, Outcome.NOTHING));
  }

  private Uni<Outcome> within(Initiator initiator, Function<Tenant, Uni<Outcome>> work) {
    return tenants.inOneTransaction(
        initiator.tenant(),
        tenant ->
            tenants
                .execute(tenant, LONGER, TenantScope.parameters(tenant))
                .chain(() -> history.lockLog(tenant))
                .chain(() -> work.apply(tenant)));
  }

  /** What was erased is not found again, so that each chunk is another. */
  private Uni<Outcome> chunks(Tenant tenant, Initiator initiator, String name, Outcome sofar) {
    return named(tenant, name)
        .chain(ids ->
            Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> erase(tenant, initiator, id, Optional.of(name)))
                .collect()
                .asList()
                .chain(outcomes -> {
                  var sum =
                      outcomes.stream()
                          .flatMap(Optional::stream)
                          .reduce(Outcome.NOTHING, Outcome::and);
                  if (ids.size() < CHUNK) {
                    return Uni.createFrom().item(sofar.and(sum));
                  }
                  if (sum.audits() == 0) {
                    throw new IllegalStateException("Audits that are found have nothing to erase.");
                  }
                  return chunks(tenant, initiator, name, sofar.and(sum));
                }));
  }

  /** At most {@link #CHUNK} audits that name the person now, or else did. */
  private Uni<Set<String>> named(Tenant tenant, String name) {
    return tenants
        .execute(
            tenant,
            ErasureStatements.NAMED,
            TenantScope.parameters(tenant).addString(name).addInteger(CHUNK))
        .chain(rows -> {
          var ids = new LinkedHashSet<String>();
          rows.forEach(row -> ids.add(row.getString(0)));
          return ids.size() == CHUNK
              ? Uni.createFrom().<Set<String>>item(ids)
              : history
                  .naming(tenant, name, names(ErasureStatements.NAMING), CHUNK)
                  .map(more -> {
                    more.stream().takeWhile(_ -> ids.size() < CHUNK).forEach(ids::add);
                    return ids;
                  });
        });
  }

  /** One audit; empty when there is none of this id, nor was. */
  private Uni<Optional<Outcome>> erase(
      Tenant tenant, Initiator initiator, String id, Optional<String> person) {
    var what =
        new Erasable(
            person,
            names(ErasureStatements.NAMING),
            ErasureStatements.OWNER.wireName(),
            names(ErasureStatements.OWNED));
    return lock(tenant, id, person)
        .chain(locked ->
            locked.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : history
                    .clear(tenant, id, what, locked.get())
                    .chain(cleared -> record(tenant, initiator, id, person, cleared))
                    .map(Optional::of));
  }

  /**
   * Locks the audit, or what is left of it. Whether its owner is the person; empty when there is
   * nothing of this id.
   */
  private Uni<Optional<Boolean>> lock(Tenant tenant, String id, Optional<String> person) {
    return tenants
        .execute(
            tenant,
            ErasureStatements.LOCK_AUDIT,
            TenantScope.parameters(tenant).addString(id).addString(person.orElse(null)))
        .chain(rows ->
            rows.size() > 0
                ? Uni.createFrom().item(first(rows).map(row -> row.getBoolean(0)))
                // A statement of its own: it sees the deletion for which the one before waited.
                : tenants
                    .execute(
                        tenant,
                        ErasureStatements.LOCK_TOMBSTONE,
                        TenantScope.parameters(tenant).addString(id))
                    .map(tombstones -> first(tombstones).map(_ -> false)));
  }

  private Uni<Outcome> record(
      Tenant tenant, Initiator initiator, String id, Optional<String> person, Cleared cleared) {
    return tenants
        .execute(
            tenant,
            ErasureStatements.RECORD,
            initiator
                .addTo(TenantScope.parameters(tenant).addString(id))
                .addString(person.orElse(null))
                .addBoolean(cleared.owner())
                .addArrayOfString(cleared.properties().toArray(String[]::new))
                .addInteger(cleared.entries()))
        .map(rows -> new Outcome(rows.iterator().next().getBoolean(0) ? 1 : 0, cleared.entries()));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst();
  }

  private static List<String> names(List<AuditProperty> properties) {
    return properties.stream().map(AuditProperty::wireName).toList();
  }

  private static Problem notFound() {
    return Problem.of(ErrorCode.RESOURCE_NOT_FOUND, "There is no remoteActionAudit with this id.");
  }
}
