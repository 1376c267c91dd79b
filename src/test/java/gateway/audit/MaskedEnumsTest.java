package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Graph's guideline on evolvable enums, to the letter; and If-Match required, which needs the same
 * restart.
 */
@GatewayTest
@TestProfile(MaskedEnumsTest.Strict.class)
class MaskedEnumsTest {

  public static final class Strict implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("gateway.evolvable-enums", "mask", "gateway.require-if-match", "true");
    }
  }

  private final Api api = Api.ofNewTenant();
  private final Api knowing = api.sending("Prefer", "include-unknown-enum-members");

  @Test
  void shows_a_member_behind_the_sentinel_to_those_who_ask_for_it() {
    var created =
        knowing
            .post("{\"action\":\"launchRemoteHelp\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}")
            .is(201);
    String id = created.json().get("id").asText();

    assertThat(created.json().get("action").asText()).isEqualTo("launchRemoteHelp");
    assertThat(created.header("Preference-Applied")).isEqualTo("include-unknown-enum-members");
    assertThat(api.audit(id).get("action").asText()).isEqualTo("unknownFutureValue");
    assertThat(api.get(Api.AUDITS).json().get("value").get(0).get("action").asText())
        .isEqualTo("unknownFutureValue");
    var listed = knowing.get(Api.AUDITS).is(200);
    assertThat(listed.json().get("value").get(0).get("action").asText())
        .isEqualTo("launchRemoteHelp");
    assertThat(listed.header("Preference-Applied")).isEqualTo("include-unknown-enum-members");
  }

  @Test
  void masks_them_in_the_history_and_says_when_it_does_not() {
    String id =
        knowing
            .post("{\"action\":\"launchRemoteHelp\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}")
            .is(201)
            .json()
            .get("id")
            .asText();
    String address = Api.AUDITS + "/" + id + "/history";

    assertThat(api.get(address).is(200).body())
        .contains("unknownFutureValue")
        .doesNotContain("launchRemoteHelp");
    var literal = knowing.get(address).is(200);
    assertThat(literal.body()).contains("launchRemoteHelp").doesNotContain("unknownFutureValue");
    assertThat(literal.header("Preference-Applied")).isEqualTo("include-unknown-enum-members");
    String count = Api.AUDITS + "/$count?$filter=action%20eq%20'unknownFutureValue'";
    assertThat(api.get(count).is(200).body()).isEqualTo("1");
    assertThat(knowing.get(count).is(200).header("Preference-Applied"))
        .isEqualTo("include-unknown-enum-members");
  }

  @Test
  void groups_all_of_them_as_one_for_those_who_do_not_ask() {
    for (String action : new String[] {"remoteLock", "launchRemoteHelp", "delete"}) {
      knowing
          .post("{\"action\":\"" + action + "\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}")
          .is(201);
    }
    String groups = Api.AUDITS + "?$apply=groupby((action),aggregate($count%20as%20N))";

    assertThat(api.get(groups + "&$format=json;odata.metadata=none").is(200).body())
        .isEqualTo(
            "{\"value\":[{\"action\":\"remoteLock\",\"N\":1},{\"action\":\"unknownFutureValue\",\"N\":2}]}");
    var literal = knowing.get(groups + "&$format=json;odata.metadata=none").is(200);
    assertThat(literal.body()).contains("launchRemoteHelp", "delete");
    assertThat(literal.header("Preference-Applied")).isEqualTo("include-unknown-enum-members");
    assertThat(
            api.get(groups + "&$filter=action%20eq%20'unknownFutureValue'&$count=true")
                .is(200)
                .json()
                .get("@odata.count")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void masks_them_in_an_export_and_says_when_it_does_not() {
    knowing
        .post("{\"action\":\"launchRemoteHelp\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}")
        .is(201);
    for (String format : new String[] {"csv", "ndjson"}) {
      String address = Api.AUDITS + "?$select=action&$format=" + format;

      assertThat(api.get(address).is(200).body())
          .contains("unknownFutureValue")
          .doesNotContain("launchRemoteHelp");
      var literal = knowing.get(address).is(200);
      assertThat(literal.body()).contains("launchRemoteHelp").doesNotContain("unknownFutureValue");
      assertThat(literal.header("Preference-Applied")).isEqualTo("include-unknown-enum-members");
    }
  }

  @Test
  void refuses_such_a_member_from_those_who_do_not() {
    for (String literal : new String[] {"launchRemoteHelp", "34"}) {
      var error =
          api.post("{\"action\":\"" + literal + "\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}")
              .is(400)
              .error();
      assertThat(error.get("target").asText()).isEqualTo("action");
      assertThat(error.get("message").asText()).doesNotContain("restoreManagedHomeScreen");
    }
  }

  @Test
  void keeps_a_masked_member_that_a_client_sends_back_as_it_was_shown() {
    String id =
        knowing
            .post("{\"action\":\"delete\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}")
            .is(201)
            .json()
            .get("id")
            .asText();

    api.sending("If-Match", "*")
        .patch(id, "{\"action\":\"unknownFutureValue\",\"userName\":\"u\"}")
        .is(200);

    assertThat(knowing.audit(id).get("action").asText()).isEqualTo("delete");
  }

  @Test
  void asks_for_if_match_before_it_changes_anything() {
    String id = api.created();

    assertThat(api.patch(id, "{}").is(428).error().get("code").asText())
        .isEqualTo("PreconditionRequired");
    api.delete(Api.AUDITS + "/" + id).is(428);
    api.patch(id, "{").is(400);
    api.patch("nothing", "{}").is(404);
    api.delete(Api.AUDITS + "/nothing").is(404);
    assertThat(api.history(id)).hasSize(1);
    api.sending("If-Match", "W/\"1\"").patch(id, "{\"userName\":\"u\"}").is(200);
  }
}
