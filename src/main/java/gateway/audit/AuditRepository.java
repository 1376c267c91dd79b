package gateway.audit;

import static gateway.audit.AuditProperty.REQUEST_DATE_TIME;
import static gateway.audit.AuditProperty.WRITABLE;

import gateway.graph.EntityTag;
import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import gateway.history.AuditCollection;
import gateway.history.Initiator;
import gateway.security.Tenant;
import gateway.security.TenantScope;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of audits. What is hot runs as one statement in one round trip ({@link
 * AuditStatements}), and so far all is; {@link AuditRecord} maps the table for what is not. No null
 * item leaves here: what is not there is a {@link Problem}.
 */
@ApplicationScoped
class AuditRepository implements PanacheRepositoryBase<AuditRecord, AuditRecord.Key> {

  private static final String UNIQUE_VIOLATION = "23505";

  private final TenantScope tenants;

  AuditRepository(TenantScope tenants) {
    this.tenants = tenants;
  }

  /** One audit; 404 when the tenant has none of this id. */
  Uni<StoredAudit> find(Tenant tenant, String id) {
    return tenants
        .read(tenant, AuditStatements.FIND, TenantScope.parameters(tenant).addString(id))
        .map(rows -> StoredAudit.of(only(rows)));
  }

  /**
   * Changes the properties that a body names and appends the history entry, or neither; 404, 412.
   */
  Uni<StoredAudit> update(
      Initiator initiator, String id, EntityTag.Condition condition, AuditBody body) {
    var parameters = initiator.addTo(keyed(initiator, id, condition));
    WRITABLE.forEach(property -> addNamed(parameters, body.values().get(property)));
    addTicks(parameters, body.values().get(REQUEST_DATE_TIME));
    return tenants
        .execute(initiator.tenant(), AuditStatements.UPDATE, parameters)
        .map(rows -> updated(only(rows)));
  }

  /** Makes an audit with its first history entry; 409 when the id is taken, or was. */
  Uni<StoredAudit> create(Initiator initiator, String id, AuditBody body) {
    var parameters = initiator.addTo(TenantScope.parameters(initiator.tenant()).addString(id));
    WRITABLE.forEach(property -> addValue(parameters, body.values().get(property)));
    addTicks(parameters, body.values().get(REQUEST_DATE_TIME));
    return tenants
        .execute(initiator.tenant(), AuditStatements.CREATE, parameters)
        .map(rows ->
            rows.size() == 0
                ? Optional.<StoredAudit>empty()
                : Optional.of(StoredAudit.of(only(rows))))
        .onFailure(AuditRepository::isTaken)
        .recoverWithItem(Optional.empty())
        .map(created -> created.orElseThrow(AuditRepository::taken));
  }

  /** Deletes an audit, leaving its history and a tombstone; 404, 412. */
  Uni<Void> delete(Initiator initiator, String id, EntityTag.Condition condition) {
    return tenants
        .execute(
            initiator.tenant(),
            AuditStatements.DELETE,
            initiator.addTo(keyed(initiator, id, condition)))
        .invoke(rows -> {
          if (!only(rows).getBoolean(0)) {
            throw preconditionFailed();
          }
        })
        .replaceWithVoid();
  }

  private static StoredAudit updated(Row row) {
    if (row.getValue(2) == null) {
      throw preconditionFailed();
    }
    Long written = row.getLong(0);
    return new StoredAudit(row, 2, written == null ? row.getLong(1) : written);
  }

  private static Tuple keyed(Initiator initiator, String id, EntityTag.Condition condition) {
    var parameters = TenantScope.parameters(initiator.tenant()).addString(id);
    return switch (condition) {
      case EntityTag.Condition.Absent _, EntityTag.Condition.Any _ ->
          parameters.addArrayOfLong(null);
      case EntityTag.Condition.OneOf(var versions) ->
          parameters.addArrayOfLong(versions.toArray(Long[]::new));
    };
  }

  private static void addNamed(Tuple parameters, @Nullable Value value) {
    parameters.addBoolean(value != null);
    addValue(parameters, value);
  }

  private static void addValue(Tuple parameters, @Nullable Value value) {
    switch (value) {
      case null -> parameters.addValue(null);
      case Value.Null _ -> parameters.addValue(null);
      case Value.Text(var text) -> parameters.addString(text);
      case Value.Member(var member) -> parameters.addShort(member.number());
      case Value.Instant(var dateTime) -> parameters.addString(dateTime.text());
    }
  }

  private static void addTicks(Tuple parameters, @Nullable Value value) {
    parameters.addLong(value instanceof Value.Instant(var dateTime) ? dateTime.ticks() : null);
  }

  private static Row only(RowSet<Row> rows) {
    var all = rows.iterator();
    if (!all.hasNext()) {
      throw AuditCollection.missing();
    }
    return all.next();
  }

  private static boolean isTaken(Throwable failure) {
    return failure instanceof PgException e && UNIQUE_VIOLATION.equals(e.getSqlState());
  }

  private static Problem taken() {
    return Problem.of(
        ErrorCode.CONFLICT,
        "The id is taken by an audit that exists or was deleted; choose another.");
  }

  private static Problem preconditionFailed() {
    return Problem.of(
        ErrorCode.PRECONDITION_FAILED,
        "The audit has changed since the entity tag of If-Match; read it again.");
  }
}
