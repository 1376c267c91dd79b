package gateway.history.log;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Has every witness asked for every checkpoint once it is committed, behind the publisher's back:
 * outside of its transaction, and on other connections.
 */
@ApplicationScoped
public class Cosigning {

  private static final Logger LOG = Logger.getLogger(Cosigning.class);

  /** Soon enough that a restart of a witness costs little, seldom enough for one that is gone. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /**
   * How long first signatures wait for what witnesses know: one, or all together, since logs are
   * signed one by one. Then others are signed without, for a {@link #PAUSE}: a checkpoint comes
   * within ten seconds, however many logs a pod has just begun with.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Some 50 bytes each; were there more, they would be heard again. */
  private static final int MOST_HEARD = 100_000;

  private final Witnesses witnesses;
  private final Cosignatures cosignatures;
  private final LogReader log;
  private final WitnessAhead ahead;
  private final WitnessMeters meters;
  private final WitnessClient client = new WitnessClient();
  private final Set<UUID> heard = ConcurrentHashMap.newKeySet();
  private volatile List<WitnessVisit> visits = List.of();
  private volatile List<WitnessQueue> queues = List.of();
  private final Patience patience;

  Cosigning(
      Witnesses witnesses,
      Cosignatures cosignatures,
      LogReader log,
      WitnessAhead ahead,
      WitnessMeters meters,
      Clock clock) {
    this.witnesses = witnesses;
    this.cosignatures = cosignatures;
    this.log = log;
    this.ahead = ahead;
    this.meters = meters;
    this.patience = new Patience(PATIENCE, PAUSE, clock);
  }

  /**
   * For the start: reads who the witnesses are.
   *
   * @throws gateway.security.UnusableSetting when that cannot be told
   */
  public void ready() {
    witnesses.ready();
    visits =
        witnesses.all().stream()
            .map(witness -> new WitnessVisit(witness, client, cosignatures, log, ahead, meters))
            .toList();
    queues = visits.stream().map(Cosigning::queue).toList();
    queues.forEach(queue -> meters.watch(queue.witness(), () -> isAway(queue.witness())));
  }

  /**
   * For the first signature that a pod makes of a log: asks the witnesses for the newest checkpoint
   * that is stored, so that one which has seen more says so ahead of it. Who is away, or slow, is
   * not waited for, and is heard with the next checkpoint.
   */
  Uni<Void> hear(UUID tenant) {
    if (visits.isEmpty() || patience.isLost() || !heard.add(tenant)) {
      return Uni.createFrom().voidItem();
    }
    if (heard.size() > MOST_HEARD) {
      heard.clear();
    }
    var spending = patience.spending();
    return Uni.join()
        .all(visits.stream().map(visit -> visit.of(tenant)).toList())
        .andCollectFailures()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .replaceWithVoid()
        .onFailure()
        .recoverWithItem(unheard -> {
          if (isOfAWitness(unheard)) {
            patience.lose();
          }
          LOG.warnf(
              "Not every witness said how large it has seen the log of %s, which is signed without: %s",
              tenant, unheard.getMessage());
          return null;
        })
        .invoke(spending);
  }

  /** Of one that is away or slow; what failed by itself says nothing of other logs. */
  private static boolean isOfAWitness(Throwable unheard) {
    return !(unheard instanceof CompositeException failures)
        || failures.getCauses().stream().anyMatch(WitnessClient.Away.class::isInstance);
  }

  /** Lets the witnesses be asked for a log's newest checkpoint, and does not wait for them. */
  void ask(UUID tenant) {
    queues.forEach(queue -> queue.add(tenant));
  }

  /** While its key is changed a witness is asked by the old one and the new one. */
  private boolean isAway(String witness) {
    return queues.stream().anyMatch(queue -> queue.witness().equals(witness) && queue.isAway());
  }

  private static WitnessQueue queue(WitnessVisit visit) {
    return new WitnessQueue(visit.witness(), visit::of, PAUSE);
  }

  @PreDestroy
  void close() {
    queues.forEach(WitnessQueue::close);
    client.close();
  }
}
