package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import gateway.Together;
import gateway.audit.AuditErasure.Outcome;
import gateway.graph.Peer;
import gateway.graph.Request;
import gateway.graph.RequestIds;
import gateway.history.Initiator;
import gateway.history.log.Sequencer;
import gateway.history.log.TestLog;
import gateway.security.Authorization;
import gateway.security.Caller;
import gateway.security.TenantScope;
import gateway.security.TestTokens;
import io.vertx.core.MultiMap;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Erasing a person who stands in more audits than are found, or erased, at once. */
@GatewayTest
class LargeErasureTest {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final String person = "mallory." + tenant + "@example.org";

  @Inject TenantScope tenants;
  @Inject Sequencer sequencer;

  @Test
  void erases_more_audits_than_one_request_finds_or_a_set_holds() {
    var named = audits(13);
    var renamed = audits(7);
    renamed.forEach(id -> api.patch(id, "{\"userName\":\"bob\"}").is(200));
    var deleted = audits(5);
    deleted.forEach(id -> api.delete(Api.AUDITS + "/" + id).is(204));
    var others = audits(6, "bob");
    var all = new ArrayList<>(named);
    all.addAll(renamed);
    all.addAll(deleted);

    var outcome = erase(10, 3);

    assertThat(outcome).isEqualTo(new Outcome(25, 25, 13 + 2 * 7 + 2 * 5));
    for (String id : all) {
      var history = api.history(id);
      assertThat(history.toString()).doesNotContain(person);
      assertThat(history.findValuesAsText("operation")).containsOnlyOnce("erase");
      assertThat(history.get(history.size() - 1).get("changes").toString())
          .isEqualTo("[{\"property\":\"userName\"}]");
      assertWhole(id);
    }
    renamed.forEach(id -> assertThat(api.audit(id).get("userName").asText()).isEqualTo("bob"));
    others.forEach(id -> assertThat(api.history(id)).hasSize(1));
    assertThat(erase(10, 3)).isEqualTo(new Outcome(0, 0, 0));
    all.forEach(
        id -> assertThat(api.history(id).findValuesAsText("operation")).containsOnlyOnce("erase"));
  }

  @Test
  void gives_each_of_many_audits_its_entry_and_that_its_leaf() throws Exception {
    int count = 1_200;
    for (int first = 0; first < count; first += 300) {
      int from = first;
      assertThat(
              Together.together(
                  300, i -> api.post(body("\"id\":\"a%d\",".formatted(from + i), person)).status()))
          .containsOnly(201);
    }
    var log = new TestLog(tenant);

    var answer =
        api.sending("Content-Type", "application/json")
            .send(
                "POST",
                "/beta/deviceManagement/erasePersonalData",
                "{\"userPrincipalName\":\"" + person + "\"}")
            .is(200)
            .json();

    assertThat(answer.get("erasedAudits").asInt()).isEqualTo(count);
    assertThat(answer.get("erasedChanges").asInt()).isEqualTo(count);
    log.sequencedBy(sequencer);
    assertThat(log.leaves()).hasSize(2 * count);
    assertThat(
            log.rows(
                "select count(*) from log_salt where tenant_id = '%s' and path = '/changes/1/after'",
                row -> row.getLong(1)))
        .containsExactly(0L);
    assertThat(
            log.rows(
                "select count(distinct audit_id) from history_entry where tenant_id = '%s' and operation = 4 and sequence = 2",
                row -> row.getInt(1)))
        .containsExactly(count);
  }

  @Test
  void keeps_what_was_erased_before_it_broke_off_and_goes_on_from_there() throws Exception {
    var ids = audits(11).stream().sorted().toList();
    String broken = ids.get(7);
    try (var owner = TestDatabase.asOwner();
        var statement = owner.createStatement()) {
      boolean _ =
          statement.execute(
              "create function break_off() returns trigger language plpgsql as $$ begin if new.audit_id = '%s' and new.tenant_id = '%s' then raise exception 'broken on purpose'; end if; return new; end $$"
                  .formatted(broken, tenant));
      boolean _ = statement.execute("grant execute on function break_off() to gateway");
      TestDatabase.changeHistory(
          owner,
          "create trigger broken_off before insert on history_personal for each row execute function break_off()");
      try {
        assertThatThrownBy(() -> erase(20, 3)).hasMessageContaining("broken on purpose");
      } finally {
        TestDatabase.changeHistory(owner, "drop trigger broken_off on history_personal");
        boolean _ = statement.execute("drop function break_off()");
      }
    }
    ids.subList(0, 6).forEach(id -> assertThat(api.history(id)).hasSize(2));
    ids.subList(6, 11).forEach(id -> assertThat(api.history(id)).hasSize(1));

    var outcome = erase(20, 3);

    assertThat(outcome).isEqualTo(new Outcome(5, 5, 5));
    ids.forEach(id -> assertThat(api.history(id)).hasSize(2));
    ids.forEach(this::assertWhole);
    assertThat(erase(20, 3)).isEqualTo(new Outcome(0, 0, 0));
  }

  @Test
  void lets_others_change_what_it_has_erased_while_it_waits_for_the_rest() throws Exception {
    var ids = audits(4).stream().sorted().toList();
    CompletableFuture<Outcome> erasing;
    try (var locking = TestDatabase.locking(tenant, ids.getLast())) {
      erasing = CompletableFuture.supplyAsync(() -> erase(10, 2));
      while (api.history(ids.getFirst()).size() < 2) {
        assertThat(erasing).isNotDone();
        Thread.onSpinWait();
      }

      api.patch(ids.getFirst(), "{\"userName\":\"bob\"}").is(200);

      assertThat(erasing).isNotDone();
      locking.rollback();
    }
    assertThat(erasing.join()).isEqualTo(new Outcome(4, 4, 4));
    assertThat(api.audit(ids.getFirst()).get("userName").asText()).isEqualTo("bob");
    ids.forEach(this::assertWhole);
  }

  @Test
  void loses_no_change_that_comes_between() throws Exception {
    var ids = audits(24);
    var over = new AtomicBoolean();
    var changed = new ArrayList<CompletableFuture<Integer>>();
    try (var threads = Executors.newFixedThreadPool(3)) {
      for (int writer = 0; writer < 3; writer++) {
        int own = writer;
        changed.add(
            CompletableFuture.supplyAsync(
                () -> {
                  int done = 0;
                  while (!over.get() || done == 0) {
                    String name = done % 2 == 0 ? "bob" : person;
                    String id = ids.get((own + 5 * done) % ids.size());
                    api.patch(
                            id,
                            "{\"userName\":\"%s\",\"managedDeviceId\":\"%d-%d\"}"
                                .formatted(name, own, done))
                        .is(200);
                    done++;
                  }
                  return done;
                },
                threads));
      }
      for (int i = 0; i < 5; i++) {
        assertThat(erase(10, 4).audits()).isLessThanOrEqualTo(ids.size());
      }
      over.set(true);
      int changes = changed.stream().mapToInt(CompletableFuture::join).sum();

      var last = erase(10, 4);

      assertThat(last.known()).isEqualTo(last.audits());
      var histories = ids.stream().map(api::history).toList();
      assertThat(
              histories.stream()
                  .flatMap(history -> history.findValuesAsText("operation").stream())
                  .filter("update"::equals))
          .hasSize(changes);
      assertThat(histories.toString()).doesNotContain(person);
      ids.forEach(this::assertWhole);
    }
  }

  private List<String> audits(int count) {
    return audits(count, person);
  }

  private List<String> audits(int count, String name) {
    return IntStream.range(0, count).mapToObj(_ -> api.created(body("", name))).toList();
  }

  private static String body(String more, String name) {
    return "{%s\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"%s\"}"
        .formatted(more, name);
  }

  private Outcome erase(int found, int set) {
    return new AuditErasure(tenants, found, set, Duration.ofMillis(1))
        .ofPerson(initiator(), person)
        .await()
        .atMost(LONGEST);
  }

  private Initiator initiator() {
    return new Initiator(
        new Caller(
            tenant,
            TestTokens.PRINCIPAL.toString(),
            "application",
            Optional.of("ada@example.org"),
            Authorization.DELEGATED,
            Set.of()),
        new Request(
            "POST",
            "/",
            "",
            MultiMap.caseInsensitiveMultiMap(),
            Request.Body.NONE,
            new Peer("192.0.2.7", "https://host.example", true),
            RequestIds.of("")));
  }

  /** Numbered without a gap, each entry later than the one before, the ETag that of the last. */
  private void assertWhole(String id) {
    var history = api.history(id);
    assertThat(stream(history).map(entry -> entry.get("sequence").asLong()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, history.size()).boxed().toList());
    assertThat(history.findValuesAsText("changedDateTime")).isSorted().doesNotHaveDuplicates();
    var audit = api.get(Api.AUDITS + "/" + id);
    if (audit.status() == 200) {
      assertThat(audit.json().get("@odata.etag").asText())
          .isEqualTo("W/\"" + history.size() + "\"");
    }
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
