package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers that are made while they are sent, as {@code gateway_requests} counts them. */
class CountedPiecesTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RequestMeters meters = new RequestMeters(registry);
  private final Queue<Uni<Optional<Buffer>>> made = new ArrayDeque<>();
  private final Router router =
      new Router(
          List.of(
              Route.of(
                  "all",
                  Map.of("GET", Operation.reading(Access.ANONYMOUS, Set.of(), this::answer)))),
          (_, _) -> Uni.createFrom().failure(new AssertionError("Nobody is asked who he is.")),
          TestRates.NONE,
          new HeldBytes(0),
          new Failures(Clock.systemUTC(), meters, new RefusedChanges(Clock.systemUTC())),
          meters);

  private Uni<Response> answer(Call call) {
    return Uni.createFrom()
        .item(
            Response.streamed(
                "text/csv",
                new Pieces() {
                  @Override
                  public Uni<Optional<Buffer>> next() {
                    return made.remove();
                  }

                  @Override
                  public void stop() {
                    made.clear();
                  }
                }));
  }

  @Test
  void an_answer_counts_once_when_it_has_ended() {
    offer("a");
    made.add(Uni.createFrom().item(Optional.empty()));
    var pieces = asked();

    assertThat(next(pieces)).isPresent();
    assertThat(next(pieces)).isEmpty();
    assertThat(counted()).isEmpty();
    pieces.stop();
    pieces.stop();

    assertThat(counted()).containsExactly("GET /all 200");
  }

  @Test
  void an_answer_that_breaks_off_counts_as_what_broke_it_alone() {
    offer("a");
    made.add(Uni.createFrom().failure(Problem.unavailable("Away.", new IllegalStateException())));
    var pieces = asked();

    assertThat(next(pieces)).isPresent();
    assertThatThrownBy(() -> next(pieces)).isInstanceOf(Problem.class);
    pieces.stop();

    assertThat(counted()).containsExactly("GET /all 503");
  }

  @Test
  void an_answer_that_its_client_left_counts_as_it_began_though_what_was_stopped_fails() {
    offer("a");
    var pieces = asked();

    assertThat(next(pieces)).isPresent();
    pieces.stop();
    made.add(Uni.createFrom().failure(new IllegalStateException("stopped")));
    assertThatThrownBy(() -> next(pieces)).isInstanceOf(Problem.class);

    assertThat(counted()).containsExactly("GET /all 200");
  }

  @Test
  void HEAD_which_makes_nothing_counts_at_once() {
    var answer = router.answer(TestRequest.of("HEAD", "/all").sent()).await().indefinitely();

    assertThat(answer.content()).isInstanceOf(Response.Content.Omitted.class);
    assertThat(counted()).containsExactly("GET /all 200");
  }

  private void offer(String text) {
    made.add(Uni.createFrom().item(Optional.of(Buffer.buffer(text))));
  }

  private Pieces asked() {
    var answer = router.answer(TestRequest.of("GET", "/all").sent()).await().indefinitely();
    return ((Response.Content.Streamed) answer.content()).pieces();
  }

  private static Optional<Buffer> next(Pieces pieces) {
    return pieces.next().await().indefinitely();
  }

  private List<String> counted() {
    return registry.find("gateway.requests").counters().stream()
        .flatMap(counter ->
            java.util.Collections.nCopies(
                (int) counter.count(),
                counter.getId().getTag("operation") + " " + counter.getId().getTag("status"))
                .stream())
        .toList();
  }
}
