package gateway.audit;

import static gateway.audit.AuditProperty.DEVICE_DISPLAY_NAME;
import static gateway.audit.AuditProperty.DEVICE_IMEI;
import static gateway.audit.AuditProperty.DEVICE_OWNER_USER_PRINCIPAL_NAME;
import static gateway.audit.AuditProperty.INITIATED_BY_USER_PRINCIPAL_NAME;
import static gateway.audit.AuditProperty.USER_NAME;

import gateway.history.EntryStatement;
import gateway.history.Erasable;
import gateway.history.Erasure;
import gateway.security.TenantScope;
import java.util.List;
import java.util.stream.Collectors;

/** The statements of an erasure, for any number of audits at once. {@code $1} is the tenant. */
final class ErasureStatements {

  /** What can be the name of a person. */
  private static final List<AuditProperty> NAMING =
      List.of(USER_NAME, INITIATED_BY_USER_PRINCIPAL_NAME, DEVICE_OWNER_USER_PRINCIPAL_NAME);

  private static final AuditProperty OWNER = DEVICE_OWNER_USER_PRINCIPAL_NAME;

  /** What identifies the device of a person. */
  private static final List<AuditProperty> OWNED = List.of(DEVICE_DISPLAY_NAME, DEVICE_IMEI);

  private static final Erasable ERASABLE =
      new Erasable(names(NAMING), OWNER.wireName(), names(OWNED));

  private static final List<AuditProperty> PERSONAL =
      AuditProperty.WRITABLE.stream().filter(AuditProperty::personal).toList();

  /**
   * Audits that name a person, or did, by their ids. {@code $2}: the name; {@code $3}: the id
   * behind which to look; {@code $4}: at most so many.
   */
  static final String FIND =
      """
      select id from audit where %s and id > $3::text and (%s)
      union
      %s
      order by 1 limit $4::int4
      """
          .formatted(
              TenantScope.ROWS,
              NAMING.stream()
                  .map(property -> Erasure.sameName(property.column(), "$2"))
                  .collect(Collectors.joining(" or ")),
              Erasure.naming(ERASABLE, "$2", "$3"));

  /** {@code $2}: ids; locked in their order, so that two who lock many do not wait in a circle. */
  static final String LOCK_AUDITS =
      "select version from audit where %s and id = any ($2::text[]) order by id for update"
          .formatted(TenantScope.ROWS);

  /** The same; a statement of its own, which sees the deletions for which the one before waited. */
  static final String LOCK_TOMBSTONES =
      "select audit_id from tombstone where %s and audit_id = any ($2::text[]) order by audit_id for update"
          .formatted(TenantScope.ROWS);

  /**
   * Clears locked audits and their history, and appends to each that lost anything the entry that
   * says so. {@code $2}: ids; {@code $3} to {@code $10}: the initiator with the entries' ids;
   * {@code $11}: a name, or null for all personal values. Gives how many audits there are or were,
   * how many lost a value, and how many entries did.
   */
  static final String ERASE = erase();

  private ErasureStatements() {}

  private static String erase() {
    return """
    with asked as (
      select * from unnest($2::text[], $3::uuid[]) as a (audit_id, entry_id)
    ),
    living as (
      select * from audit where %1$s and id = any ($2)
    ),
    known as (
      select id as audit_id, version, changed_at, coalesce(%2$s, false) as owner from living
      union all
      select audit_id, version, deleted_at, false from tombstone where %1$s and audit_id = any ($2)
    ),
    %3$s,
    difference as (
      select k.audit_id, d.n, d.name
      from known k left join living on living.id = k.audit_id, lateral (values
        %4$s) as d (n, name, lost)
      where d.lost or (k.audit_id, d.name) in (select audit_id, property from part where property is not null)
    ),
    newest as (
      select audit_id, max(changed_at) as changed_at from past group by audit_id
    ),
    fact as (
      select $1::uuid as tenant_id, audit_id, k.version + 1 as sequence, a.entry_id,
        greatest(clock_timestamp(), greatest(k.changed_at, n.changed_at) + interval '1 microsecond') as changed_at
      from known k join asked a using (audit_id) left join newest n using (audit_id)
      where audit_id in (select audit_id from gone) or audit_id in (select audit_id from difference)
    ),
    %5$s,
    cleared as (
      update audit set version = fact.sequence, changed_at = fact.changed_at, %6$s
      from fact where %7$s and audit.tenant_id = $1 and audit.id = any ($2) and audit.id = fact.audit_id
    ),
    raised as (
      update tombstone set version = fact.sequence
      from fact where %7$s and tombstone.tenant_id = $1 and tombstone.audit_id = any ($2) and tombstone.audit_id = fact.audit_id
    )
    select (select count(*) from known)::int4, (select count(*) from fact)::int4, (select count(*) from gone)::int4
    """
        .formatted(
            TenantScope.ROWS,
            Erasure.sameName(OWNER.column(), "$11"),
            Erasure.clear(ERASABLE, "$11"),
            PERSONAL.stream()
                .map(property ->
                    "(%d, '%s', %s)"
                        .formatted(
                            property.ordinal(),
                            property.wireName(),
                            loses("living", property, "k.audit_id")))
                .collect(Collectors.joining(",\n    ")),
            EntryStatement.appendErasures(3, 11),
            PERSONAL.stream()
                .map(property ->
                    "%1$s = case when %2$s then null else audit.%1$s end"
                        .formatted(property.column(), loses("audit", property, "audit.id")))
                .collect(Collectors.joining(", ")),
            TenantScope.GATE);
  }

  private static String loses(String table, AuditProperty property, String id) {
    String value = table + "." + property.column();
    String matches =
        NAMING.contains(property)
            ? Erasure.sameName(value, "$11")
            : OWNED.contains(property) ? id + " in (select audit_id from owned)" : "false";
    return "(%s is not null and ($11::text is null or %s))".formatted(value, matches);
  }

  private static List<String> names(List<AuditProperty> properties) {
    return properties.stream().map(AuditProperty::wireName).toList();
  }
}
