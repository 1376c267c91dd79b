package gateway.audit;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plans of the questions that users ask, on 1,000,000 audits of which half are one tenant's, as
 * the serving role, under row-level security, with nothing about the planner changed.
 */
class PlanTest {

  private static final int AUDITS = 1_000_000;
  private static final UUID TENANT = UUID.fromString("7a4e9f10-52c6-4d8b-9e33-0b1f6c2d5a71");

  private static Connection gateway;

  /**
   * A question.
   *
   * @param index the name, or a pattern of the names among which the planner may choose
   */
  record Asked(String filter, String order, String index) {

    /** Whether one index gives the rows in their order, so that nothing is read but the page. */
    boolean inOrder() {
      return index.matches("\\w+");
    }

    @Override
    public String toString() {
      return filter + (order.isEmpty() ? "" : " by " + order);
    }
  }

  static Stream<Asked> questions() {
    return Stream.of(
        new Asked("", "", "audit_newest"),
        new Asked("", "requestDateTime", "audit_(newest)"),
        new Asked("action eq 'rebootNow'", "", "audit_action"),
        new Asked("action eq 'rebootNow'", "requestDateTime desc", "audit_action"),
        new Asked("initiatedByUserPrincipalName eq 'admin4@example.org'", "", "audit_initiator"),
        new Asked("deviceOwnerUserPrincipalName eq 'user4@example.org'", "", "audit_owner"),
        new Asked("managedDeviceId eq 'device-4'", "", "audit_device"),
        new Asked("bulkDeviceActionId eq 'bulk-4'", "", "audit_bulk"),
        new Asked(
            "action eq 'rebootNow' and initiatedByUserPrincipalName eq 'admin4@example.org'",
            "",
            "audit_(action|initiator)"),
        new Asked("startswith(deviceOwnerUserPrincipalName,'user99')", "", "audit_(newest|owner)"),
        new Asked(
            "startswith(initiatedByUserPrincipalName,'admin19')", "", "audit_(newest|initiator)"),
        new Asked("startswith(managedDeviceId,'device-44')", "", "audit_(newest|device)"),
        new Asked(
            "requestDateTime ge 2017-03-01 and requestDateTime lt 2017-04-01", "", "audit_newest"),
        new Asked("actionState eq 'failed'", "", "audit_newest"),
        new Asked("contains(deviceDisplayName,'A7')", "", "audit_newest"),
        new Asked("endswith(deviceDisplayName,'7')", "", "audit_(newest)"));
  }

  @BeforeAll
  static void fills_a_database() throws SQLException {
    String url = TestDatabase.migrated("plans");
    try (var superuser = TestDatabase.asSuperuser(url);
        var statement = superuser.createStatement()) {
      for (String sql : FILLED) {
        boolean _ = statement.execute(sql.formatted(TENANT, AUDITS));
      }
    }
    gateway = DriverManager.getConnection(url, "gateway", "gateway");
  }

  /**
   * Half of the audits are one tenant's; 49 others share the rest. The indexes are made anew when
   * all are there, which takes a third of the time that keeping them does.
   */
  private static final List<String> FILLED =
      List.of(
          "set session_replication_role = replica",
          """
          create temporary table taken_down as
          select indexname as name, indexdef as definition from pg_indexes where tablename = 'audit' and indexname <> 'audit_pkey'
          """,
          "do $$ declare name text; begin for name in select t.name from taken_down t loop execute 'drop index ' || name; end loop; end $$",
          """
          insert into audit (tenant_id, id, version, changed_at, device_display_name, user_name, initiated_by_user_principal_name,
            action, request_date_time, request_ticks, device_owner_user_principal_name, action_state, managed_device_id,
            bulk_device_action_id, device_action_category)
          select case when n %% 2 = 0 then '%s' else '00000000-0000-4000-8000-' || lpad((n / 2 %% 49)::text, 12, '0') end::uuid,
            (1000000000000000000 + n)::text, 1, now(), 'DESKTOP-' || to_hex(n), 'User ' || n %% 1000,
            'admin' || n / 2 %% 20 || '@example.org', (n / 2 %% 30)::smallint, '2017-01-01T00:00:00Z',
            14832288000000000 + n * 310000000::bigint, 'user' || n / 2 %% 1000 || '@example.org',
            case when n / 2 %% 31 = 0 then 5 else 4 end, 'device-' || n / 2 %% 50000,
            case when n / 2 %% 10 = 0 then 'bulk-' || n / 2 %% 1000 end, 0
          from generate_series(1, %d) as n
          """,
          "do $$ declare made text; begin for made in select definition from taken_down loop execute made; end loop; end $$",
          "vacuum analyze audit");

  @AfterAll
  static void closes() throws SQLException {
    gateway.close();
  }

  enum Planned {
    FOR_ITS_VALUES("force_custom_plan"),
    FOR_ANY_VALUES("force_generic_plan"),
    AS_THE_SERVER_CHOOSES("auto");

    private final String mode;

    Planned(String mode) {
      this.mode = mode;
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void gives_the_first_page_and_the_ten_thousandth_from_an_index(Asked asked) throws SQLException {
    for (var planned : Planned.values()) {
      for (boolean late : new boolean[] {false, true}) {
        String plan = explained(page(asked, late), planned, "");

        assertThat(plan)
            .as(plan)
            .containsPattern("Index Scan( Backward)? (using|on) " + asked.index());
        assertThat(plan).as(plan).doesNotContain("Seq Scan");
        if (asked.inOrder()) {
          assertThat(plan).as(plan).doesNotContain("Sort Key");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Planned.class)
  void reads_no_more_for_a_late_page_than_for_the_first(Planned planned) throws SQLException {
    for (Asked asked : questions().toList().subList(0, 6)) {
      long first =
          PlannedReads.pages(
              explained(page(asked, false), planned, "analyze, buffers, timing off,"));
      long late =
          PlannedReads.pages(
              explained(page(asked, true), planned, "analyze, buffers, timing off,"));

      assertThat(late).as(asked + ": buffers of a late page").isLessThan(2 * first + 20);
    }
  }

  /** A page of 100; a late one begins where only some hundred pages are left. */
  private static SqlText page(Asked asked, boolean late) throws SQLException {
    var options =
        Stream.of(Map.entry("$filter", asked.filter()), Map.entry("$orderby", asked.order()))
            .filter(option -> !option.getValue().isEmpty())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    var set =
        AuditTable.audits(_ -> {
          throw new IllegalStateException("No row is shown here.");
        });
    var settings = new QuerySettings(Instant.EPOCH, QuerySettings.UnknownMembers.ORDINARY);
    var question = Question.of(set, new QueryOptions(options, Map.of()), settings);
    return question.page(
        AuditStatements.COLUMNS, late ? Optional.of(lateRow(asked)) : Optional.empty(), 0, 101);
  }

  private static List<Optional<String>> lateRow(Asked asked) {
    long rows = asked.order().equals("requestDateTime") ? AUDITS * 9L / 10 : AUDITS / 10;
    return List.of(
        Optional.of(Long.toString(14832288000000000L + rows * 310000000L)), Optional.of("x"));
  }

  private static String explained(SqlText page, Planned planned, String options)
      throws SQLException {
    try (var statement = gateway.createStatement()) {
      boolean _ = statement.execute("set plan_cache_mode = " + planned.mode);
      boolean _ = statement.execute("prepare page as " + page.text());
      var values = new ArrayList<String>();
      values.add("'" + TENANT + "'");
      page.parameters().forEach(value -> values.add("'" + value + "'"));
      var plan = new StringBuilder();
      try (var lines =
          statement.executeQuery(
              "explain (%s costs off) execute page(%s)"
                  .formatted(options, String.join(", ", values)))) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
      boolean _ = statement.execute("deallocate page");
      return plan.toString();
    }
  }
}
