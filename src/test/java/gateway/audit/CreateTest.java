package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class CreateTest {

  private final Api api = Api.ofNewTenant();

  @Test
  void makes_an_audit_with_defaults_and_says_where_it_is() {
    var answer =
        api.post("{\"action\":\"factoryReset\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");

    String id = answer.is(201).json().get("id").asText();
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    assertThat(answer.header("Location")).isEqualTo(api.origin() + Api.AUDITS + "('" + id + "')");
    assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(answer.json().get("actionState").asText()).isEqualTo("pending");
    assertThat(answer.json().get("deviceActionCategory").asText()).isEqualTo("single");
    assertThat(answer.json().get("userName").isNull()).isTrue();
    assertThat(api.get(answer.header("Location")).is(200).json()).isEqualTo(answer.json());
  }

  @Test
  void takes_an_id_that_the_client_gives() {
    String id = "Client.given_~id-1";

    assertThat(
            api.created(
                "{\"id\":\""
                    + id
                    + "\",\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}"))
        .isEqualTo(id);

    assertThat(api.audit(id).get("action").asText()).isEqualTo("disable");
    api.get(Api.AUDITS + "/" + id.toUpperCase(java.util.Locale.ROOT)).is(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\".\"", "\"..\"", "\"\"", "\"a/b\"", "\"a b\"", "\"ä\"", "7", "null", "\"%41\""})
  void refuses_an_id_that_cannot_stand_in_an_address(String id) {
    var answer =
        api.post(
            "{\"id\":"
                + id
                + ",\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");

    assertThat(answer.is(400).error().get("target").asText()).isEqualTo("id");
    assertThat(api.get(Api.AUDITS).json().get("value")).isEmpty();
  }

  @Test
  void refuses_an_id_of_129_characters_and_takes_one_of_128() {
    String body =
        "{\"id\":\"%s\",\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}";

    api.post(body.formatted("x".repeat(129))).is(400);
    api.post(body.formatted("x".repeat(128))).is(201);
  }

  @Test
  void names_everything_that_is_missing() {
    var error = api.post("{}").is(400).error();

    assertThat(error.get("details")).hasSize(2);
    assertThat(error.get("details").get(0).get("target").asText()).isEqualTo("action");
    assertThat(error.get("details").get(1).get("target").asText()).isEqualTo("requestDateTime");
  }

  @Test
  void refuses_an_id_that_exists_and_leaves_the_audit_as_it_is() {
    String id = api.created();
    var before = api.audit(id);

    var answer =
        api.post(
            "{\"id\":\""
                + id
                + "\",\"action\":\"delete\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");

    assertThat(answer.is(409).error().get("code").asText()).isEqualTo("Conflict");
    assertThat(api.audit(id)).isEqualTo(before);
    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void gives_two_tenants_the_same_id() {
    String id = api.created();

    Api.ofNewTenant()
        .post(
            "{\"id\":\""
                + id
                + "\",\"action\":\"delete\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}")
        .is(201);

    assertThat(api.audit(id).get("action").asText()).isEqualTo("remoteLock");
  }

  @Test
  void answers_with_nothing_but_headers_when_the_client_prefers_that() {
    var answer =
        api.sending("Prefer", "return=minimal")
            .post(
                "{\"id\":\"m\",\"action\":\"delete\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");

    assertThat(answer.is(204).body()).isEmpty();
    assertThat(answer.header("Location")).isEqualTo(api.origin() + Api.AUDITS + "('m')");
    assertThat(answer.header("OData-EntityId")).isEqualTo(answer.header("Location"));
    assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknownFutureValue", "33", "30", "31", "43", "FactoryReset", ""})
  void refuses_an_action_that_is_none(String action) {
    var answer =
        api.post("{\"action\":\"" + action + "\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");

    assertThat(answer.is(400).error().get("target").asText()).isEqualTo("action");
    assertThat(answer.error().get("message").asText())
        .contains("factoryReset", "restoreManagedHomeScreen");
  }

  @Test
  void takes_every_member_of_every_enum_by_name_and_by_number() {
    for (var member : Enumeration.REMOTE_ACTION.members()) {
      if (Enumeration.REMOTE_ACTION.isSentinel(member)) {
        continue;
      }
      for (String literal : new String[] {member.name(), "" + member.number()}) {
        var answer =
            api.post(
                "{\"action\":\"" + literal + "\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");
        assertThat(answer.is(201).json().get("action").asText()).isEqualTo(member.name());
      }
    }
  }
}
