package gateway.operations.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.Runbook;
import gateway.TestDatabase;
import gateway.operations.StartupFailure;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The months of the history that lie ahead, each test with a database of its own. */
class MaintenanceTest {

  private static final YearMonth NOW = YearMonth.now(ZoneOffset.UTC);

  private static final String DONE =
      "The history has its partitions for 12 months ahead; %d were made.";

  private static final String ENTRIES =
      """
      insert into history_entry
        select gen_random_uuid(), 'a', n, '%1$s-03T00:00:00Z', gen_random_uuid(), 1, 'p', 'x', 1, gen_random_uuid(), '',
          array['userName'], array[true], array[null], array[null]
        from generate_series(1, 3) n;
      insert into history_personal (tenant_id, audit_id, sequence, changed_at, before, after)
        select tenant_id, audit_id, sequence, changed_at, array[null], array['ada'] from history_entry
        where changed_at = '%1$s-03T00:00:00Z' and sequence < 3;
      """;

  private static final String HISTORY =
      "select t from (select e::text from history_entry e union all select p::text from history_personal p) h (t) order by 1";

  private static final String TRIGGERS =
      "select concat_ws(' ', tgrelid::regclass, tgname, tgenabled) from pg_trigger order by 1";

  private static final String IN_DEFAULT =
      "select 1 from history_entry_default union all select 1 from history_personal_default";

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private String url;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private Connection owner;

  @BeforeEach
  void migrates() throws SQLException {
    url = TestDatabase.migrated("maintained_" + UUID.randomUUID().toString().replace("-", ""));
    owner = DriverManager.getConnection(url, "owner", "owner");
  }

  @AfterEach
  void closes() throws SQLException {
    owner.close();
  }

  @Test
  void makes_the_months_that_are_missing() throws SQLException {
    drop(NOW.plusMonths(7));

    assertThat(Maintenance.run(as("owner"))).isEqualTo(DONE.formatted(2));
    assertThat(Maintenance.run(as("owner"))).isEqualTo(DONE.formatted(0));
  }

  @Test
  void makes_each_month_as_the_migration_has_made_it() throws SQLException {
    String made =
        "select replace(concat_ws(' ', tgname, tgenabled, pg_get_triggerdef(oid)), '%1$s', '') from pg_trigger where tgrelid = 'history_%1$s'::regclass order by 1";
    var month = partition("entry", NOW.plusMonths(5)).substring("history_".length());
    var before = rows(made.formatted(month));
    String bound =
        "select pg_get_expr(relpartbound, oid) from pg_class where relname = 'history_"
            + month
            + "'";
    var bounds = rows(bound);
    drop(NOW.plusMonths(5));

    assertThat(Maintenance.run(as("owner"))).isEqualTo(DONE.formatted(2));

    assertThat(rows(made.formatted(month))).isEqualTo(before).hasSize(2);
    assertThat(rows(bound)).isEqualTo(bounds).hasSize(1);
  }

  @Test
  void makes_all_other_months_and_names_those_that_have_entries_already() throws SQLException {
    for (int ahead : new int[] {0, 4, 9, 12}) {
      drop(NOW.plusMonths(ahead));
    }
    execute(ENTRIES.formatted(NOW));
    execute(ENTRIES.formatted(NOW.plusMonths(9)));

    assertThatThrownBy(() -> Maintenance.run(as("owner")))
        .isInstanceOf(StartupFailure.class)
        .hasMessageStartingWith(
            "The default partition has entries of %s, %s, so ".formatted(NOW, NOW.plusMonths(9)))
        .hasMessageEndingWith("Of the other months 4 partitions were made.");
    assertThat(exists(NOW.plusMonths(4))).isTrue();
    assertThat(exists(NOW.plusMonths(12))).isTrue();
    assertThat(exists(NOW.plusMonths(9))).isFalse();
  }

  @Test
  void has_the_function_of_before_do_the_same_and_warn() throws SQLException {
    drop(NOW);
    drop(NOW.plusMonths(4));
    execute(ENTRIES.formatted(NOW));

    try (var statement = owner.createStatement();
        var made = statement.executeQuery("select ensure_history_partitions(12)")) {
      assertThat(made.next()).isTrue();
      assertThat(made.getInt(1)).isEqualTo(2);
      assertThat(statement.getWarnings().getMessage())
          .isEqualTo("the month " + NOW + " is not made: the default partition has entries of it");
    }
  }

  @Test
  void makes_a_month_once_its_entries_were_moved_as_the_runbook_says()
      throws SQLException, IOException {
    drop(NOW);
    drop(NOW.plusMonths(1));
    execute(ENTRIES.formatted("1999-01"));
    execute(ENTRIES.formatted(NOW));
    var history = rows(HISTORY);
    var triggers = rows(TRIGGERS);

    execute(Runbook.lines("Entries are in the default partition", "month", NOW + "-01"));

    assertThat(rows(HISTORY)).isEqualTo(history).hasSize(10);
    assertThat(rows("select 1 from " + partition("entry", NOW))).hasSize(3);
    assertThat(rows("select 1 from " + partition("personal", NOW))).hasSize(2);
    assertThat(rows(IN_DEFAULT)).hasSize(5);
    assertThat(rows(TRIGGERS))
        .containsAll(triggers)
        .contains(partition("entry", NOW) + " append_only O")
        .noneMatch(trigger -> trigger.endsWith(" D"));
    assertThatThrownBy(() -> execute("delete from " + partition("entry", NOW)))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> execute("delete from history_entry_default"))
        .hasMessageContaining("append-only");
    assertThat(Maintenance.run(as("owner"))).isEqualTo(DONE.formatted(2));
  }

  /** Or every change would wait behind it for as long as an export takes. */
  @Test
  void does_not_wait_for_somebody_who_reads_the_history() throws SQLException {
    drop(NOW.plusMonths(12));
    try (var reader = DriverManager.getConnection(url, "gateway", "gateway");
        var reading = reader.createStatement()) {
      reader.setAutoCommit(false);
      // Whoever waits for the reader gets what it wants after this time, and the test fails.
      boolean _ = reading.execute("set idle_in_transaction_session_timeout = '15s'");
      boolean _ = reading.execute("select from history_entry");

      assertThatThrownBy(() -> Maintenance.run(as("owner")))
          .isInstanceOf(StartupFailure.class)
          .hasMessageStartingWith(NOW.plusMonths(12) + " is not made: the history is in use");

      reader.rollback();
    }
    assertThat(Maintenance.run(as("owner"))).isEqualTo(DONE.formatted(2));
  }

  @Test
  void names_the_setting_that_is_missing_or_wrong_and_none_when_the_work_is_refused() {
    assertThatThrownBy(() -> Maintenance.run(config(Map.of())))
        .isInstanceOf(StartupFailure.class)
        .hasMessageStartingWith("QUARKUS_DATASOURCE_JDBC_URL is not set");
    assertThatThrownBy(() -> Maintenance.run(as("gateway")))
        .isInstanceOf(StartupFailure.class)
        .hasMessageStartingWith("maintenance failed: ERROR: permission denied");
    assertThatThrownBy(() -> Maintenance.run(as("nobody")))
        .isInstanceOf(StartupFailure.class)
        .hasMessageStartingWith(
            "QUARKUS_DATASOURCE_USERNAME, QUARKUS_DATASOURCE_PASSWORD: FATAL: ");
    assertThatThrownBy(() -> Maintenance.run(config("jdbc:postgresql://localhost:1/none", "owner")))
        .isInstanceOf(StartupFailure.class)
        .hasMessageStartingWith("QUARKUS_DATASOURCE_JDBC_URL: Connection to localhost:1 refused")
        .hasMessageNotContaining("\n");
  }

  private void drop(YearMonth month) throws SQLException {
    execute("drop table %s, %s".formatted(partition("entry", month), partition("personal", month)));
  }

  private boolean exists(YearMonth month) throws SQLException {
    return rows("select 1 from pg_class where relname in ('%s', '%s')"
                .formatted(partition("entry", month), partition("personal", month)))
            .size()
        == 2;
  }

  private static String partition(String half, YearMonth month) {
    return "history_%s_%d_%02d".formatted(half, month.getYear(), month.getMonthValue());
  }

  private void execute(String sql) throws SQLException {
    try (var statement = owner.createStatement()) {
      boolean _ = statement.execute(sql);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    try (var statement = owner.createStatement();
        var rows = statement.executeQuery(sql)) {
      var all = new ArrayList<String>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  private Config as(String role) {
    return config(url, role);
  }

  private static Config config(String url, String role) {
    return config(
        Map.of(
            "quarkus.datasource.jdbc.url", url,
            "quarkus.datasource.username", role,
            "quarkus.datasource.password", role));
  }

  private static Config config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build();
  }
}
