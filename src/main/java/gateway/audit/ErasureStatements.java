package gateway.audit;

import static gateway.audit.AuditProperty.DEVICE_DISPLAY_NAME;
import static gateway.audit.AuditProperty.DEVICE_IMEI;
import static gateway.audit.AuditProperty.DEVICE_OWNER_USER_PRINCIPAL_NAME;
import static gateway.audit.AuditProperty.INITIATED_BY_USER_PRINCIPAL_NAME;
import static gateway.audit.AuditProperty.USER_NAME;

import gateway.history.EntryStatement;
import gateway.history.Erasure;
import gateway.security.TenantScope;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of an erasure as far as audits and tombstones go. {@code $1} is the tenant, {@code
 * $2} the audit's id.
 */
final class ErasureStatements {

  /** What can be the name of a person. */
  static final List<AuditProperty> NAMING =
      List.of(USER_NAME, INITIATED_BY_USER_PRINCIPAL_NAME, DEVICE_OWNER_USER_PRINCIPAL_NAME);

  static final AuditProperty OWNER = DEVICE_OWNER_USER_PRINCIPAL_NAME;

  /** What identifies the device of a person. */
  static final List<AuditProperty> OWNED = List.of(DEVICE_DISPLAY_NAME, DEVICE_IMEI);

  private static final List<AuditProperty> PERSONAL =
      AuditProperty.WRITABLE.stream().filter(AuditProperty::personal).toList();

  /** {@code $2} here: a name; {@code $3}: at most so many. */
  static final String NAMED =
      "select id from audit where %s and (%s) limit $3::int4"
          .formatted(
              TenantScope.ROWS,
              NAMING.stream()
                  .map(property -> Erasure.sameName(property.column(), "$2"))
                  .collect(Collectors.joining(" or ")));

  /** {@code $3}: a name, or null. Whether it is the owner's. */
  static final String LOCK_AUDIT =
      "select coalesce(%s, false) from audit where %s and id = $2 for update"
          .formatted(Erasure.sameName(OWNER.column(), "$3"), TenantScope.ROWS);

  static final String LOCK_TOMBSTONE =
      "select version from tombstone where " + TenantScope.ROWS + " and audit_id = $2 for update";

  /**
   * Clears the audit and appends the entry that says so, if anything was lost here or in the
   * history. {@code $3} to {@code $10}: the initiator; {@code $11}: a name, or null for all
   * personal values; {@code $12}: whether the owner is or was of that name; {@code $13}: names of
   * the properties that the history has lost, {@code $14}: in how many entries.
   */
  static final String RECORD = record();

  private ErasureStatements() {}

  private static String record() {
    return """
    with living as (
      select * from audit where %1$s and id = $2
    ),
    dead as (
      select version, (select max(e.changed_at) from history_entry e where %1$s and e.audit_id = $2) as changed_at
      from tombstone where %1$s and audit_id = $2
    ),
    difference as (
      select d.n, d.name from (values
        %2$s) as d (n, name, lost)
      where d.lost or d.name = any ($13::text[])
    ),
    fact as (
      select $1::uuid as tenant_id, $2::text as audit_id, version + 1 as sequence,
        greatest(clock_timestamp(), changed_at + interval '1 microsecond') as changed_at
      from (select version, changed_at from living union all select version, changed_at from dead) d
      where $14::int4 > 0 or exists (select from difference)
    ),
    %3$s,
    cleared as (
      update audit set version = fact.sequence, changed_at = fact.changed_at, %4$s
      from fact where %5$s and audit.tenant_id = $1 and audit.id = $2
    ),
    raised as (
      update tombstone set version = fact.sequence
      from fact where %5$s and tombstone.tenant_id = $1 and tombstone.audit_id = $2
    )
    select exists (select from fact)
    """
        .formatted(
            TenantScope.ROWS,
            PERSONAL.stream()
                .map(property ->
                    "(%d, '%s', coalesce((select %s from living), false))"
                        .formatted(
                            property.ordinal(), property.wireName(), loses("living", property)))
                .collect(Collectors.joining(",\n    ")),
            EntryStatement.appendErasure(3, 11),
            PERSONAL.stream()
                .map(property ->
                    "%1$s = case when %2$s then null else audit.%1$s end"
                        .formatted(property.column(), loses("audit", property)))
                .collect(Collectors.joining(", ")),
            TenantScope.GATE);
  }

  private static String loses(String table, AuditProperty property) {
    String value = table + "." + property.column();
    String matches =
        NAMING.contains(property)
            ? Erasure.sameName(value, "$11")
            : OWNED.contains(property) ? "$12::boolean" : "false";
    return "(%s is not null and ($11::text is null or %s))".formatted(value, matches);
  }
}
