package gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.PlannedReads;
import gateway.TestDatabase;
import gateway.collection.Question;
import gateway.odata.QueryOptions;
import gateway.odata.QuerySettings;
import gateway.odata.SqlText;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the questions to the changes of one large tenant read, as the serving role, under row-level
 * security, with nothing about the planner changed: the newest month has grown fivefold since it
 * was analysed.
 */
class ChangePlanTest {

  private static final int ENTRIES = 200_000;
  private static final int ANALYSED = ENTRIES * 6 / 10;
  private static final UUID TENANT = UUID.fromString("7a4e9f10-52c6-4d8b-9e33-0b1f6c2d5a71");

  /**
   * For a page of 100: for each entry the way through an index to either half, and for each month a
   * look whether it has any. All of it is some 20,000.
   */
  private static final long PAGES = 1_500;

  /** PostgreSQL chooses between a plan for the values and one for any values after five times. */
  private static final int TIMES = 8;

  private static Connection gateway;

  @BeforeAll
  static void fills_a_database() throws SQLException {
    String url = TestDatabase.migrated("changeplans");
    try (var superuser = TestDatabase.asSuperuser(url);
        var statement = superuser.createStatement()) {
      boolean _ = statement.execute("set session_replication_role = replica");
      fill(statement, UUID.randomUUID(), 0, 1_000, "interval '6 hours'");
      fill(statement, TENANT, 0, ANALYSED, "interval '25 seconds'");
      boolean _ = statement.execute("analyze history_entry");
      boolean _ = statement.execute("analyze history_personal");
      fill(statement, TENANT, ANALYSED, ENTRIES, "interval '25 seconds'");
      boolean _ = statement.execute("vacuum history_entry");
      boolean _ = statement.execute("vacuum history_personal");
    }
    gateway = DriverManager.getConnection(url, "gateway", "gateway");
  }

  /** Entries of audits with four entries each, one after the other from this month on. */
  private static void fill(Statement statement, UUID tenant, int from, int to, String between)
      throws SQLException {
    boolean _ =
        statement.execute(
            """
            with entry as (
              insert into history_entry (tenant_id, audit_id, sequence, changed_at, id, operation, principal_id, application_id, authorization_kind,
                request_id, client_request_id, properties, personal, before, after)
              select '%s', 'audit-' || n / 4, n %% 4 + 1, date_trunc('month', now()) + n * %s, gen_random_uuid(), case n %% 4 when 0 then 1 else 2 end,
                'principal-' || n / 4 %% 50, 'application', 1, gen_random_uuid(), 'request-' || n, array['actionState', 'userName'], array[false, true],
                array['pending', null], array['done', null]
              from generate_series(%d, %d) n returning *
            )
            insert into history_personal (tenant_id, audit_id, sequence, changed_at, user_principal_name, client_address, before, after)
            select tenant_id, audit_id, sequence, changed_at, 'ada@example.org', '10.0.0.1', array[null, 'a'], array[null, 'b'] from entry
            """
                .formatted(tenant, between, from, to - 1));
  }

  @AfterAll
  static void closes() throws SQLException {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"\",",
        "\"\",changedDateTime",
        "\"auditId eq 'audit-7777'\",",
        "\"auditId eq 'audit-7777'\",sequence",
        "\"auditId eq 'audit-47777'\",",
        "\"initiatedBy/principalId eq 'principal-7'\",",
        "\"operation eq 'create'\",",
        "\"changedDateTime ge 2026-01-01\","
      })
  void reads_a_page_and_not_the_tenant(String filter, String order) throws SQLException {
    for (String mode : List.of("force_custom_plan", "auto")) {
      for (boolean late : new boolean[] {false, true}) {
        String plan = explained(page(filter, order, late), mode);

        assertThat(PlannedReads.pages(plan)).as(plan).isLessThan(PAGES);
      }
    }
  }

  /** A page of 100; a late one begins in the middle of all entries. */
  private static SqlText page(String filter, String order, boolean late) throws SQLException {
    var options = new HashMap<String, String>();
    if (filter != null && !filter.isEmpty()) {
      options.put("$filter", filter);
    }
    if (order != null) {
      options.put("$orderby", order);
    }
    var set =
        ChangeTable.changes(_ -> {
          throw new IllegalStateException("No row is shown here.");
        });
    var settings = new QuerySettings(Instant.EPOCH, QuerySettings.UnknownMembers.ORDINARY);
    var question = Question.of(set, new QueryOptions(options, Map.of()), settings);
    return question.page(
        RecordedChange.COLUMNS, late ? Optional.of(middle(order)) : Optional.empty(), 0, 101);
  }

  private static List<Optional<String>> middle(String order) throws SQLException {
    String first =
        "sequence".equals(order) ? "sequence" : "(extract(epoch from changed_at) * 10000000)::int8";
    try (var statement = gateway.createStatement();
        var row =
            statement.executeQuery(
                "select %s, id from recorded_change where (select set_config('gateway.tenant', '%s', true)) is not null and audit_id = 'audit-%d' order by sequence limit 1"
                    .formatted(first, TENANT, ENTRIES / 8))) {
      assertThat(row.next()).isTrue();
      return List.of(Optional.of(row.getString(1)), Optional.of(row.getString(2)));
    }
  }

  /** The plan of the last of several times, with what it read. */
  private static String explained(SqlText page, String mode) throws SQLException {
    var values = new ArrayList<String>();
    values.add("'" + TENANT + "'");
    page.parameters().forEach(value -> values.add("'" + value + "'"));
    var plan = new StringBuilder();
    try (var statement = gateway.createStatement()) {
      boolean _ = statement.execute("set plan_cache_mode = " + mode);
      boolean _ = statement.execute("prepare page as " + page.text());
      for (int i = 0; i < TIMES; i++) {
        plan.setLength(0);
        try (var lines =
            statement.executeQuery(
                "explain (analyze, buffers, timing off, costs off) execute page(%s)"
                    .formatted(String.join(", ", values)))) {
          while (lines.next()) {
            plan.append(lines.getString(1)).append('\n');
          }
        }
      }
      boolean _ = statement.execute("deallocate page");
    }
    return plan.toString();
  }
}
