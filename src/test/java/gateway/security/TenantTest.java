package gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GatewayTest
class TenantTest {

  private final UUID tenant = UUID.randomUUID();
  private final Api mine = Api.of(tenant);
  private final Api theirs = Api.ofNewTenant();

  @ParameterizedTest
  @CsvSource({
    "GET, ''",
    "HEAD, ''",
    "PATCH, ''",
    "DELETE, ''",
    "GET, /history",
  })
  void answers_for_another_tenants_audit_as_for_one_that_does_not_exist(
      String method, String suffix) {
    String id = mine.created();
    var client = theirs.sending("Content-Type", "application/json", "client-request-id", "c");

    var other =
        client
            .send(method, Api.AUDITS + "/" + id + suffix, method.equals("PATCH") ? "{}" : "")
            .is(404);
    var missing =
        client
            .send(
                method, Api.AUDITS + "/no-such-audit" + suffix, method.equals("PATCH") ? "{}" : "")
            .is(404);

    assertThat(withoutIds(other)).isEqualTo(withoutIds(missing));
    assertThat(other.http().headers().map().keySet())
        .isEqualTo(missing.http().headers().map().keySet());
    assertThat(mine.audit(id).get("@odata.etag").asText()).isEqualTo("W/\"1\"");
    assertThat(mine.history(id)).hasSize(1);
  }

  @Test
  void lists_and_counts_its_own_audits_alone() {
    String id = mine.created();
    assertThat(theirs.created()).isNotEqualTo(id);

    var list = mine.get(Api.AUDITS + "?$count=true").is(200).json();

    assertThat(list.get("@odata.count").asLong()).isEqualTo(1);
    assertThat(list.get("value")).hasSize(1);
    assertThat(list.get("value").get(0).get("id").asText()).isEqualTo(id);
    assertThat(mine.get(Api.AUDITS + "/$count").body()).isEqualTo("1");
  }

  @Test
  void meets_a_second_wall_in_the_database_where_a_statement_forgets_its_tenant()
      throws SQLException {
    assertThat(mine.created()).isNotEmpty();

    try (var connection = TestDatabase.asGateway();
        var statement = connection.createStatement()) {
      assertThat(count(statement, "select count(*) from audit")).isZero();
      assertThat(count(statement, "select count(*) from history_entry")).isZero();
      assertThat(count(statement, "select count(*) from history_personal")).isZero();
      connection.setAutoCommit(false);
      statement.execute("select set_config('gateway.tenant', '" + tenant + "', true)");
      assertThat(count(statement, "select count(*) from audit")).isEqualTo(1);
      connection.rollback();
      assertThat(count(statement, "select count(*) from audit")).isZero();
    }
  }

  private static long count(java.sql.Statement statement, String sql) throws SQLException {
    try (var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static String withoutIds(Api.Answer answer) {
    return answer
        .body()
        .replaceAll("[0-9a-f-]{36}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}", "DATE");
  }
}
