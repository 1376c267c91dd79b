package gateway.history;

import gateway.security.Tenant;
import gateway.security.TenantScope;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the history. Nothing is written here: entries come from the writers' own statements ({@link
 * EntryStatement}).
 */
@ApplicationScoped
public class HistoryRepository implements PanacheRepositoryBase<HistoryEntry, EntryKey> {

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
  public Uni<List<RecordedChange>> ofAudit(Tenant scope, String auditId, long after, int limit) {
    var tenant = scope.id();
    return tenants.inTransaction(
        scope,
        _ ->
            find(
                    "tenantId = ?1 and auditId = ?2 and sequence > ?3 order by sequence",
                    tenant,
                    auditId,
                    after)
                .page(0, limit)
                .list()
                .chain(entries -> withPersonalValues(tenant, auditId, after, limit, entries)));
  }

  private Uni<List<RecordedChange>> withPersonalValues(
      UUID tenant, String auditId, long after, int limit, List<HistoryEntry> entries) {
    return personal
        .find(
            "tenantId = ?1 and auditId = ?2 and sequence > ?3 order by sequence",
            tenant,
            auditId,
            after)
        .page(0, limit)
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
