package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.security.TestTokens;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How an action went (contract §11). */
@GatewayTest
class TimelineTest {

  private final Api api = Api.of(UUID.randomUUID());

  @Test
  void gives_each_state_with_its_entry_its_initiator_and_its_duration() {
    String id = api.created();
    api.patch(id, "{\"actionState\":\"active\"}").is(200);
    api.patch(id, "{\"deviceDisplayName\":\"no state\"}").is(200);
    api.patch(id, "{\"actionState\":\"failed\"}").is(200);
    api.patch(id, "{\"actionState\":\"done\"}").is(200);

    var timeline = timeline(id);

    assertThat(timeline.get("@odata.context").asText())
        .endsWith("/beta/$metadata#gateway.remoteActionAuditTimeline");
    var states = timeline.get("states");
    assertThat(states.findValuesAsText("actionState"))
        .containsExactly("pending", "active", "failed", "done");
    assertThat(states.get(0).get("enteredBy").toString())
        .isEqualTo(
            "{\"principalId\":\"%s\",\"applicationId\":\"%s\",\"userPrincipalName\":\"ada@example.org\",\"authorization\":\"delegated\"}"
                .formatted(TestTokens.PRINCIPAL, TestTokens.APPLICATION));
    var entries = api.history(id);
    var instants =
        List.of(0, 1, 3, 4).stream()
            .map(i -> OffsetDateTime.parse(entries.get(i).get("changedDateTime").asText()))
            .toList();
    for (int i = 0; i < 4; i++) {
      assertThat(OffsetDateTime.parse(states.get(i).get("enteredDateTime").asText()))
          .isEqualTo(instants.get(i));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(micros(states.get(i).get("durationSeconds")))
          .isEqualTo(Duration.between(instants.get(i), instants.get(i + 1)));
    }
    assertThat(states.get(3).get("durationSeconds").isNull()).isTrue();
    assertThat(OffsetDateTime.parse(timeline.get("completedDateTime").asText()))
        .isEqualTo(instants.get(2));
    assertThat(micros(timeline.get("secondsToCompletion")))
        .isEqualTo(Duration.between(instants.get(0), instants.get(2)));
  }

  @Test
  void leaves_open_what_is_not_completed() {
    var timeline = timeline(api.created());

    assertThat(timeline.get("completedDateTime").isNull()).isTrue();
    assertThat(timeline.get("secondsToCompletion").isNull()).isTrue();
  }

  @Test
  void ends_the_last_state_where_the_audit_was_deleted() {
    String id = api.created();
    api.delete(Api.AUDITS + "/" + id).is(204);

    var states = timeline(id).get("states");

    assertThat(states).hasSize(1);
    assertThat(states.get(0).get("durationSeconds").isNumber()).isTrue();
  }

  @Test
  void is_404_for_an_audit_that_never_was_or_is_anothers() {
    String id = api.created();

    assertThat(api.get(Api.AUDITS + "/none/timeline").is(404).error().get("code").asText())
        .isEqualTo("ResourceNotFound");
    Api.ofNewTenant().get(Api.AUDITS + "/" + id + "/timeline").is(404);
    api.get(Api.AUDITS + "/" + id + "/timeline?$top=1").is(400);
  }

  private JsonNode timeline(String id) {
    return api.get(Api.AUDITS + "('" + id + "')/timeline").is(200).json();
  }

  private static Duration micros(JsonNode seconds) {
    return Duration.ofNanos(seconds.decimalValue().movePointRight(9).longValueExact());
  }
}
