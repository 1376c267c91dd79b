package gateway.graph.batch;

import static gateway.Together.together;
import static gateway.graph.batch.TestBatch.AUDITS;
import static gateway.graph.batch.TestBatch.after;
import static gateway.graph.batch.TestBatch.header;
import static gateway.graph.batch.TestBatch.in;
import static gateway.graph.batch.TestBatch.message;
import static gateway.graph.batch.TestBatch.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.RawHttp;
import gateway.SmallPool;
import gateway.TestDatabase;
import io.quarkus.test.junit.TestProfile;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Atomicity groups on a pool of two connections, so that one that is not given back is missed. */
@GatewayTest
@TestProfile(SmallPool.class)
class AtomicityGroupTest {

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);

  @Test
  void does_all_of_a_group_with_all_its_history() {
    String first = api.created();
    String second = UUID.randomUUID().toString();
    String third = api.created();

    var answers =
        TestBatch.empty()
            .patch("1", first, "{\"actionState\":\"done\"}", in("g"))
            .post("2", second, in("g"))
            .patch("3", second, "{\"userName\":\"x\"}", in("g"))
            .with("4", "DELETE", AUDITS + "/" + third, in("g"))
            .get("5", AUDITS + "/" + second, in("g"))
            .get("6", AUDITS + "/$count", in("g"))
            .get("7", "/deviceManagement/remoteActionAuditChanges/$count", in("g"))
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(200, 201, 200, 204, 200, 200, 200);
    assertThat(answers)
        .extracting(answer -> answer.get("atomicityGroup").asText())
        .containsOnly("g");
    assertThat(answers.get(4).get("body").get("userName").asText()).isEqualTo("x");
    assertThat(answers.get(5).get("body").asText()).isEqualTo("2");
    assertThat(answers.get(6).get("body").asText()).isEqualTo("6");
    assertThat(api.audit(first).get("actionState").asText()).isEqualTo("done");
    assertThat(api.history(first)).hasSize(2);
    assertThat(api.audit(second).get("userName").asText()).isEqualTo("x");
    assertThat(api.history(second)).hasSize(2);
    api.get(Api.AUDITS + "/" + third).is(404);
    assertThat(api.history(third)).hasSize(2);
  }

  @Test
  void does_nothing_of_a_group_of_which_one_part_fails() {
    String first = api.created();
    String second = UUID.randomUUID().toString();
    String third = api.created();

    var answers =
        TestBatch.empty()
            .patch("1", first, "{\"actionState\":\"done\"}", in("g"))
            .post("2", second, in("g"))
            .patch(
                "3",
                first,
                "{\"actionState\":\"failed\"}",
                in("g"),
                header("If-Match", "W/\\\"1\\\""))
            .patch("4", third, "{\"actionState\":\"done\"}", in("g"))
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(424, 424, 412, 424);
    assertThat(message(answers.getFirst())).contains("'3'");
    assertThat(answers.getFirst().get("headers").has("ETag")).isFalse();
    assertThat(api.audit(first).get("@odata.etag").asText()).isEqualTo("W/\"1\"");
    assertThat(api.history(first)).hasSize(1);
    api.get(Api.AUDITS + "/" + second).is(404);
    api.get(Api.AUDITS + "/" + second + "/history").is(404);
    assertThat(api.history(third)).hasSize(1);
  }

  @Test
  void fails_a_group_by_whatever_its_part_is_refused_for() {
    String id = api.created();
    String taken = api.created();

    for (var failing :
        Map.of(
                404, TestBatch.empty().patch("2", "none", "{}", in("g")),
                409, TestBatch.empty().post("2", taken, in("g")),
                413, TestBatch.empty().patch("2", id, "[" + " ".repeat(64 * 1024) + "]", in("g")),
                400, TestBatch.empty().patch("2", id, "{\"action\":null}", in("g")),
                405, TestBatch.empty().with("2", "PUT", AUDITS, in("g")))
            .entrySet()) {
      var parts =
          new ArrayList<>(
              TestBatch.empty().patch("1", id, "{\"userName\":\"x\"}", in("g")).parts());
      parts.addAll(failing.getValue().parts());

      assertThat(statuses(new TestBatch(parts).answersTo(api)))
          .containsExactly(424, failing.getKey());
    }

    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void keeps_one_group_apart_from_another() {
    String good = api.created();
    String bad = api.created();

    var answers =
        TestBatch.empty()
            .patch("1", good, "{\"userName\":\"x\"}", in("g"))
            .patch("2", good, "{\"actionState\":\"done\"}", in("g"))
            .patch("3", bad, "{\"userName\":\"x\"}", in("h"))
            .patch("4", "none", "{}", in("h"))
            .patch("5", bad, "{\"managedDeviceId\":\"m\"}")
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(200, 200, 424, 404, 200);
    assertThat(api.history(good)).hasSize(3);
    assertThat(api.history(bad)).hasSize(2);
  }

  @Test
  void lets_a_group_wait_and_be_waited_for() {
    String id = UUID.randomUUID().toString();

    var answers =
        TestBatch.empty()
            .post("1", id)
            .patch("2", id, "{\"userName\":\"a\"}", in("g"))
            .patch("3", id, "{\"userName\":\"b\"}", in("g"), after("1"))
            .get("4", AUDITS + "/" + id, after("g"))
            .patch("5", "none", "{}", in("h"), after("3"))
            .patch("6", id, "{\"userName\":\"c\"}", in("h"))
            .patch("7", id, "{\"userName\":\"d\"}", after("h"))
            .patch("8", id, "{\"userName\":\"e\"}", after("6"), in("i"))
            .patch("9", id, "{\"userName\":\"f\"}", in("i"))
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(201, 200, 200, 200, 404, 424, 424, 424, 424);
    assertThat(answers.get(3).get("body").get("userName").asText()).isEqualTo("b");
    assertThat(message(answers.get(6))).contains("'h'");
    assertThat(message(answers.get(7))).contains("'6'");
    assertThat(message(answers.get(8))).contains("'8'");
  }

  @Test
  void belongs_to_one_tenant() {
    var other = Api.ofNewTenant();
    String mine = api.created();
    String theirs = other.created();
    String token = header("Authorization", "Bearer " + other.token());

    var answers =
        TestBatch.empty()
            .patch("1", mine, "{\"userName\":\"x\"}", in("g"))
            .patch("2", theirs, "{\"userName\":\"x\"}", in("g"), token)
            .patch("3", theirs, "{\"userName\":\"y\"}", in("h"), token)
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(424, 400, 200);
    assertThat(message(answers.get(1))).contains("one tenant");
    assertThat(api.history(mine)).hasSize(1);
    assertThat(other.history(theirs)).hasSize(2);
  }

  @Test
  void refuses_a_history_in_a_group() {
    String id = api.created();

    var answers =
        TestBatch.empty()
            .patch("1", id, "{\"userName\":\"x\"}", in("g"))
            .get("2", AUDITS + "/" + id + "/history", in("g"))
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(424, 400);
    assertThat(message(answers.get(1))).contains("atomicity group");
  }

  @Test
  void refuses_an_erasure_in_a_group() {
    String id = api.created();

    var answers =
        TestBatch.empty()
            .with("1", "POST", AUDITS + "/" + id + "/erasePersonalData", in("g"))
            .answersTo(api);

    assertThat(statuses(answers)).containsExactly(400);
    assertThat(message(answers.getFirst())).contains("atomicity group");
    assertThat(api.history(id)).hasSize(1);
  }

  @Test
  void rolls_back_when_the_database_breaks_a_statement_off() throws Exception {
    String free = api.created();
    String locked = api.created();
    try (var owner = TestDatabase.locking(tenant, locked)) {
      var answers =
          TestBatch.empty()
              .patch("1", free, "{\"userName\":\"x\"}", in("g"))
              .patch("2", locked, "{\"userName\":\"x\"}", in("g"))
              .patch("3", free, "{\"userName\":\"y\"}", in("g"))
              .answersTo(api);

      assertThat(statuses(answers)).containsExactly(424, 503, 424);
      assertThat(answers.get(1).get("headers").has("Retry-After")).isTrue();
      owner.rollback();
    }

    assertThat(api.history(free)).hasSize(1);
    api.patch(free, "{\"userName\":\"z\"}").is(200);
  }

  @Test
  void answers_503_to_every_part_when_no_transaction_can_be_had() throws Exception {
    String id = api.created();
    try (var owner = TestDatabase.locking(tenant, id);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var holders =
          IntStream.range(0, 8)
              .mapToObj(
                  i -> threads.submit(() -> api.patch(id, "{\"userName\":\"" + i + "\"}").status()))
              .toList();
      var statuses =
          statuses(
              TestBatch.empty()
                  .patch("1", id, "{}", in("g"))
                  .patch("2", id, "{}", in("g"))
                  .answersTo(api));

      assertThat(statuses).allMatch(status -> status == 503 || status == 424).contains(503);
      owner.rollback();
      for (var holder : holders) {
        assertThat(holder.get()).isIn(200, 503);
      }
    }

    assertThat(statuses(TestBatch.empty().patch("1", id, "{}", in("g")).answersTo(api)))
        .containsExactly(200);
  }

  @Test
  void gives_every_connection_back() {
    String id = api.created();
    var failing =
        TestBatch.empty()
            .patch("1", id, "{\"userName\":\"x\"}", in("g"))
            .patch("2", "none", "{}", in("g"))
            .post("3", id, in("h"))
            .patch("4", id, "{}", in("h"));

    for (int i = 0; i < 30; i++) {
      assertThat(statuses(failing.answersTo(api))).containsExactly(424, 404, 409, 424);
    }

    assertThat(
            statuses(
                TestBatch.empty().patch("1", id, "{\"userName\":\"y\"}", in("g")).answersTo(api)))
        .containsExactly(200);
    assertThat(api.history(id)).hasSize(2);
  }

  @Test
  void gives_every_connection_back_when_clients_hang_up() throws Exception {
    String id = api.created();
    String batch =
        TestBatch.empty()
            .patch("1", id, "{\"userName\":\"x\"}", in("g"))
            .patch("2", "none", "{}", in("g"))
            .text();
    try (var owner = TestDatabase.locking(tenant, id)) {
      List<Socket> impatient = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        var socket = RawHttp.connect(api);
        socket
            .getOutputStream()
            .write(
                "POST /beta/$batch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(api.token(), batch.length(), batch)
                    .getBytes(StandardCharsets.US_ASCII));
        impatient.add(socket);
      }
      for (Socket socket : impatient) {
        socket.close();
      }
      owner.rollback();
    }

    var statuses = together(20, i -> api.patch(id, "{\"userName\":\"" + i + "\"}").status());

    assertThat(statuses).containsOnly(200);
    assertThat(api.history(id)).hasSize(21);
  }
}
