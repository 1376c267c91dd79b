package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.GatewayTest;
import gateway.TestDatabase;
import gateway.collection.EntitySet;
import gateway.collection.Question;
import gateway.graph.QueryReading;
import gateway.odata.Apply;
import gateway.odata.QueryOptions;
import gateway.odata.QuerySettings;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads the plans of the service's own statements, as the serving role: the tenant is set before
 * each scan of {@code audit}, and each scan is by index.
 */
@GatewayTest
class SecondWallTest {

  private static final Pattern SCAN =
      Pattern.compile("(?m)^( *)(?:-> +)?(\\w[\\w ]*?) (?:using \\w+ )?on audit\\b.*$");

  /**
   * The gate by its own condition: the policy alone makes a one-time filter, too, which compares
   * the two tenants.
   */
  private static final Pattern GATE =
      Pattern.compile("One-Time Filter: .*(?:\\$\\d+|InitPlan \\d+\\)\\.col1) IS NOT NULL");

  private static final EntitySet SET =
      AuditTable.audits(_ -> {
        throw new IllegalStateException("No row is shown here.");
      });
  private static final QuerySettings SETTINGS =
      new QuerySettings(Instant.EPOCH, QuerySettings.UnknownMembers.ORDINARY);

  record Statement(String name, String sql, boolean byIndex) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Statement> statements() {
    return Stream.of(
        new Statement("find", AuditStatements.FIND, true),
        new Statement("update", AuditStatements.UPDATE, true),
        new Statement("delete", AuditStatements.DELETE, true),
        new Statement("lock for an erasure", ErasureStatements.LOCK_AUDITS, true),
        new Statement("erase", ErasureStatements.ERASE, true),
        new Statement("first page", page(Map.of(), false), true),
        new Statement("next page", page(Map.of(), true), true),
        new Statement(
            "filtered page",
            page(Map.of("$filter", "action eq 'factoryReset' and userName ne 'x'"), true),
            true),
        new Statement("searched page", page(Map.of("$search", "word"), false), true),
        new Statement("groups", applied("groupby((action),aggregate($count as N))"), true),
        new Statement(
            "groups of filtered and cut entities",
            applied(
                "filter(userName eq 'x')/top(9)/groupby((requestDateTime),aggregate(action with max as A))/filter(A eq 'delete')"),
            true),
        new Statement("entities", applied("orderby(userName)/skip(3)"), true),
        new Statement(
            "count of groups", apply("groupby((userName))").count(SET.scan(), 2).text(), true),
        new Statement(
            "filtered count", query(Map.of("$filter", "userName eq 'x'")).count().text(), true));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void sets_the_tenant_before_each_scan_and_scans_by_index(Statement statement)
      throws SQLException {
    String plan = plan(statement.sql());

    var scans = SCAN.matcher(plan).results().toList();
    assertThat(scans).as(plan).isNotEmpty();
    for (var scan : scans) {
      assertThat(scan.group(2)).as(plan).doesNotContain("Seq");
    }
    long gates = GATE.matcher(plan).results().count();
    long reads = scans.stream().filter(scan -> !scan.group(2).matches("Update|Delete")).count();
    assertThat(gates).as(plan).isGreaterThanOrEqualTo(reads);
    assertThat(plan).as(plan).contains("current_setting('gateway.tenant'::text, true)");
  }

  @Test
  void finds_nothing_of_another_tenant_when_the_gate_names_it_and_the_condition_does_not()
      throws SQLException {
    var tenant = UUID.randomUUID();
    String id = gateway.Api.of(tenant).created();
    String forgetful = AuditStatements.FIND.replace("and tenant_id = $1::uuid", "");

    assertThat(rows(forgetful, tenant, id)).isEqualTo(1);
    assertThat(rows(forgetful, UUID.randomUUID(), id)).isZero();
  }

  private static Question query(Map<String, String> options) {
    return Question.of(SET, new QueryOptions(options, Map.of()), SETTINGS);
  }

  private static String applied(String text) {
    var apply = apply(text);
    return apply.rows(AuditStatements.COLUMNS, SET.scan(), apply.result(), 10_001, 2).text();
  }

  private static Apply apply(String text) {
    var options = new QueryOptions(Map.of("$apply", text), Map.of());
    return QueryReading.orBadRequest(
        () -> Apply.parse(options, SET.properties(), SET.usualOrder(), SET.key(), SETTINGS));
  }

  private static String page(Map<String, String> options, boolean later) {
    Optional<List<Optional<String>>> after =
        later
            ? Optional.of(List.of(Optional.of("17671524450000000"), Optional.of("x")))
            : Optional.empty();
    return query(options).page(AuditStatements.COLUMNS, after, 0, 50).text();
  }

  /**
   * The generic plan, which a prepared statement comes to, with an empty table made to look large.
   */
  private static String plan(String sql) throws SQLException {
    try (var connection = TestDatabase.asGateway();
        var statement = connection.createStatement()) {
      boolean _ = statement.execute("set plan_cache_mode = force_generic_plan");
      boolean _ = statement.execute("set enable_seqscan = off");
      boolean _ = statement.execute("prepare s as " + sql);
      long parameters =
          Pattern.compile("\\$(\\d+)")
              .matcher(sql)
              .results()
              .mapToInt(m -> Integer.parseInt(m.group(1)))
              .max()
              .orElseThrow();
      String nulls = String.join(", ", java.util.Collections.nCopies((int) parameters, "null"));
      var plan = new StringBuilder();
      try (var lines = statement.executeQuery("explain (costs off) execute s(" + nulls + ")")) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }

  private static int rows(String sql, UUID tenant, String id) throws SQLException {
    try (var connection = TestDatabase.asGateway();
        var statement = connection.createStatement()) {
      boolean _ = statement.execute("prepare s as " + sql);
      try (var rows = statement.executeQuery("execute s('%s', '%s')".formatted(tenant, id))) {
        int count = 0;
        while (rows.next()) {
          count++;
        }
        return count;
      }
    }
  }
}
