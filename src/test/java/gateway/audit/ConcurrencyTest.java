package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@GatewayTest
class ConcurrencyTest {

  private final Api api = Api.ofNewTenant();

  @Test
  void keeps_both_of_two_concurrent_changes_to_different_properties() throws Exception {
    for (int round = 0; round < 20; round++) {
      String id = api.created();
      String value = "round " + round;

      var statuses =
          together(
              List.of(
                  () -> api.patch(id, "{\"userName\":\"" + value + "\"}").status(),
                  () -> api.patch(id, "{\"managedDeviceId\":\"" + value + "\"}").status()));

      assertThat(statuses).containsOnly(200);
      assertThat(api.audit(id).get("userName").asText()).isEqualTo(value);
      assertThat(api.audit(id).get("managedDeviceId").asText()).isEqualTo(value);
      assertThat(api.history(id)).hasSize(3);
    }
  }

  @Test
  void lets_exactly_one_of_100_with_the_same_etag_win() throws Exception {
    String id = api.created();

    var statuses =
        together(
            IntStream.range(0, 100)
                .<Callable<Integer>>mapToObj(i ->
                    () ->
                        api.sending("If-Match", "W/\"1\"")
                            .patch(id, "{\"userName\":\"" + i + "\"}")
                            .status())
                .toList());

    assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 412).hasSize(99);
    assertThat(api.audit(id).get("@odata.etag").asText()).isEqualTo("W/\"2\"");
    assertThat(api.history(id)).hasSize(2);
  }

  @Test
  void numbers_concurrent_changes_without_a_gap_and_loses_none() throws Exception {
    String id = api.created();

    var statuses =
        together(
            IntStream.range(0, 60)
                .<Callable<Integer>>mapToObj(
                    i -> () -> api.patch(id, "{\"userName\":\"" + i + "\"}").status())
                .toList());

    assertThat(statuses).containsOnly(200);
    var history = api.history(id);
    assertThat(history).hasSize(61);
    for (int i = 1; i < history.size(); i++) {
      assertThat(history.get(i).get("sequence").asLong()).isEqualTo(i + 1);
      assertThat(history.get(i).get("changedDateTime").asText())
          .isGreaterThan(history.get(i - 1).get("changedDateTime").asText());
      var before = history.get(i).get("changes").get(0).get("before");
      var previous = i == 1 ? null : history.get(i - 1).get("changes").get(0).get("after").asText();
      assertThat(before.isNull() ? null : before.asText()).isEqualTo(previous);
    }
  }

  @Test
  void never_gives_an_id_a_second_life_however_creation_and_deletion_race() throws Exception {
    for (int round = 0; round < 20; round++) {
      String id = api.created();
      Callable<Integer> delete = () -> api.delete(Api.AUDITS + "/" + id).status();
      Callable<Integer> create =
          () ->
              api.post(
                      "{\"id\":\""
                          + id
                          + "\",\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}")
                  .status();

      var statuses = together(List.of(delete, create, create, create));

      assertThat(statuses).containsExactly(204, 409, 409, 409);
      api.get(Api.AUDITS + "/" + id).is(404);
      assertThat(api.history(id)).hasSize(2);
    }
  }

  private static List<Integer> together(List<Callable<Integer>> calls) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(calls).stream().map(future -> future.resultNow()).toList();
    }
  }

  /** RFC 9110 §13.1.2: a change that is wanted only while the client's copies are not current. */
  @Test
  void refuses_a_change_that_if_none_match_excludes() {
    var api = Api.ofNewTenant();
    String id = api.created();
    String body = "{\"actionState\":\"done\"}";

    api.sending("If-None-Match", "*").patch(id, body).is(412);
    api.sending("If-None-Match", "W/\"1\"").patch(id, body).is(412);
    api.sending("If-None-Match", "W/\"1\"").delete(Api.AUDITS + "/" + id).is(412);
    api.sending("If-None-Match", "W/\"7\"", "If-Match", "W/\"9\"").patch(id, body).is(412);
    api.sending("If-None-Match", "*").patch("none", body).is(404);
    assertThat(api.audit(id).get("actionState").asText()).isEqualTo("pending");
    api.sending("If-None-Match", "W/\"7\"").patch(id, body).is(200);
    api.sending("If-Match", "W/\"1\"").get(Api.AUDITS + "/" + id).is(412);
    api.sending("If-Match", "W/\"2\"").get(Api.AUDITS + "/" + id).is(200);
  }
}
