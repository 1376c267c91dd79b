package gateway.audit;

import static gateway.audit.AuditProperty.REQUEST_DATE_TIME;
import static gateway.audit.AuditProperty.TICKS_COLUMN;
import static gateway.audit.AuditProperty.WRITABLE;

import gateway.history.EntryOperation;
import gateway.history.EntryStatement;
import gateway.security.TenantScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements of the hot path, made once from the table of properties. Each changes the row and
 * appends the history entry together, and works on PostgreSQL 15 to 18.
 *
 * <p>{@code $1} is the tenant and {@code $2} the id in all of them; {@link AuditRepository} binds
 * the rest in the order given here.
 */
final class AuditStatements {

  /**
   * The columns that every statement returns, in the order in which {@link StoredAudit} reads them:
   * the version, then the properties.
   */
  static final String COLUMNS =
      "version, "
          + Arrays.stream(AuditProperty.values())
              .map(AuditProperty::column)
              .collect(Collectors.joining(", "));

  static final String FIND =
      "select " + COLUMNS + " from audit where " + TenantScope.ROWS + " and id = $2";

  /**
   * The row as it is, locked; a condition on the version then lets it through or not. {@code $3}:
   * the versions that If-Match allows, or null.
   */
  private static final String LOCKED =
      """
      with locked as (
        select * from audit where %s and id = $2 for update
      ),
      matched as (
        select *, greatest(clock_timestamp(), changed_at + interval '1 microsecond') as next_change
        from locked where $3::bigint[] is null or version = any ($3::bigint[])
      ),
      """
          .formatted(TenantScope.ROWS);

  /**
   * {@code $4} on: the initiator; then for each writable property whether it is named and its
   * value; last the ticks.
   */
  static final String UPDATE = update();

  /** {@code $4} on: the initiator. */
  static final String DELETE = delete();

  /** {@code $3} on: the initiator; then the value of each writable property; last the ticks. */
  static final String CREATE = create();

  private static final int INITIATOR_PARAMETERS = 8;

  private AuditStatements() {}

  private static String update() {
    int first = 4 + INITIATOR_PARAMETERS;
    var next = new ArrayList<String>();
    for (int i = 0; i < WRITABLE.size(); i++) {
      var property = WRITABLE.get(i);
      next.add(chosen(first + 2 * i, first + 2 * i + 1, property.column(), cast(property)));
    }
    int named = first + 2 * WRITABLE.indexOf(REQUEST_DATE_TIME);
    next.add(chosen(named, first + 2 * WRITABLE.size(), TICKS_COLUMN, "bigint"));
    return LOCKED
        + """
        next as (
          select id, version, changed_at, next_change, %s from matched
        ),
        difference as (
          %s
        ),
        fact as (
          select $1::uuid as tenant_id, id as audit_id, version + 1 as sequence, next_change as changed_at from matched
        ),
        %s,
        updated as (
          update audit set version = fact.sequence, changed_at = fact.changed_at, %s
          from fact, change, next where %s and audit.tenant_id = $1 and audit.id = $2
        )
        select (select sequence from fact, change), %s
        from locked left join next on true
        """
            .formatted(
                String.join(",\n    ", next),
                differences(
                    WRITABLE,
                    "from locked, next",
                    p -> "locked." + p.column(),
                    p -> "next." + p.column()),
                EntryStatement.append(EntryOperation.UPDATE, 4),
                assignments(column -> "next." + column),
                TenantScope.GATE,
                "next.version, next.id, "
                    + WRITABLE.stream()
                        .map(p -> "next." + p.column())
                        .collect(Collectors.joining(", ")));
  }

  private static String delete() {
    return LOCKED
        + """
        difference as (
          %s
        ),
        fact as (
          select $1::uuid as tenant_id, id as audit_id, version + 1 as sequence, next_change as changed_at from matched
        ),
        %s,
        removed as (
          delete from audit using fact where %s and audit.tenant_id = $1 and audit.id = $2
        ),
        left_over as (
          insert into tombstone (tenant_id, audit_id, version, deleted_at)
          select tenant_id, audit_id, sequence, changed_at from fact
        )
        select exists (select from fact) from locked
        """
            .formatted(
                present("from matched", "matched", true),
                EntryStatement.append(EntryOperation.DELETE, 4),
                TenantScope.GATE);
  }

  private static String create() {
    int first = 3 + INITIATOR_PARAMETERS;
    var columns = new ArrayList<String>();
    var values = new ArrayList<String>();
    for (int i = 0; i < WRITABLE.size(); i++) {
      columns.add(WRITABLE.get(i).column());
      values.add("$" + (first + i) + "::" + cast(WRITABLE.get(i)));
    }
    return """
    with created as (
      insert into audit (tenant_id, id, version, changed_at, %s, %s)
      select $1::uuid, $2::text, 1, clock_timestamp(), %s, $%d::bigint where %s
      on conflict do nothing returning *
    ),
    difference as (
      %s
    ),
    fact as (
      select tenant_id, id as audit_id, version as sequence, changed_at from created
    ),
    %s
    select %s from created
    """
        .formatted(
            String.join(", ", columns),
            TICKS_COLUMN,
            String.join(", ", values),
            first + WRITABLE.size(),
            TenantScope.GATE,
            present("from created", "created", false),
            EntryStatement.append(EntryOperation.CREATE, 3),
            COLUMNS);
  }

  /**
   * Rows of {@code difference} for a whole audit that comes or goes: each property that is not
   * null.
   */
  static String present(String from, String table, boolean goes) {
    Function<AuditProperty, String> value = property -> table + "." + property.column();
    Function<AuditProperty, String> nothing = _ -> "null";
    return differences(
        List.of(AuditProperty.values()), from, goes ? value : nothing, goes ? nothing : value);
  }

  private static String differences(
      List<AuditProperty> properties,
      String from,
      Function<AuditProperty, String> old,
      Function<AuditProperty, String> next) {
    var rows =
        properties.stream()
            .map(p ->
                "(%d, '%s', %s, %s, %s)"
                    .formatted(
                        p.ordinal(),
                        p.wireName(),
                        p.personal(),
                        text(p, old.apply(p)),
                        text(p, next.apply(p))))
            .collect(Collectors.joining(",\n    "));
    return "select d.* %s, lateral (values\n    %s) as d (n, name, personal, old, new)\n  where old is distinct from new"
        .formatted(from, rows);
  }

  /** A value as the history keeps it: the text of the wire, an enum by its name. */
  private static String text(AuditProperty property, String expression) {
    return property.type() instanceof AuditProperty.Type.Enum(var enumeration)
            && !expression.equals("null")
        ? "(array['%s'])[%s + 1]"
            .formatted(String.join("','", enumeration.namesByNumber()), expression)
        : expression + "::text";
  }

  private static String chosen(int named, int value, String column, String cast) {
    return "case when $%d::boolean then $%d::%s else %s end as %s"
        .formatted(named, value, cast, column, column);
  }

  private static String assignments(Function<String, String> value) {
    return WRITABLE.stream()
            .map(property -> property.column() + " = " + value.apply(property.column()))
            .collect(Collectors.joining(", "))
        + ", "
        + TICKS_COLUMN
        + " = "
        + value.apply(TICKS_COLUMN);
  }

  private static String cast(AuditProperty property) {
    return switch (property.type()) {
      case AuditProperty.Type.Text _, AuditProperty.Type.Instant _ -> "text";
      case AuditProperty.Type.Enum _ -> "smallint";
    };
  }
}
