package gateway.history;

/**
 * The part of a writer's statement that appends its history entry, so that a change and its entry
 * are one statement and neither is there without the other.
 *
 * <p>The writer's statement provides two common table expressions. {@code fact} has one row when
 * there is something to record, with {@code tenant_id}, {@code audit_id}, {@code sequence}, {@code
 * changed_at}; {@code difference} has {@code n} (the order), {@code name}, {@code personal}, {@code
 * old}, {@code new}, all values as text, one row for each property that changed.
 */
public final class EntryStatement {

  /** What an entry says of its rows of {@code difference}; no row for none. */
  static final String CHANGE =
      """
      select array_agg(name order by n) as properties,
             array_agg(personal order by n) as personal,
             array_agg(case when not personal then old end order by n) as plain_before,
             array_agg(case when not personal then new end order by n) as plain_after,
             array_agg(case when personal then old end order by n) as personal_before,
             array_agg(case when personal then new end order by n) as personal_after
      from difference having count(*) > 0\
      """;

  private EntryStatement() {}

  /**
   * The expressions {@code change}, {@code entry}, {@code personal_values} and {@code log_mark}, to
   * stand behind those of the writer. {@code change} has one row, or none when nothing changed. The
   * mark is what the log's sequencer finds the entry by; it waits for nobody.
   *
   * @param firstParameter the number of the first of the parameters that {@link Initiator#addTo}
   *     adds
   */
  public static String append(EntryOperation operation, int firstParameter) {
    return """
    change as (
      %s
    ),
    %s,
    personal_values as (
      insert into history_personal (tenant_id, audit_id, sequence, changed_at, user_principal_name, client_address, before, after)
      select f.tenant_id, f.audit_id, f.sequence, f.changed_at, $%d, $%d, c.personal_before, c.personal_after
      from fact f, change c
    )
    """
        .formatted(
            CHANGE,
            entry(
                operation, "$" + firstParameter + "::uuid", "fact f, change c", firstParameter + 1),
            firstParameter + 6,
            firstParameter + 7);
  }

  /**
   * The same for erasures, any number at once: {@code fact} has {@code entry_id}, too, whose values
   * are the first parameter; {@code difference} has {@code audit_id}, {@code n} and {@code name}
   * only, and may have no row of a {@code fact}. An entry names what was erased, and holds no
   * value. Whoever erases their own name is not named by it either.
   *
   * @param person the number of the parameter that is the erased person's name, or null
   */
  public static String appendErasures(int firstParameter, int person) {
    return """
    change as (
      select audit_id, properties, personal, nothing as plain_before, nothing as plain_after, nothing as personal_before, nothing as personal_after
      from (
        select audit_id,
               coalesce(array_agg(name order by n) filter (where name is not null), '{}') as properties,
               coalesce(array_agg(true order by n) filter (where name is not null), '{}') as personal,
               coalesce(array_agg(null::text order by n) filter (where name is not null), '{}') as nothing
        from fact left join difference using (audit_id) group by audit_id
      ) d
    ),
    %1$s,
    personal_values as (
      insert into history_personal (tenant_id, audit_id, sequence, changed_at, user_principal_name, client_address, before, after, erased)
      select f.tenant_id, f.audit_id, f.sequence, f.changed_at, case when not o.own then $%4$d::text end,
        case when not o.own then $%5$d::text end, c.personal_before, c.personal_after,
        case when o.own then array['%2$s', '%3$s'] else '{}' end
      from fact f join change c using (audit_id), (select coalesce(%6$s, false) as own) o
    )
    """
        .formatted(
            entry(
                EntryOperation.ERASE,
                "f.entry_id",
                "fact f join change c using (audit_id)",
                firstParameter + 1),
            RecordedChange.ERASED_NAME,
            RecordedChange.ERASED_ADDRESS,
            firstParameter + 6,
            firstParameter + 7,
            Erasure.sameName("$" + (firstParameter + 6) + "::text", "$" + person));
  }

  private static String entry(
      EntryOperation operation, String id, String from, int firstOfInitiator) {
    return """
    entry as (
      insert into history_entry (tenant_id, audit_id, sequence, changed_at, id, operation, principal_id, application_id,
        authorization_kind, request_id, client_request_id, properties, personal, before, after)
      select f.tenant_id, f.audit_id, f.sequence, f.changed_at, %s, %d, $%d, $%d,
        $%d::smallint, $%d::uuid, $%d, c.properties, c.personal, c.plain_before, c.plain_after
      from %s
    ),
    log_mark as (
      insert into log_pending (tenant_id, changed_at, entry_id)
      select f.tenant_id, f.changed_at, %s from %s
    )\
    """
        .formatted(
            id,
            operation.number(),
            firstOfInitiator,
            firstOfInitiator + 1,
            firstOfInitiator + 2,
            firstOfInitiator + 3,
            firstOfInitiator + 4,
            from,
            id,
            from);
  }
}
