package gateway.audit;

import gateway.history.EntryOperation;
import gateway.history.ServiceEntries;

/**
 * Writes down what living audits are, each in an entry of its own, so that the entries which it
 * came from can go (contract §11). The entry is a change like any other: the audit's next version,
 * and so a new ETag.
 */
public final class SnapshotStatement {

  /**
   * For any number of audits of a tenant; those whose row somebody else has locked are left out, so
   * that neither waits for the other. Parameters: the two of {@link ServiceEntries#OPERATOR}, the
   * tenant, the audits' ids ({@code text[]}), the ids of their entries ({@code uuid[]}). Gives how
   * many there were.
   */
  public static final String SQL =
      ServiceEntries.OPERATOR
          + """
          ,
          asked as (
            select ?::uuid as tenant_id, a.id, a.entry_id from unnest(?::text[], ?::uuid[]) as a (id, entry_id)
          ),
          locked as (
            select audit.* from audit join asked using (tenant_id, id) for update of audit skip locked
          ),
          fact as (
            select l.tenant_id, l.id as audit_id, l.version + 1 as sequence,
              greatest(clock_timestamp(), l.changed_at + interval '1 microsecond') as changed_at, asked.entry_id, change.*
            from locked l join asked using (tenant_id, id), lateral (
              with difference as (
                %s
              )
              %s
            ) change
          ),
          %s,
          raised as (
            update audit set version = fact.sequence, changed_at = fact.changed_at
            from fact where audit.tenant_id = fact.tenant_id and audit.id = fact.audit_id
          )
          select count(*) from fact
          """
              .formatted(
                  AuditStatements.present("from (select l.*) as living", "living", false),
                  ServiceEntries.CHANGE,
                  ServiceEntries.append(EntryOperation.SNAPSHOT));

  private SnapshotStatement() {}
}
