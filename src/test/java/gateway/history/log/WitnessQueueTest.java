package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WitnessQueueTest {

  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final List<UUID> LOGS =
      IntStream.range(0, 10).mapToObj(i -> new UUID(0, i)).toList();

  private final List<UUID> begun = new ArrayList<>();
  private final Map<UUID, UniEmitter<? super Void>> underWay = new HashMap<>();
  private final LogLines lines = LogLines.of(WitnessQueue.class);

  @AfterEach
  void listenNoMore() {
    lines.close();
  }

  @Test
  void asks_for_four_logs_at_once_and_for_the_others_as_these_are_done() {
    var queue = new WitnessQueue("w", this::visit, LONG);

    LOGS.forEach(queue::add);
    assertThat(begun).isEqualTo(LOGS.subList(0, 4));

    end(LOGS.get(2));
    assertThat(begun).isEqualTo(LOGS.subList(0, 5));
  }

  @Test
  void asks_once_more_for_a_log_that_has_grown_while_it_was_asked_for() {
    var queue = new WitnessQueue("w", this::visit, LONG);
    var log = LOGS.getFirst();

    queue.add(log);
    queue.add(log);
    queue.add(log);
    assertThat(begun).containsExactly(log);

    end(log);
    assertThat(begun).containsExactly(log, log);

    end(log);
    assertThat(begun).containsExactly(log, log);
  }

  @Test
  void asks_nothing_for_a_while_when_the_witness_is_away_and_says_so_once() {
    var queue = new WitnessQueue("w-away", this::visit, LONG);

    LOGS.forEach(queue::add);
    List.copyOf(LOGS.subList(0, 4)).forEach(this::fail);
    queue.add(LOGS.getFirst());

    assertThat(begun).isEqualTo(LOGS.subList(0, 4));
    assertThat(lines.about("w-away"))
        .containsExactly("WARN The witness w-away is away: gone. It is asked again.");
  }

  @Test
  void asks_again_for_every_log_when_the_witness_is_back_and_says_so_once()
      throws InterruptedException {
    var all = new CountDownLatch(LOGS.size());
    var failures = new HashMap<UUID, Integer>();
    var queue =
        new WitnessQueue(
            "w-back",
            log -> {
              if (failures.merge(log, 1, Integer::sum) <= 3) {
                return Uni.createFrom().failure(new WitnessClient.Away("gone"));
              }
              all.countDown();
              return Uni.createFrom().voidItem();
            },
            SHORT);

    LOGS.forEach(queue::add);
    all.await();

    // The last log's end may still be under way; only one line can be there, now or later.
    assertThat(lines.about("w-back").getFirst()).startsWith("WARN The witness w-back is away");
    assertThat(failures.values()).allMatch(count -> count == 4);
  }

  @Test
  void says_that_the_witness_is_away_until_it_answers() {
    var queue = new WitnessQueue("w-gauge", this::visit, LONG);
    LOGS.subList(0, 2).forEach(queue::add);

    fail(LOGS.getFirst());
    assertThat(queue.isAway()).isTrue();

    end(LOGS.get(1));
    assertThat(queue.isAway()).isFalse();
  }

  @Test
  void puts_off_a_log_that_fails_by_itself_and_goes_on_with_the_others() {
    var queue = new WitnessQueue("w-own", this::visit, LONG);
    LOGS.forEach(queue::add);

    failByItself(LOGS.getFirst());
    queue.add(LOGS.getFirst());
    LOGS.subList(1, LOGS.size()).forEach(this::end);

    assertThat(begun).isEqualTo(LOGS);
    assertThat(queue.isAway()).isFalse();
    assertThat(lines.about("w-own"))
        .containsExactly(
            "WARN The witness w-own cannot be asked for the log of %s now. It is tried again."
                .formatted(LOGS.getFirst()));
  }

  @Test
  void asks_again_for_a_log_that_failed_by_itself_and_says_so_once() throws InterruptedException {
    var fourth = new CountDownLatch(4);
    var queue =
        new WitnessQueue(
            "w-again",
            _ -> {
              fourth.countDown();
              return fourth.getCount() == 0
                  ? Uni.createFrom().voidItem()
                  : Uni.createFrom().failure(new IllegalStateException("a lost tile"));
            },
            SHORT);

    queue.add(LOGS.getFirst());
    fourth.await();

    assertThat(lines.about("w-again")).hasSize(1);
  }

  @Test
  void takes_failures_of_many_logs_for_one_of_the_database() {
    var queue =
        new WitnessQueue(
            "w-many",
            log -> {
              begun.add(log);
              return Uni.createFrom().failure(new IllegalStateException("no database"));
            },
            LONG);

    IntStream.range(0, 200).forEach(i -> queue.add(new UUID(1, i)));

    assertThat(begun).hasSize(64).doesNotHaveDuplicates();
    assertThat(lines.about("w-many")).hasSize(64);
  }

  private Uni<Void> visit(UUID log) {
    begun.add(log);
    return Uni.createFrom().emitter(emitter -> underWay.put(log, emitter));
  }

  private void end(UUID log) {
    Optional.ofNullable(underWay.remove(log)).orElseThrow().complete(null);
  }

  private void fail(UUID log) {
    Optional.ofNullable(underWay.remove(log)).orElseThrow().fail(new WitnessClient.Away("gone"));
  }

  private void failByItself(UUID log) {
    Optional.ofNullable(underWay.remove(log))
        .orElseThrow()
        .fail(new IllegalStateException("a lost tile"));
  }
}
