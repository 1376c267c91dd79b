package gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses, whoever asks. */
@GatewayTest
class StoreTest {

  /** A row of each table of the log, of a tenant that nobody else knows. */
  private static final Map<String, String> LOGGED =
      Map.of(
          "log_leaf", "insert into log_leaf values ('%s', 0, gen_random_uuid(), now(), '{}')",
          "log_contradiction", "insert into log_contradiction values ('%s', 1, '', now(), 1)",
          "log_checkpoint", "insert into log_checkpoint values ('%s', 1, now(), '')",
          "log_cosignature", "insert into log_cosignature values ('%s', 1, '', 'w', 1, now(), '')",
          "log_salt", "insert into log_salt values ('%s', gen_random_uuid(), '/clientAddress', '')",
          "log_tile", "insert into log_tile values ('%s', 0, 0, sha256(''))");

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update history_entry set principal_id = 'x'",
        "delete from history_entry",
        "truncate history_entry",
        "update history_entry_default set principal_id = 'x'",
        "truncate history_entry_default",
        "update history_personal set client_address = 'x'",
        "truncate history_personal",
        "truncate history_personal_default",
        "update log_leaf set leaf = ''",
        "delete from log_leaf",
        "truncate log_leaf",
        "update log_checkpoint set note = ''",
        "delete from log_checkpoint",
        "truncate log_checkpoint",
        "update log_cosignature set line = ''",
        "delete from log_cosignature",
        "truncate log_cosignature",
        "update log_salt set salt = ''",
        "update log_tile set hashes = substr(hashes, 2)",
        "delete from log_tile",
        "truncate log_tile",
        "update log_contradiction set epoch = null",
        "update log_contradiction set size = 2",
        "update log_contradiction set witness = 'w'",
        "delete from log_contradiction",
        "truncate log_contradiction",
      })
  void refuses_even_its_owner_to_alter_the_history(String sql) throws SQLException {
    assertThat(api.created()).isNotEmpty();

    try (var owner = TestDatabase.asOwner()) {
      // A statement that touches no row fires no row trigger; the default partition may be empty.
      if (sql.startsWith("update history_entry_default")) {
        execute(
            owner,
            "insert into history_entry select tenant_id, audit_id, sequence, '1999-01-01', id, operation, principal_id, application_id, authorization_kind, request_id, client_request_id, properties, personal, before, after from history_entry limit 1 on conflict do nothing");
      }
      for (var logged : LOGGED.entrySet()) {
        if (sql.contains(logged.getKey())) {
          execute(owner, logged.getValue().formatted(UUID.randomUUID()));
        }
      }
      assertThatThrownBy(() -> execute(owner, sql))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void refuses_to_truncate_the_partition_of_this_month() throws SQLException {
    try (var owner = TestDatabase.asOwner()) {
      String partition =
          "history_entry_"
              + java.time.YearMonth.now(java.time.ZoneOffset.UTC).toString().replace('-', '_');

      assertThatThrownBy(() -> execute(owner, "truncate " + partition))
          .hasMessageContaining("append-only");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update history_entry set principal_id = 'x'",
        "delete from history_entry",
        "update history_personal set client_address = 'x'",
        "truncate history_entry",
        "update tombstone set deleted_at = now()",
        "delete from tombstone",
        "update service_key set key = ''",
        "update log_leaf set leaf = ''",
        "delete from log_leaf",
        "update log_checkpoint set note = ''",
        "delete from log_checkpoint",
        "update log_cosignature set line = ''",
        "delete from log_cosignature",
        "update log_salt set salt = ''",
        "update log_pending set changed_at = now()",
        "delete from log_head",
        "update log_head set pruned = 256",
        "insert into log_head (tenant_id, pruned) values (gen_random_uuid(), 0)",
        "update log_head set epoch = 1",
        "update log_head set published_root = null",
        "insert into log_contradiction (tenant_id, size, root, epoch) values (gen_random_uuid(), 1, '', 1)",
        "update log_contradiction set epoch = 1",
        "delete from log_contradiction",
        "delete from log_tile",
        "select * from history_entry_default",
        "create table t (x int)",
        "alter table audit disable row level security",
        "select ensure_history_partitions(1)",
      })
  void grants_the_serving_role_what_it_needs_and_no_more(String sql) throws SQLException {
    try (var gateway = TestDatabase.asGateway()) {
      assertThatThrownBy(() -> execute(gateway, sql))
          .isInstanceOf(SQLException.class)
          .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("42501"));
    }
  }

  /** Temporary tables come before all others, unless a function says where its own are. */
  @Test
  void lets_nobody_put_a_temporary_table_in_the_place_of_one_that_a_trigger_reads()
      throws SQLException {
    String id = api.created();
    String gone = api.created();
    api.delete(Api.AUDITS + "/" + gone).is(204);

    try (var gateway = TestDatabase.asGateway()) {
      gateway.setAutoCommit(false);
      execute(gateway, "select set_config('gateway.tenant', '" + tenant + "', true)");
      execute(gateway, "create temporary table tombstone (tenant_id uuid, audit_id text)");

      assertThatThrownBy(() ->
              execute(
                  gateway,
                  "insert into audit values ('%s', '%s', 1, now(), null, null, null, 1, '', 0, null, null, 1, null, null, 0)"
                      .formatted(tenant, gone)))
          .hasMessageContaining("audit id was deleted");
    }
    try (var owner = TestDatabase.asOwner()) {
      execute(
          owner,
          """
          create temporary table log_head as select '%1$s'::uuid as tenant_id, 256 as pruned;
          create temporary table log_leaf as
            select tenant_id, id as entry_id, 0 as index from history_entry where tenant_id = '%1$s'
          """
              .formatted(tenant));

      assertThatThrownBy(
              () -> execute(owner, "delete from history_entry where tenant_id = '" + tenant + "'"))
          .hasMessageContaining("append-only");
    }
    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void refuses_the_serving_role_a_row_of_another_tenant() throws SQLException {
    try (var gateway = TestDatabase.asGateway()) {
      gateway.setAutoCommit(false);
      execute(gateway, "select set_config('gateway.tenant', '" + UUID.randomUUID() + "', true)");

      assertThatThrownBy(() ->
              execute(
                  gateway,
                  "insert into audit values ('%s', 'x', 1, now(), null, null, null, 1, '', 0, null, null, 1, null, null, 0)"
                      .formatted(tenant)))
          .hasMessageContaining("row-level security");
    }
  }

  @Test
  void changes_no_row_whose_history_entry_cannot_be_written() throws SQLException {
    String id = api.created();
    var before = api.audit(id);
    try (var owner = TestDatabase.asOwner()) {
      execute(
          owner,
          "create function break_history() returns trigger language plpgsql as $$ begin if new.tenant_id = '%s' then raise exception 'broken on purpose'; end if; return new; end $$"
              .formatted(tenant));
      execute(owner, "grant execute on function break_history() to gateway");
      TestDatabase.changeHistory(
          owner,
          "create trigger broken before insert on history_personal for each row execute function break_history()");
      try {
        var answer = api.patch(id, "{\"actionState\":\"done\"}").is(500);
        api.delete(Api.AUDITS + "/" + id).is(500);
        api.post(
                "{\"id\":\"unmade\",\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}")
            .is(500);

        assertThat(answer.error().get("code").asText()).isEqualTo("InternalServerError");
        assertThat(answer.body())
            .doesNotContain("broken on purpose", "history_personal", "Exception");
      } finally {
        TestDatabase.changeHistory(owner, "drop trigger broken on history_personal");
        execute(owner, "drop function break_history()");
      }
    }
    assertThat(api.audit(id)).isEqualTo(before);
    assertThat(api.history(id)).hasSize(1);
    api.get(Api.AUDITS + "/unmade").is(404);
    api.patch(id, "{\"actionState\":\"done\"}").is(200);
  }

  @Test
  void keeps_personal_values_out_of_the_entries() throws SQLException {
    String secret = "person-" + UUID.randomUUID();
    String id = api.created();
    api.patch(
            id,
            "{\"userName\":\"%1$s\",\"deviceIMEI\":\"%1$s\",\"actionState\":\"done\"}"
                .formatted(secret))
        .is(200);

    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) filter (where e::text like '%%%1$s%%'), (select count(*) from history_personal p where p::text like '%%%1$s%%') from history_entry e"
                    .formatted(secret))) {
      rows.next();
      assertThat(rows.getLong(1)).isZero();
      assertThat(rows.getLong(2)).isEqualTo(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      boolean _ = statement.execute(sql);
    }
  }
}
