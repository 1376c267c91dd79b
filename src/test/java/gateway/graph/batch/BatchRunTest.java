package gateway.graph.batch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.graph.Arrival;
import gateway.graph.Call;
import gateway.graph.Failures;
import gateway.graph.Form;
import gateway.graph.HeldBytes;
import gateway.graph.Identity;
import gateway.graph.MetadataLevel;
import gateway.graph.Peer;
import gateway.graph.Preferences;
import gateway.graph.Problem;
import gateway.graph.Request;
import gateway.graph.RequestIds;
import gateway.graph.Response;
import gateway.graph.Transaction;
import gateway.odata.QueryOptions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The order in which parts reach the router, with a router that answers when the test says so. */
class BatchRunTest {

  private record Someone() implements Identity {
    @Override
    public UUID tenant() {
      return new UUID(0, 1);
    }

    @Override
    public String application() {
      return "app";
    }
  }

  private record Numbered(int number) implements Transaction {}

  /** Keeps what became of each transaction. */
  private static final class Remembered implements Transaction.Source {
    private final List<String> ends = new ArrayList<>();
    private boolean failsAtCommit = false;

    @Override
    public <T> Uni<T> run(Function<Transaction, Uni<T>> work, Predicate<T> commits) {
      return work.apply(new Numbered(ends.size()))
          .invoke(result -> {
            ends.add(commits.test(result) ? "commit" : "rollback");
            if (failsAtCommit) {
              throw Problem.unavailable("Away.", new IllegalStateException());
            }
          });
    }
  }

  private final Map<String, UniEmitter<? super Response>> asked = new LinkedHashMap<>();
  private final Map<String, Request> requests = new LinkedHashMap<>();
  private final Remembered transactions = new Remembered();

  @Test
  void asks_all_at_once_that_depend_on_nothing() {
    var run = running(part("1"), part("2"), in("g", "3"), in("h", "4"));

    assertThat(asked).containsOnlyKeys("/1", "/2", "/3", "/4");
    for (int part = 4; part > 0; part--) {
      run.assertNotTerminated();
      answer("/" + part, 200);
    }
    assertThat(statuses(run)).containsExactly("1 200", "2 200", "3 200", "4 200");
  }

  @Test
  void asks_a_part_when_those_that_it_waits_for_have_been_answered() {
    var run = running(part("1"), part("2"), part("3", "1", "2"), part("4", "3"));

    answer("/2", 204);
    assertThat(asked).containsOnlyKeys("/1", "/2");
    answer("/1", 304);
    assertThat(asked).containsOnlyKeys("/1", "/2", "/3");
    answer("/3", 500);
    assertThat(asked).doesNotContainKey("/4");
    assertThat(statuses(run)).containsExactly("1 304", "2 204", "3 500", "4 424");
  }

  @Test
  void asks_the_parts_of_a_group_one_after_the_other_within_one_transaction() {
    var run = running(in("g", "1"), in("g", "2"), part("3", "g"));

    assertThat(asked).containsOnlyKeys("/1");
    answer("/1", 201);
    assertThat(asked).containsOnlyKeys("/1", "/2");
    assertThat(arrival("/1"))
        .isEqualTo(arrival("/2"))
        .isEqualTo(new Arrival.InGroup(new Numbered(0)));
    answer("/2", 200);
    assertThat(transactions.ends).containsExactly("commit");
    assertThat(arrival("/3")).isEqualTo(new Arrival.InBatch());
    answer("/3", 200);
    assertThat(statuses(run)).containsExactly("1 201", "2 200", "3 200");
  }

  @Test
  void asks_no_further_part_of_a_group_that_has_failed() {
    var run = running(in("g", "1"), in("g", "2"), in("g", "3"));

    answer("/1", 200);
    answer("/2", 412);

    assertThat(asked).doesNotContainKey("/3");
    assertThat(transactions.ends).containsExactly("rollback");
    assertThat(statuses(run)).containsExactly("1 424", "2 412", "3 424");
  }

  @Test
  void begins_no_transaction_for_a_group_that_waited_in_vain() {
    var run = running(part("1"), in("g", "2"), in("g", "3", "1"));

    answer("/1", 404);

    assertThat(transactions.ends).isEmpty();
    assertThat(statuses(run)).containsExactly("1 404", "2 424", "3 424");
  }

  @Test
  void answers_every_part_of_a_group_with_the_failure_of_its_transaction() {
    transactions.failsAtCommit = true;
    var run = running(in("g", "1"), in("g", "2"), part("3", "1"));

    answer("/1", 200);
    answer("/2", 200);

    assertThat(statuses(run)).containsExactly("1 503", "2 503", "3 424");
  }

  @Test
  void leaves_out_a_read_with_which_its_answer_would_be_too_large() {
    var run = running(part("1"), part("2"), part("3"));
    var large = Buffer.buffer(new byte[BatchRun.MOST_BYTES - 10]);

    requireNonNull(asked.get("/1")).complete(Response.of(200, "text/plain", large));
    requireNonNull(asked.get("/2"))
        .complete(Response.of(200, "text/plain", Buffer.buffer("eleven chars")));
    requireNonNull(asked.get("/3")).complete(Response.of(200, "text/plain", Buffer.buffer("a")));

    assertThat(statuses(run).subList(0, 2)).containsExactly("1 200", "2 400");
    assertThat(run.getItem().get(1).response().body().toString())
        .contains("24 MiB together; ask for this part by itself");
  }

  private UniAssertSubscriber<List<PartAnswer>> running(Part... parts) {
    var ids = RequestIds.of("batch");
    var peer = new Peer("192.0.2.7", "https://host.example", true);
    var sent =
        new Request(
            "POST",
            "/$batch",
            "",
            MultiMap.caseInsensitiveMultiMap().add("Authorization", "Bearer x"),
            Request.Body.NONE,
            peer,
            ids);
    var call =
        new Call(
            sent,
            List.of(),
            peer.origin(),
            new Someone(),
            Form.json(MetadataLevel.MINIMAL),
            Preferences.parse(""),
            QueryOptions.NONE);
    return new BatchRun(
            call,
            this::asked,
            transactions,
            new Failures(Clock.systemUTC()),
            new HeldBytes(1).share())
        .answers(Plan.of(List.of(parts)))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private Uni<Response> asked(Request request) {
    requests.put(request.path(), request);
    return Uni.createFrom().emitter(emitter -> asked.put(request.path(), emitter));
  }

  private void answer(String path, int status) {
    requireNonNull(asked.get(path)).complete(Response.of(status));
  }

  private Arrival arrival(String path) {
    return requireNonNull(requests.get(path)).arrival();
  }

  private static List<String> statuses(UniAssertSubscriber<List<PartAnswer>> run) {
    return run.assertCompleted().getItem().stream()
        .map(answer -> answer.part().id() + " " + answer.response().status())
        .toList();
  }

  private static Part part(String id, String... dependsOn) {
    return part(id, Optional.empty(), dependsOn);
  }

  private static Part in(String group, String id, String... dependsOn) {
    return part(id, Optional.of(group), dependsOn);
  }

  private static Part part(String id, Optional<String> group, String... dependsOn) {
    return new Part(id, "GET", "/" + id, Map.of(), Optional.empty(), List.of(dependsOn), group);
  }
}
