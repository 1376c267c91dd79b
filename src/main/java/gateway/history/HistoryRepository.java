package gateway.history;

import gateway.security.Tenant;
import gateway.security.TenantScope;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads the history. Nothing is written here: entries come from the writers' own statements ({@link
 * EntryStatement}).
 */
@ApplicationScoped
public class HistoryRepository implements PanacheRepositoryBase<HistoryEntry, EntryKey> {

  private static final String OF_PROPERTY =
      "select "
          + RecordedChange.COLUMNS
          + " from recorded_change where "
          + TenantScope.ROWS
          + " and audit_id = $2 and $3 = any (properties) order by sequence limit $4::int4";

  private static final String WITH_OPENINGS =
      "select "
          + RecordedChange.COLUMNS_AND_OPENINGS
          + " from recorded_change where "
          + TenantScope.ROWS
          + " and audit_id = $2 and sequence > $3::int8 order by sequence limit $4::int4";

  private final TenantScope tenants;
  private final PersonalRepository personal;

  HistoryRepository(TenantScope tenants, PersonalRepository personal) {
    this.tenants = tenants;
    this.personal = personal;
  }

  /** The personal half; its rows are found by the same keys. */
  @ApplicationScoped
  public static class PersonalRepository
      implements PanacheRepositoryBase<HistoryPersonal, EntryKey> {}

  /**
   * An audit's entries, oldest first.
   *
   * @param after the sequence behind which to start; 0 for the beginning
   * @param limit at most so many
   */
  public Uni<List<RecordedChange>> ofAudit(Tenant tenant, String auditId, long after, int limit) {
    return tenants.inTransaction(
        tenant,
        _ ->
            find(
                    "tenantId = ?1 and auditId = ?2 and sequence > ?3 order by sequence",
                    tenant.id(),
                    auditId,
                    after)
                .page(0, limit)
                .list()
                .chain(entries -> withPersonalValues(tenant.id(), auditId, entries)));
  }

  /** The same with what opens the commitments of the entries' leaves. */
  Uni<List<RecordedChange>> ofAuditWithOpenings(
      Tenant tenant, String auditId, long after, int limit) {
    return tenants
        .execute(
            tenant,
            WITH_OPENINGS,
            TenantScope.parameters(tenant).addString(auditId).addLong(after).addInteger(limit))
        .map(HistoryRepository::changes);
  }

  /**
   * The entries in which one property of an audit came or changed, oldest first; the first entry
   * that an audit has is one of them when the property is never null.
   *
   * @param limit at most so many
   */
  public Uni<List<RecordedChange>> ofProperty(
      Tenant tenant, String auditId, String property, int limit) {
    return tenants
        .execute(
            tenant,
            OF_PROPERTY,
            TenantScope.parameters(tenant).addString(auditId).addString(property).addInteger(limit))
        .map(HistoryRepository::changes);
  }

  private static List<RecordedChange> changes(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(RecordedChange::of).toList();
  }

  private Uni<List<RecordedChange>> withPersonalValues(
      UUID tenant, String auditId, List<HistoryEntry> entries) {
    return personal
        .find(
            "tenantId = ?1 and auditId = ?2 and sequence in ?3",
            tenant,
            auditId,
            entries.stream().map(entry -> entry.sequence).toList())
        .list()
        .map(values -> {
          var bySequence =
              values.stream()
                  .collect(Collectors.toMap(value -> value.sequence, Function.identity()));
          return entries.stream().map(entry -> joined(entry, bySequence)).toList();
        });
  }

  private static RecordedChange joined(HistoryEntry entry, Map<Long, HistoryPersonal> bySequence) {
    var values = bySequence.get(entry.sequence);
    if (values == null) {
      throw new IllegalStateException("Entry " + entry.entryId + " has lost its personal values.");
    }
    return RecordedChange.of(entry, values);
  }
}
