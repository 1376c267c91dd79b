package gateway.history;

import gateway.security.TenantScope;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parts of an erasure's statements that are about the history: they take personal values out of
 * it, and the salts that open their commitments out of the log (contract §11). What proves stays:
 * entries, leaves, proofs.
 *
 * <p>All of it is work within one transaction: {@link #LOCK_LOG} first, then the locks of the
 * audits, then their history, so that each statement sees what its locks waited for. {@code
 * docs/decisions/0015-erasure.md} has the reasons.
 */
public final class Erasure {

  /** {@link #LOCK_LOG} locks what is there. */
  public static final String ENSURE_LOG =
      "insert into log_head (tenant_id) select $1::uuid where "
          + TenantScope.GATE
          + " on conflict do nothing";

  /**
   * Keeps the sequencer out until the transaction ends: it could have read values already whose
   * salts it has still to store. Other erasures of the tenant wait, too.
   */
  public static final String LOCK_LOG =
      "select size from log_head where " + TenantScope.ROWS + " for update";

  private Erasure() {}

  /**
   * Whether a value is a person's name, ignoring case by Unicode's simple mapping, as SQL. The name
   * is mapped once a statement; of a value that is ASCII, {@code lower} does the same in a fraction
   * of the time, and every value of a tenant is compared.
   *
   * @param person the parameter that is the person's name; for null the comparison is null
   */
  public static String sameName(String value, String person) {
    return "case when octet_length(%1$s) = char_length(%1$s) then lower(%1$s collate \"C\") else simple_lower(simple_upper(%1$s)) end = (select simple_lower(simple_upper(%2$s::text)))"
        .formatted(value, person);
  }

  /**
   * A query for the ids of audits, living or not, in whose history a person is named, as initiator
   * or by a property; some of them more than once.
   *
   * @param person the parameter that is the person's name
   * @param last the parameter behind which the ids are looked for
   */
  public static String naming(Erasable what, String person, String last) {
    return """
    select audit_id from recorded_change where %s and audit_id > %s::text and (
      %s or properties && array[%s] and exists (
        select from unnest(properties, personal_before, personal_after) as v (name, before, after)
        where name in (%s) and (%s or %s)))
    """
        .formatted(
            TenantScope.ROWS,
            last,
            sameName("user_principal_name", person),
            quoted(what.naming()),
            quoted(what.naming()),
            sameName("v.before", person),
            sameName("v.after", person));
  }

  /**
   * Expressions that clear the history of all audits of the expression {@code known}, which the
   * caller has locked: {@code audit_id}, and {@code owner}, whether the audit's owner is the person
   * as the audit is now. They give {@code past}, the entries with what they were; {@code owned},
   * the audits whose owner is or was the person; {@code part}, what was lost of which audit ({@code
   * property}: null for what names the initiator); {@code gone}, the entries that lost something.
   * {@code offset 0} has the entries of each audit looked up by its id, in turn, and their order by
   * the index that has it: of a month that was empty when it was analysed, the planner takes any.
   * What is deleted is asked for by arrays of keys, too, or the planner may read all that the
   * tenant has to join it.
   *
   * <p>A row of personal values is never updated; it goes, and what is left of it comes. An
   * erasure's own entry says who erased: that is no value of the audit, and goes with its person
   * only.
   *
   * @param person the parameter that is the person's name, or null for all personal values
   */
  public static String clear(Erasable what, String person) {
    return """
    past as (
      select e.* from known k, lateral (
        select audit_id, id, sequence, changed_at, operation, user_principal_name, client_address, properties, personal_before, personal_after, erased
        from recorded_change where %1$s and audit_id = k.audit_id order by sequence offset 0
      ) e
    ),
    value as (
      select e.audit_id, e.id, v.n, v.name, s.side, coalesce(v.name in (%2$s) and %3$s, false) as named
      from past e,
        unnest(e.properties, e.personal_before, e.personal_after) with ordinality as v (name, before, after, n),
        lateral (values ('/before', v.before), ('/after', v.after)) as s (side, value)
      where s.value is not null
    ),
    owned as (
      select audit_id from known where owner
      union select audit_id from value where name = '%4$s' and named
    ),
    part as (
      select audit_id, id, n, side, name || side as name, name as property, '/changes/' || (n - 1) || side as path from value
      where %5$s::text is null or named or name in (%6$s) and audit_id in (select audit_id from owned)
      union all
      select e.audit_id, e.id, null, i.side, i.name, null, i.path from past e,
        lateral (values
          ('/name', '%7$s', '/userPrincipalName', e.user_principal_name),
          ('/address', '%8$s', '/clientAddress', e.client_address)) as i (side, name, path, value)
      where i.value is not null and case when %5$s::text is null then e.operation <> %9$d else coalesce(%10$s, false) end
    ),
    lost as (
      select id, array_agg(name order by n nulls last, side desc) as names from part group by id
    ),
    gone as (
      delete from history_personal p using past e join lost l using (id)
      where %11$s and p.tenant_id = $1::uuid and p.audit_id = any (array(select audit_id from known))
        and p.audit_id = e.audit_id and p.sequence = e.sequence and p.changed_at = e.changed_at
      returning e.*, l.names
    ),
    left_over as (
      insert into history_personal (tenant_id, audit_id, sequence, changed_at, user_principal_name, client_address, before, after, erased)
      select $1::uuid, g.audit_id, g.sequence, g.changed_at,
        case when not '%7$s' = any (g.names) then g.user_principal_name end,
        case when not '%8$s' = any (g.names) then g.client_address end,
        array(select case when not name || '/before' = any (g.names) then value end
          from unnest(g.properties, g.personal_before) with ordinality as v (name, value, n) order by n),
        array(select case when not name || '/after' = any (g.names) then value end
          from unnest(g.properties, g.personal_after) with ordinality as v (name, value, n) order by n),
        g.erased || g.names
      from gone g where %11$s
    ),
    closed as (
      delete from log_salt s using part p
      where %11$s and s.tenant_id = $1::uuid and s.entry_id = any (array(select id from lost)) and s.entry_id = p.id and s.path = p.path
    )\
    """
        .formatted(
            TenantScope.ROWS,
            quoted(what.naming()),
            sameName("s.value", person),
            what.owner(),
            person,
            quoted(what.owned()),
            RecordedChange.ERASED_NAME,
            RecordedChange.ERASED_ADDRESS,
            EntryOperation.ERASE.number(),
            sameName("e.user_principal_name", person),
            TenantScope.GATE);
  }

  private static String quoted(List<String> names) {
    return names.stream().collect(Collectors.joining("', '", "'", "'"));
  }
}
