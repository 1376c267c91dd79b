package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.graph.Peer;
import gateway.graph.Request;
import gateway.graph.RequestIds;
import gateway.history.Initiator;
import gateway.security.Authorization;
import gateway.security.Caller;
import gateway.security.TenantScope;
import io.vertx.core.MultiMap;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditStatementsTest {

  private static final int PROPERTIES = AuditProperty.WRITABLE.size();
  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
  private static final Pattern TABLE = Pattern.compile("(?:from|update|delete from) audit\\b");

  private static final Initiator INITIATOR =
      new Initiator(
          new Caller(
              new UUID(0, 1),
              "principal",
              "application",
              Optional.of("ada@example.org"),
              Authorization.DELEGATED,
              Set.of()),
          new Request(
              "PATCH",
              "/",
              "",
              MultiMap.caseInsensitiveMultiMap(),
              Request.Body.NONE,
              new Peer("192.0.2.7", "https://host.example", true),
              new RequestIds(new UUID(0, 2), "client-7")));

  record Bound(String name, String statement, int parameters) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Each statement with the number of parameters that the repository binds. */
  static Stream<Bound> statements() {
    int initiator = INITIATOR.addTo(Tuple.tuple()).size();
    return Stream.of(
        new Bound("find", AuditStatements.FIND, 2),
        new Bound("create", AuditStatements.CREATE, 2 + initiator + PROPERTIES + 1),
        new Bound("update", AuditStatements.UPDATE, 3 + initiator + 2 * PROPERTIES + 1),
        new Bound("delete", AuditStatements.DELETE, 3 + initiator));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void uses_every_parameter_that_is_bound_and_no_other(Bound bound) {
    assertThat(parameters(bound.statement()))
        .isEqualTo(
            IntStream.rangeClosed(1, bound.parameters())
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void names_the_tenant_wherever_it_touches_the_table(Bound bound) {
    long touched = TABLE.matcher(bound.statement()).results().count();
    long tenants =
        Pattern.compile("tenant_id = \\$1\\b").matcher(bound.statement()).results().count();

    assertThat(tenants).isEqualTo(touched);
    assertThat(bound.statement()).contains("$1");
  }

  @ParameterizedTest
  @MethodSource("statements")
  void leaves_no_format_specifier_behind(Bound bound) {
    assertThat(bound.statement()).doesNotContain("%");
  }

  @Test
  void returns_the_version_and_then_the_properties_in_their_order() {
    assertThat(AuditStatements.COLUMNS.split(", "))
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.of("version"),
                    Stream.of(AuditProperty.values()).map(AuditProperty::column))
                .toList());
  }

  @Test
  void changes_each_column_only_where_it_is_named() {
    int first = 4 + INITIATOR.addTo(Tuple.tuple()).size();
    for (int i = 0; i < PROPERTIES; i++) {
      var property = AuditProperty.WRITABLE.get(i);

      assertThat(AuditStatements.UPDATE)
          .contains(
              "case when $%d::boolean then $%d::%s else %s end as %s"
                  .formatted(
                      first + 2 * i,
                      first + 2 * i + 1,
                      property.type() instanceof AuditProperty.Type.Enum ? "smallint" : "text",
                      property.column(),
                      property.column()))
          .contains(" " + property.column() + " = next." + property.column());
    }
  }

  @Test
  void changes_the_instant_exactly_when_the_date_is_named() {
    int first = 4 + INITIATOR.addTo(Tuple.tuple()).size();
    int named = first + 2 * AuditProperty.WRITABLE.indexOf(AuditProperty.REQUEST_DATE_TIME);

    assertThat(AuditStatements.UPDATE)
        .contains(
            "case when $%d::boolean then $%d::bigint else request_ticks end as request_ticks"
                .formatted(named, first + 2 * PROPERTIES))
        .contains("request_ticks = next.request_ticks");
  }

  @Test
  void compares_and_records_every_property_that_can_change() {
    for (var property : AuditProperty.WRITABLE) {
      assertThat(AuditStatements.UPDATE)
          .containsOnlyOnce(
              "(%d, '%s', %s, "
                  .formatted(property.ordinal(), property.wireName(), property.personal()));
    }
    assertThat(AuditStatements.UPDATE)
        .doesNotContain("'id'")
        .contains("where old is distinct from new");
  }

  @Test
  void records_every_property_of_an_audit_that_comes_or_goes() {
    for (var property : AuditProperty.values()) {
      String row =
          "(%d, '%s', %s, ".formatted(property.ordinal(), property.wireName(), property.personal());

      assertThat(AuditStatements.CREATE).containsOnlyOnce(row + "null::text, ");
      assertThat(AuditStatements.DELETE).containsOnlyOnce(row).doesNotContain(row + "null");
    }
  }

  @Test
  void records_an_enum_by_its_name() {
    assertThat(AuditStatements.UPDATE)
        .contains("(array['single','bulk'])[locked.device_action_category + 1]")
        .contains("(array['single','bulk'])[next.device_action_category + 1]")
        .contains("'initiateOnDemandProactiveRemediation','','','rotateLocalAdminPassword'");
  }

  @Test
  void locks_the_row_before_it_compares_the_version() {
    for (String statement : List.of(AuditStatements.UPDATE, AuditStatements.DELETE)) {
      assertThat(statement)
          .containsSubsequence(
              "where " + TenantScope.ROWS + " and id = $2 for update",
              "version = any ($3::bigint[])");
    }
  }

  @Test
  void adds_the_initiator_in_the_order_of_the_statements() {
    var parameters = INITIATOR.addTo(Tuple.tuple());

    assertThat(parameters.getUUID(0).version()).isEqualTo(7);
    assertThat(IntStream.range(1, parameters.size()).mapToObj(parameters::getValue))
        .containsExactly(
            "principal",
            "application",
            (short) 1,
            new UUID(0, 2),
            "client-7",
            "ada@example.org",
            "192.0.2.7");
  }

  private static Set<Integer> parameters(String statement) {
    return PARAMETER
        .matcher(statement)
        .results()
        .map(match -> Integer.valueOf(match.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
