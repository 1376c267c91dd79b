package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.Runbook;
import gateway.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the lines of docs/runbook.md that remove a tenant. */
class TenantLeavesTest {

  /** Found in the database, so that a table that is added later must be in the lines, too. */
  private static final String TABLES =
      """
      select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
        and not (select relispartition from pg_class where oid = c.table_name::regclass)
      """;

  private static final String TRIGGERS =
      "select concat_ws(' ', tgrelid::regclass, tgname, tgenabled) from pg_trigger order by 1";

  /** An old entry and a new one are in two partitions, and a part of the log is pruned. */
  private static final String ROWS =
      """
      insert into audit values ('%1$s', 'a', 2, now(), null, null, null, 1, '', 0, null, null, 1, null, null, 0);
      insert into tombstone values ('%1$s', 'gone', 3, now());
      insert into history_entry
        select '%1$s', 'a', n, case n when 1 then '1999-01-01' else now() end, gen_random_uuid(), 1, 'p', 'x', 1, gen_random_uuid(), '',
          array['userName'], array[true], array[null], array[null]
        from generate_series(1, 2) n;
      insert into history_personal (tenant_id, audit_id, sequence, changed_at, before, after)
        select tenant_id, audit_id, sequence, changed_at, array[null], array['ada'] from history_entry where tenant_id = '%1$s';
      insert into log_pending select tenant_id, changed_at, id from history_entry where tenant_id = '%1$s' and sequence = 2;
      insert into log_head (tenant_id, size, pruned) values ('%1$s', 257, 256);
      insert into log_leaf select tenant_id, 256, id, changed_at, '{}' from history_entry where tenant_id = '%1$s' and sequence = 1;
      insert into log_salt select tenant_id, entry_id, '/clientAddress', '' from log_leaf where tenant_id = '%1$s';
      insert into log_tile values ('%1$s', 0, 1, sha256(''));
      insert into log_checkpoint values ('%1$s', 257, now(), '');
      insert into log_cosignature values ('%1$s', 257, '', 'w', 1, now(), '');
      insert into log_contradiction values ('%1$s', 300, '', now(), 1);
      """;

  private static Connection owner;

  private final UUID leaving = UUID.randomUUID();
  private final UUID staying = UUID.randomUUID();

  @BeforeAll
  static void connects_to_a_database_of_its_own() throws SQLException {
    owner = DriverManager.getConnection(TestDatabase.migrated("leaving"), "owner", "owner");
  }

  @AfterAll
  static void closes() throws SQLException {
    owner.close();
  }

  @BeforeEach
  void writes_two_tenants() throws SQLException {
    execute(ROWS.formatted(leaving));
    execute(ROWS.formatted(staying));
  }

  @Test
  void removes_everything_of_one_tenant_and_nothing_of_another() throws SQLException, IOException {
    var before = rows(staying);
    assertThat(rows(leaving)).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());

    var counts = last(lines(leaving));

    assertThat(rows(leaving)).allSatisfy((table, rows) -> assertThat(rows).as(table).isEmpty());
    assertThat(rows(staying)).isEqualTo(before);
    assertThat(counts).containsKeys(before.keySet().toArray(String[]::new));
    assertThat(counts).allSatisfy((what, count) -> assertThat(count).as(what).isEqualTo("0"));
  }

  @Test
  void leaves_every_trigger_as_it_was() throws SQLException, IOException {
    var before = first(TRIGGERS);

    var _ = last(lines(leaving));

    assertThat(first(TRIGGERS)).isEqualTo(before).noneMatch(trigger -> trigger.endsWith(" D"));
    for (String table :
        List.of(
            "history_entry",
            "history_entry_default",
            "log_leaf",
            "log_tile",
            "log_checkpoint",
            "log_cosignature",
            "log_contradiction")) {
      assertThatThrownBy(
              () -> execute("delete from " + table + " where tenant_id = '" + staying + "'"))
          .as(table)
          .hasMessageContaining("append-only");
    }
    assertThatThrownBy(() -> execute("delete from log_head where tenant_id = '" + staying + "'"))
        .hasMessageContaining("stays pruned");
  }

  @Test
  void finds_nothing_the_second_time() throws SQLException, IOException {
    var _ = last(lines(leaving));

    assertThat(last(lines(leaving)).values()).containsOnly("0");
  }

  private static String lines(UUID tenant) throws IOException {
    return Runbook.lines("A tenant leaves", "tenant", tenant.toString());
  }

  /** All rows of a tenant, as text, by table. */
  private static Map<String, List<String>> rows(UUID tenant) throws SQLException {
    var rows = new TreeMap<String, List<String>>();
    for (String table : first(TABLES)) {
      var _ =
          rows.put(
              table,
              first(
                  "select t::text from %s t where tenant_id = '%s' order by 1"
                      .formatted(table, tenant)));
    }
    return rows;
  }

  private static List<String> first(String question) throws SQLException {
    try (var statement = owner.createStatement();
        var rows = statement.executeQuery(question)) {
      var read = new ArrayList<String>();
      while (rows.next()) {
        read.add(rows.getString(1));
      }
      return read;
    }
  }

  /** Runs statements; the two columns of the last answer. */
  private static Map<String, String> last(String statements) throws SQLException {
    var last = new TreeMap<String, String>();
    try (var statement = owner.createStatement()) {
      boolean isAnswer = statement.execute(statements);
      while (isAnswer || statement.getUpdateCount() != -1) {
        if (isAnswer) {
          last.clear();
          try (var rows = statement.getResultSet()) {
            boolean two = rows.getMetaData().getColumnCount() == 2;
            while (two && rows.next()) {
              var _ = last.put(rows.getString(1), rows.getString(2));
            }
          }
        }
        isAnswer = statement.getMoreResults();
      }
    }
    return last;
  }

  private static void execute(String sql) throws SQLException {
    try (var statement = owner.createStatement()) {
      boolean _ = statement.execute(sql);
    }
  }
}
