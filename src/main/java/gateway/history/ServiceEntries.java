package gateway.history;

import gateway.security.Authorization;

/**
 * The part of a statement that appends entries which nobody asked for over HTTP: those of a command
 * of the service, in the operator's name (contract §11). As {@link EntryStatement}, but for any
 * number of entries at once, and for JDBC.
 *
 * <p>The statement begins with {@link #OPERATOR} and provides {@code fact}, a row for each entry:
 * {@code tenant_id}, {@code audit_id} and {@code sequence} (both null for what belongs to no
 * audit), {@code changed_at}, {@code entry_id}, and the columns of {@link #CHANGE}.
 */
public final class ServiceEntries {

  /**
   * Who it is: the role that logged in, whatever it has become since; whoever is behind it, its
   * log-in must tell. Two parameters: the command's name, and the id of its run.
   */
  public static final String OPERATOR =
      "with operator as (select session_user::text as principal_id, ?::text as application_id, ?::uuid as request_id)";

  /** The columns that say what changed, of rows of {@code difference}. */
  public static final String CHANGE = EntryStatement.CHANGE;

  private ServiceEntries() {}

  /**
   * The expressions {@code entry}, {@code personal_values} and {@code log_mark}. An entry without
   * an audit has no personal half.
   */
  public static String append(EntryOperation operation) {
    return """
    entry as (
      insert into history_entry (tenant_id, audit_id, sequence, changed_at, id, operation, principal_id, application_id,
        authorization_kind, request_id, client_request_id, properties, personal, before, after)
      select f.tenant_id, f.audit_id, f.sequence, f.changed_at, f.entry_id, %d, o.principal_id, o.application_id,
        %d, o.request_id, o.request_id::text, f.properties, f.personal, f.plain_before, f.plain_after
      from fact f, operator o
    ),
    personal_values as (
      insert into history_personal (tenant_id, audit_id, sequence, changed_at, before, after)
      select f.tenant_id, f.audit_id, f.sequence, f.changed_at, f.personal_before, f.personal_after
      from fact f where f.audit_id is not null
    ),
    log_mark as (
      insert into log_pending (tenant_id, changed_at, entry_id)
      select f.tenant_id, f.changed_at, f.entry_id from fact f
    )\
    """
        .formatted(operation.number(), Authorization.OPERATOR.number());
  }
}
