package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.SmallLimits;
import io.quarkus.test.junit.TestProfile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rates of contract §9 on the running service. */
@GatewayTest
@TestProfile(SmallLimits.class)
class RateLimitTest {

  private final Api api = Api.ofNewTenant();

  @Test
  void answers_429_with_what_graphs_clients_read() {
    String id = api.created();
    api.patch(id, "{\"actionState\":\"done\"}").is(200);
    assertThat(
            api.patch(id, "{\"actionState\":\"failed\"}")
                .is(200)
                .header("x-ms-throttle-limit-percentage"))
        .isEqualTo("1.00");

    var refused = api.patch(id, "{\"actionState\":\"active\"}").is(429);

    assertThat(refused.error().get("code").asText()).isEqualTo("TooManyRequests");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);
    assertThat(refused.header("x-ms-throttle-scope")).startsWith("Tenant_Application/Write/");
    assertThat(api.audit(id).get("actionState").asText()).isEqualTo("failed");
    Api.ofNewTenant().created();
  }

  @Test
  void counts_strangers_by_their_address_and_apart_from_callers() {
    var strangers = Api.with("");

    var refused =
        Stream.generate(() -> strangers.get("/beta/$metadata"))
            .limit(100)
            .filter(answer -> answer.status() == 429)
            .findFirst()
            .orElseThrow();

    assertThat(refused.error().get("message").asText())
        .startsWith("There were more than 30 requests without a token from this address");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);
    api.get("/beta/").is(200);
    strangers.send("OPTIONS", Api.AUDITS, "").is(204);
  }

  /** Broken as a whole, or all of its parts refused before they are counted. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{'requests':[{'id':'1','method':'GET','url':'/nowhere'}]}",
        "{'requests':[{'id':'1','method':'PUT','url':'/deviceManagement'}]}",
      })
  void counts_a_batch_of_which_no_part_is_counted(String batch) {
    var sending = api.sending("Content-Type", "application/json");

    var statuses =
        Stream.generate(() -> sending.send("POST", "/beta/$batch", batch.replace('\'', '"')))
            .limit(31)
            .map(Api.Answer::status)
            .toList();

    assertThat(statuses.subList(0, 30)).doesNotContain(429);
    assertThat(statuses).endsWith(429);
  }

  @Test
  void counts_each_part_of_a_batch_and_not_the_batch() {
    var parts = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      parts
          .append(i == 0 ? "" : ",")
          .append(
              "{\"id\":\"%d\",\"method\":\"POST\",\"url\":\"/deviceManagement/remoteActionAudits\",\"headers\":{\"Content-Type\":\"application/json\"},\"body\":{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}}"
                  .formatted(i));
    }

    var answer =
        api.sending("Content-Type", "application/json")
            .send("POST", "/beta/$batch", "{\"requests\":[" + parts + "]}")
            .is(200)
            .json();

    var statuses = answer.get("responses").findValuesAsText("status");
    assertThat(statuses).hasSize(5);
    assertThat(statuses.stream().filter("201"::equals)).hasSize(3);
    assertThat(statuses.stream().filter("429"::equals)).hasSize(2);
  }
}
