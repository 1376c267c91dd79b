package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After bad input the row, its version and its history are what they were (contract §3). */
@GatewayTest
class BadInputTest {

  private final Api api = Api.ofNewTenant();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"action\":1} | action",
        "{\"action\":\"\"} | action",
        "{\"action\":\"nothing\"} | action",
        "{\"action\":\"FactoryReset\"} | action",
        "{\"action\":null} | action",
        "{\"action\":true} | action",
        "{\"actionState\":\"unknownFutureValue\"} | actionState",
        "{\"actionState\":[\"done\"]} | actionState",
        "{\"actionState\":\"7\"} | actionState",
        "{\"deviceActionCategory\":null} | deviceActionCategory",
        "{\"requestDateTime\":null} | requestDateTime",
        "{\"requestDateTime\":1} | requestDateTime",
        "{\"requestDateTime\":\"2017-02-30T00:00:00Z\"} | requestDateTime",
        "{\"requestDateTime\":\"2017-01-01T00:00:00.12345678Z\"} | requestDateTime",
        "{\"requestDateTime\":\"2016-12-31T23:59:60Z\"} | requestDateTime",
        "{\"requestDateTime\":\"2017-01-01T00:00:00\"} | requestDateTime",
        "{\"requestDateTime\":\"2017-01-01t00:00:00z\"} | requestDateTime",
        "{\"requestDateTime\":\"2017-01-01T00:00:00+14:01\"} | requestDateTime",
        "{\"userName\":\"a\\u0000b\"} | userName",
        "{\"userName\":\"\\ud800\"} | userName",
        "{\"userName\":\"\\udc00\\ud800\"} | userName",
        "{\"deviceIMEI\":123} | deviceIMEI",
        "{\"managedDeviceId\":{}} | managedDeviceId",
        "{\"nothing\":1} | nothing",
        "{\"UserName\":\"x\"} | UserName",
        "{\"deviceActionDetails\":\"x\"} | deviceActionDetails",
        "{\"@odata.type\":\"#microsoft.graph.device\"} | @odata.type",
        "{\"@odata.type\":null} | @odata.type",
      })
  void names_the_property_at_fault(String body, String target) {
    refused(body, target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "[{}]",
        "null",
        "\"x\"",
        "1",
        "{} {}",
        "{}x",
        "{\"userName\":\"a\",\"userName\":\"b\"}",
        "{\"userName\":\"a\",\"\\u0075serName\":\"b\"}",
        "{\"@x\":{\"a\":1,\"a\":2}}",
        "{'userName':'a'}",
        "{\"userName\":\"a\",}",
        "{\"userName\":NaN}",
        "{/* note */}",
        "{\"userName\":01}",
        "{\"userName\":\"line\nbreak\"}",
        "\uFEFF{}",
      })
  void refuses_what_is_no_single_well_formed_object(String body) {
    refused(body, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7b22757365724e616d65223a22ff227d", // 0xFF
        "7b22757365724e616d65223a22c0af227d", // overlong
        "7b22757365724e616d65223a22eda080227d", // a surrogate in UTF-8
        "fffe7b007d00", // UTF-16
        "7b22757365724e616d65223a22c3227d", // cut short
      })
  void refuses_bytes_that_are_not_utf_8(String hex) {
    String id = api.created();

    api.sending("Content-Type", "application/json")
        .send(
            "PATCH",
            Api.AUDITS + "/" + id,
            BodyPublishers.ofByteArray(HexFormat.of().parseHex(hex)))
        .is(400);

    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void counts_code_points_and_not_code_units() {
    String id = api.created();

    api.patch(id, "{\"userName\":\"" + "😀".repeat(512) + "\"}").is(200);
    var error = api.patch(id, "{\"userName\":\"" + "😀".repeat(513) + "\"}").is(400).error();

    assertThat(error.get("message").asText()).contains("513", "512");
    assertThat(api.audit(id).get("userName").asText()).isEqualTo("😀".repeat(512));
  }

  @Test
  void reads_32_levels_and_refuses_33() {
    String id = api.created();

    api.patch(id, "{\"@x\":" + "[".repeat(31) + "]".repeat(31) + "}").is(200);
    api.patch(id, "{\"@x\":" + "[".repeat(32) + "]".repeat(32) + "}").is(400);
    api.patch(id, "{\"@x\":" + "[".repeat(30_000)).is(400);
  }

  @Test
  void reports_all_faults_of_a_body_together() {
    String id = api.created();

    var error =
        api.patch(id, "{\"action\":1,\"nothing\":2,\"userName\":3,\"actionState\":\"done\"}")
            .is(400)
            .error();

    assertThat(error.get("code").asText()).isEqualTo("BadRequest");
    assertThat(error.has("target")).isFalse();
    assertThat(error.get("details").findValuesAsText("target"))
        .containsExactly("action", "nothing", "userName");
    assertThat(error.get("details").findValuesAsText("code")).containsOnly("BadRequest");
    assertThat(api.audit(id).get("actionState").asText()).isEqualTo("pending");
  }

  @Test
  void lists_at_most_100_faults_and_says_how_many_more_there_are() {
    String id = api.created();
    var body = new StringBuilder("{");
    for (int i = 0; i < 4_000; i++) {
      body.append(i == 0 ? "" : ",").append("\"x").append(i).append("\":1");
    }

    var answer = api.patch(id, body + "}").is(400);

    assertThat(answer.error().get("details")).hasSize(101);
    assertThat(answer.error().get("details").get(100).get("message").asText())
        .startsWith("3900 more");
    assertThat(answer.body().length()).isLessThan(30_000);
  }

  @Test
  void says_null_is_not_valid_in_the_words_of_graph() {
    String id = api.created();

    assertThat(api.patch(id, "{\"action\":null}").is(400).error().get("message").asText())
        .isEqualTo(
            "null is not a valid value for the property 'action'; 'action' is not a nullable property.");
  }

  @Test
  void lists_the_members_that_would_do() {
    String id = api.created();

    assertThat(api.patch(id, "{\"actionState\":3}").is(400).error().get("message").asText())
        .contains("actionState", "none, pending, canceled, active, done, failed, notSupported");
  }

  @Test
  void survives_hostile_names_in_its_messages() {
    String id = api.created();

    refusedOn(id, "{\"\\ud800\\u0000\\n\":1}");
    refusedOn(id, "{\"" + "n".repeat(60_000) + "\":1}");
    refusedOn(id, "{\"\":1}");
  }

  private void refused(String body, String target) {
    String id = api.created();
    var before = api.audit(id);

    var error = api.patch(id, body).is(400).error();

    assertThat(error.get("code").asText()).isEqualTo("BadRequest");
    assertThat(error.path("target").asText()).isEqualTo(target);
    assertThat(error.get("message").asText())
        .isNotBlank()
        .doesNotContain("Exception", "com.fasterxml");
    assertThat(api.audit(id)).isEqualTo(before);
    assertThat(api.history(id)).hasSize(1);
  }

  private void refusedOn(String id, String body) {
    assertThat(api.patch(id, body).is(400).error().get("message").asText().length())
        .isLessThan(500);
    assertThat(api.history(id)).hasSize(1);
  }
}
