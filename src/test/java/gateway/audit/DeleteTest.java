package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import org.junit.jupiter.api.Test;

@GatewayTest
class DeleteTest {

  private final Api api = Api.ofNewTenant();

  @Test
  void deletes_an_audit_and_keeps_its_history() {
    String id =
        api.created(
            "{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"u\"}");

    var answer = api.delete(Api.AUDITS + "/" + id);

    assertThat(answer.is(204).body()).isEmpty();
    api.get(Api.AUDITS + "/" + id).is(404);
    assertThat(api.get(Api.AUDITS).json().get("value")).isEmpty();
    var history = api.history(id);
    assertThat(history).hasSize(2);
    assertThat(history.get(1).get("operation").asText()).isEqualTo("delete");
    assertThat(history.get(1).get("sequence").asLong()).isEqualTo(2);
    assertThat(history.get(1).get("changes"))
        .anySatisfy(change -> {
          assertThat(change.get("property").asText()).isEqualTo("userName");
          assertThat(change.get("before").asText()).isEqualTo("u");
          assertThat(change.get("after").isNull()).isTrue();
        });
  }

  @Test
  void never_gives_the_id_of_a_deleted_audit_again() {
    String id = api.created();
    api.delete(Api.AUDITS + "/" + id).is(204);

    api.post(
            "{\"id\":\""
                + id
                + "\",\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}")
        .is(409);

    api.get(Api.AUDITS + "/" + id).is(404);
    assertThat(api.history(id)).hasSize(2);
  }

  @Test
  void finds_nothing_to_delete_or_change_the_second_time() {
    String id = api.created();
    api.delete(Api.AUDITS + "/" + id).is(204);

    api.delete(Api.AUDITS + "/" + id).is(404);
    api.patch(id, "{\"actionState\":\"done\"}").is(404);

    assertThat(api.history(id)).hasSize(2);
  }

  @Test
  void deletes_nothing_when_if_match_does_not_allow_it() {
    String id = api.created();

    api.sending("If-Match", "W/\"2\"").delete(Api.AUDITS + "/" + id).is(412);
    assertThat(api.history(id)).hasSize(1);

    api.sending("If-Match", "W/\"1\"").delete(Api.AUDITS + "/" + id).is(204);
  }

  @Test
  void takes_no_query_options() {
    String id = api.created();

    assertThat(
            api.delete(Api.AUDITS + "/" + id + "?$select=id")
                .is(400)
                .error()
                .get("target")
                .asText())
        .isEqualTo("$select");
    api.audit(id);
  }
}
