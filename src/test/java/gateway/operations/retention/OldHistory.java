package gateway.operations.retention;

import gateway.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.UUID;

/**
 * A tenant's history of long ago, as the statements of the service would have written it then.
 *
 * <p>In the order of the log, for a size of n: {@code mixed-1} to {@code mixed-n} are created in
 * the first month and {@code active} since yesterday; {@code old-1} to {@code old-20n} created in
 * the second month and changed at once; {@code gone-1} to {@code gone-6n} created, then deleted in
 * the third month; {@code late-1} to {@code late-2n} created in the fourth. A prefix is for another
 * one of the same tenant.
 */
record OldHistory(UUID tenant, YearMonth begin, String prefix) {

  OldHistory(UUID tenant, YearMonth begin) {
    this(tenant, begin, "");
  }

  private static final String CREATED =
      """
      array['id','userName','action','requestDateTime','deviceOwnerUserPrincipalName','actionState','deviceActionCategory']
      """;

  /** Parts of entries: what was there, and what came; the personal ones apart. */
  private static final String PLAIN =
      "array[id,null,'remoteLock','2024-01-01T00:00:00Z',null,'pending','single']";

  private static final String PERSONAL = "array[null,'Ada',null,null,'ada@example.org',null,null]";

  private static final String NOTHING = "array[null,null,null,null,null,null,null]::text[]";

  void write(int size) throws SQLException {
    months();
    try (var superuser = TestDatabase.asSuperuser()) {
      write(superuser, size);
      superuser.commit();
    }
  }

  /** Makes the partitions of its months; without them its entries go to the default one. */
  void months() throws SQLException {
    try (var owner = TestDatabase.asOwner()) {
      for (int i = 0; i < 4; i++) {
        months(owner, begin.plusMonths(i));
      }
    }
  }

  /** Within a transaction that the caller commits. */
  void write(Connection superuser, int size) throws SQLException {
    superuser.setAutoCommit(false);
    String longAgo = "'%s'".formatted(begin.plusMonths(3).atDay(20));
    audits(superuser, prefix + "mixed", size, 3, "Ada", "now() - interval '1 day'");
    audits(superuser, prefix + "old", 20 * size, 3, "Bo", longAgo);
    audits(superuser, prefix + "late", 2 * size, 1, "Ada", longAgo);
    created(superuser, prefix + "mixed", size, 0);
    created(superuser, prefix + "old", 20 * size, 1);
    created(superuser, prefix + "gone", 6 * size, 2);
    created(superuser, prefix + "late", 2 * size, 3);
    changed(
        superuser,
        "update_old",
        """
        select '%1$s'::uuid, '%4$sold-' || i, 2, %2$s + interval '1 second', 2, array['userName','actionState'], array[true,false],
          array[null,'pending'], array[null,'active'], array['Ada',null], array['Bo',null] from generate_series(1, %3$d) i
        """
            .formatted(tenant, at(1), 20 * size, prefix));
    changed(
        superuser,
        "update_mixed",
        """
        select '%1$s'::uuid, '%3$smixed-' || i, 2, now() - interval '1 day', 2, array['actionState'], array[false],
          array['pending'], array['active'], array[null]::text[], array[null]::text[] from generate_series(1, %2$d) i
        """
            .formatted(tenant, size, prefix));
    changed(
        superuser,
        "delete",
        """
        select '%1$s'::uuid, id, 2, %2$s + interval '2 days', 3, %3$s, array[false,true,false,false,true,false,false],
          %4$s, %5$s, %6$s, %5$s from generate_series(1, %7$d) i, lateral (select '%8$sgone-' || i as id) a
        """
            .formatted(tenant, at(2), CREATED, PLAIN, NOTHING, PERSONAL, 6 * size, prefix));
    execute(
        superuser,
        "insert into tombstone select '%s', '%sgone-' || i, 2, now() from generate_series(1, %d) i"
            .formatted(tenant, prefix, 6 * size));
  }

  private void audits(
      Connection superuser, String name, int count, int state, String user, String changed)
      throws SQLException {
    execute(
        superuser,
        """
        insert into audit (tenant_id, id, version, changed_at, user_name, action, request_date_time, request_ticks,
          device_owner_user_principal_name, action_state, device_action_category)
        select '%s', '%s-' || i, %d, %s, '%s', 4, '2024-01-01T00:00:00Z', 0, 'ada@example.org', %d, 0 from generate_series(1, %d) i
        """
            .formatted(tenant, name, state == 1 ? 1 : 2, changed, user, state, count));
  }

  private void created(Connection superuser, String name, int count, int month)
      throws SQLException {
    changed(
        superuser,
        "create",
        """
        select '%1$s'::uuid, id, 1, %2$s, 1, %3$s, array[false,true,false,false,true,false,false], %4$s, %5$s, %4$s, %6$s
        from generate_series(1, %7$d) i, lateral (select '%8$s-' || i as id) a
        """
            .formatted(tenant, at(month), CREATED, NOTHING, PLAIN, PERSONAL, count, name));
  }

  private static void changed(Connection superuser, String request, String entries)
      throws SQLException {
    execute(
        superuser,
        """
        with fact as (
          select gen_random_uuid() as id, f.* from (%s) as f (tenant_id, audit_id, sequence, changed_at, operation, properties, personal,
            plain_before, plain_after, personal_before, personal_after)
        ),
        entry as (
          insert into history_entry (tenant_id, audit_id, sequence, changed_at, id, operation, principal_id, application_id,
            authorization_kind, request_id, client_request_id, properties, personal, before, after)
          select tenant_id, audit_id, sequence, changed_at, id, operation, 'p', 'a', 1, gen_random_uuid(), '%s', properties, personal,
            plain_before, plain_after from fact
        ),
        personal_values as (
          insert into history_personal (tenant_id, audit_id, sequence, changed_at, user_principal_name, client_address, before, after)
          select tenant_id, audit_id, sequence, changed_at, 'eve@example.org', '127.0.0.1', personal_before, personal_after from fact
        )
        insert into log_pending select tenant_id, changed_at, id from fact
        """
            .formatted(entries, request));
  }

  /** A day of a month; a second for each. */
  private String at(int month) {
    return "'%s'::timestamptz + make_interval(secs => 2 * i)"
        .formatted(begin.plusMonths(month).atDay(10) + " 00:00:00+00");
  }

  private static void months(Connection owner, YearMonth month) throws SQLException {
    for (String parent : new String[] {"history_entry", "history_personal"}) {
      execute(
          owner,
          "create table if not exists %1$s_%2$s partition of %1$s for values from ('%3$s 00:00:00+00') to ('%4$s 00:00:00+00')"
              .formatted(
                  parent,
                  month.toString().replace('-', '_'),
                  month.atDay(1),
                  month.plusMonths(1).atDay(1)));
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      boolean _ = statement.execute(sql);
    }
  }
}
