package gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Runbook;
import gateway.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a migration leaves a serving role with, each test with a database of its own. */
class GrantsTest {

  /** On tables, on columns of tables, and on functions. */
  private static final String GRANTS =
      """
      select concat_ws(' ', privilege_type, table_name) from information_schema.role_table_grants where grantee = '%1$s'
      union select concat_ws(' ', privilege_type, table_name, column_name) from information_schema.role_column_grants where grantee = '%1$s'
      union select concat_ws(' ', privilege_type, routine_name) from information_schema.role_routine_grants where grantee = '%1$s'
      order by 1
      """;

  /** A role of this test's alone: roles are the server's, and not one database's. */
  private final String another = "role_" + UUID.randomUUID().toString().replace("-", "");

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private String url;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private Connection superuser;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private Connection owner;

  @BeforeEach
  void migrates() throws SQLException {
    url = TestDatabase.migrated("granted_" + UUID.randomUUID().toString().replace("-", ""));
    superuser = TestDatabase.asSuperuser(url);
    owner = DriverManager.getConnection(url, "owner", "owner");
    execute(superuser, "create role " + another + " login password 'x'");
  }

  @AfterEach
  void drops_its_role() throws SQLException {
    owner.close();
    execute(
        superuser,
        "do $$ begin if exists (select from pg_roles where rolname = '%1$s') then drop owned by %1$s; drop role %1$s; end if; end $$"
            .formatted(another));
    superuser.close();
  }

  @Test
  void takes_back_what_an_earlier_version_granted() throws SQLException {
    var before = grants("gateway");
    execute(
        owner,
        """
        grant all on log_head, history_entry_default, recorded_change to gateway;
        grant update (leaf) on log_leaf to gateway;
        grant execute on function make_history_month(date) to gateway
        """);
    assertThat(grants("gateway")).hasSizeGreaterThan(before.size());

    TestDatabase.migrate(url, another);
    TestDatabase.migrate(url, "gateway");

    assertThat(grants("gateway")).isEqualTo(before).contains("SELECT audit");
  }

  @Test
  void says_nothing_of_tables_that_are_not_the_owners() throws SQLException {
    execute(
        superuser,
        "create table of_somebody_else (x int); grant select on of_somebody_else to " + another);

    TestDatabase.migrate(url, another);

    assertThat(grants(another)).contains("SELECT of_somebody_else", "SELECT audit");
  }

  @Test
  void leaves_a_role_of_before_nothing_once_the_runbooks_lines_were_run()
      throws SQLException, IOException {
    TestDatabase.migrate(url, another);
    TestDatabase.migrate(url, "gateway");
    assertThat(grants(another)).isEqualTo(grants("gateway"));

    execute(superuser, Runbook.lines("The serving role is changed", "role", another));

    assertThat(grants(another)).isEmpty();
    assertThat(read("select rolname from pg_roles where rolname = '" + another + "'")).isEmpty();
  }

  @Test
  void gives_nobody_a_function_that_a_later_migration_makes() throws SQLException {
    execute(owner, "create function later() returns int language sql as 'select 1'");

    assertThat(read("select has_function_privilege('gateway', 'later()', 'execute')"))
        .containsExactly("f");
    assertThat(read("select has_function_privilege('owner', 'later()', 'execute')"))
        .containsExactly("t");
  }

  @Test
  void has_every_function_that_looks_at_tables_find_those_of_the_schema() throws SQLException {
    String pinned =
        "select concat_ws(' ', proname, array_to_string(proconfig, ', ')) from pg_proc where pronamespace = 'public'::regnamespace and prolang = (select oid from pg_language where lanname = 'plpgsql')";

    assertThat(read(pinned))
        .hasSizeGreaterThanOrEqualTo(7)
        .allMatch(function -> function.contains(" search_path=public, pg_temp"));
  }

  private List<String> grants(String role) throws SQLException {
    return read(GRANTS.formatted(role));
  }

  private List<String> read(String question) throws SQLException {
    try (var statement = superuser.createStatement();
        var rows = statement.executeQuery(question)) {
      var read = new ArrayList<String>();
      while (rows.next()) {
        read.add(rows.getString(1));
      }
      return read;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      boolean _ = statement.execute(sql);
    }
  }
}
