package gateway.history;

import gateway.security.Tenant;
import gateway.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Takes personal values out of the history, and the salts that open their commitments out of the
 * log (contract §11). What proves stays: entries, leaves, proofs.
 *
 * <p>All of it is work within one transaction of the caller's: {@link #lockLog} first, then the
 * lock of each audit, then its history, so that each statement sees what its locks waited for.
 * {@code docs/decisions/0015-erasure.md} has the reasons.
 */
@ApplicationScoped
public class Erasure {

  private static final String ENSURE_LOG =
      "insert into log_head (tenant_id) select $1::uuid where "
          + TenantScope.GATE
          + " on conflict do nothing";

  private static final String LOCK_LOG =
      "select size from log_head where " + TenantScope.ROWS + " for update";

  /**
   * {@code $2}: the name; {@code $3}: the properties that may be it; {@code $4}: at most so many.
   */
  private static final String NAMING =
      """
      select distinct audit_id from recorded_change where %s and audit_id is not null and (
        %s or exists (
          select from unnest(properties, personal_before, personal_after) as v (name, before, after)
          where name = any ($3::text[]) and (%s or %s)))
      limit $4::int4
      """
          .formatted(
              TenantScope.ROWS,
              sameName("user_principal_name", "$2"),
              sameName("v.before", "$2"),
              sameName("v.after", "$2"));

  /**
   * {@code $2}: the audit; {@code $3} to {@code $6}: an {@link Erasable}; {@code $7}: whether the
   * audit's own owner is the person.
   *
   * <p>A row of personal values is never updated; it goes, and what is left of it comes. An
   * erasure's own entry says who erased: that is no value of the audit, and goes with its person
   * only.
   */
  private static final String CLEAR =
      """
      with entry as materialized (
        select id, sequence, changed_at, operation, user_principal_name, client_address, properties, personal_before, personal_after, erased
        from recorded_change where %s and audit_id = $2
      ),
      value as (
        select e.id, v.n, v.name, s.side, coalesce(v.name = any ($4::text[]) and %s, false) as named
        from entry e,
          unnest(e.properties, e.personal_before, e.personal_after) with ordinality as v (name, before, after, n),
          lateral (values ('/before', v.before), ('/after', v.after)) as s (side, value)
        where s.value is not null
      ),
      owner as (
        select $7::boolean or exists (select from value where name = $5 and named) as matched
      ),
      part as (
        select id, n, side, name || side as name, name as property, '/changes/' || (n - 1) || side as path from value, owner
        where $3::text is null or named or owner.matched and name = any ($6::text[])
        union all
        select e.id, null, i.side, i.name, null, i.path from entry e,
          lateral (values
            ('/name', '%s', '/userPrincipalName', e.user_principal_name),
            ('/address', '%s', '/clientAddress', e.client_address)) as i (side, name, path, value)
        where i.value is not null and case when $3::text is null then e.operation <> %d else coalesce(%s, false) end
      ),
      lost as (
        select id, array_agg(name order by n nulls last, side desc) as names from part group by id
      ),
      gone as (
        delete from history_personal p using entry e join lost l using (id)
        where %s and p.tenant_id = $1::uuid and p.audit_id = $2 and p.sequence = e.sequence and p.changed_at = e.changed_at
        returning e.*, l.names
      ),
      left_over as (
        insert into history_personal (tenant_id, audit_id, sequence, changed_at, user_principal_name, client_address, before, after, erased)
        select $1::uuid, $2, g.sequence, g.changed_at,
          case when not '%s' = any (g.names) then g.user_principal_name end,
          case when not '%s' = any (g.names) then g.client_address end,
          array(select case when not name || '/before' = any (g.names) then value end
            from unnest(g.properties, g.personal_before) with ordinality as v (name, value, n) order by n),
          array(select case when not name || '/after' = any (g.names) then value end
            from unnest(g.properties, g.personal_after) with ordinality as v (name, value, n) order by n),
          g.erased || g.names
        from gone g where %s
      ),
      closed as (
        delete from log_salt s using part p
        where %s and s.tenant_id = $1::uuid and s.entry_id = p.id and s.path = p.path
      )
      select (select count(*) from gone)::int4,
        array(select distinct property from part where property is not null),
        (select matched from owner)
      """
          .formatted(
              TenantScope.ROWS,
              sameName("s.value", "$3"),
              RecordedChange.ERASED_NAME,
              RecordedChange.ERASED_ADDRESS,
              EntryOperation.ERASE.number(),
              sameName("e.user_principal_name", "$3"),
              TenantScope.GATE,
              RecordedChange.ERASED_NAME,
              RecordedChange.ERASED_ADDRESS,
              TenantScope.GATE,
              TenantScope.GATE);

  private final TenantScope tenants;

  Erasure(TenantScope tenants) {
    this.tenants = tenants;
  }

  /** Whether two texts are one name, ignoring case by Unicode's simple mapping, as SQL. */
  public static String sameName(String one, String other) {
    return "simple_lower(simple_upper(%s::text)) = simple_lower(simple_upper(%s::text))"
        .formatted(one, other);
  }

  /**
   * Keeps the sequencer out until the transaction ends: it could have read values already whose
   * salts it has still to store. Other erasures of the tenant wait, too.
   */
  public Uni<Void> lockLog(Tenant tenant) {
    var parameters = TenantScope.parameters(tenant);
    return tenants
        .execute(tenant, ENSURE_LOG, parameters)
        .chain(() -> tenants.execute(tenant, LOCK_LOG, parameters))
        .replaceWithVoid();
  }

  /**
   * Audits, living or not, in whose history a person is named, as initiator or by one of these
   * properties.
   *
   * @param limit at most so many, in no order
   */
  public Uni<List<String>> naming(Tenant tenant, String person, List<String> naming, int limit) {
    return tenants
        .execute(
            tenant,
            NAMING,
            TenantScope.parameters(tenant)
                .addString(person)
                .addArrayOfString(naming.toArray(String[]::new))
                .addInteger(limit))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList());
  }

  /**
   * Clears one audit's history, whose audit or tombstone the caller has locked.
   *
   * @param owner whether the audit's owner is the person as the audit is now
   */
  public Uni<Cleared> clear(Tenant tenant, String auditId, Erasable what, boolean owner) {
    return tenants
        .execute(
            tenant,
            CLEAR,
            TenantScope.parameters(tenant)
                .addString(auditId)
                .addString(what.person().orElse(null))
                .addArrayOfString(what.naming().toArray(String[]::new))
                .addString(what.owner())
                .addArrayOfString(what.owned().toArray(String[]::new))
                .addBoolean(owner))
        .map(rows -> cleared(rows.iterator().next()));
  }

  private static Cleared cleared(Row row) {
    return new Cleared(row.getInteger(0), Set.of(row.getArrayOfStrings(1)), row.getBoolean(2));
  }
}
