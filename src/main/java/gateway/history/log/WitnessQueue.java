package gateway.history.log;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The logs that wait for one witness. A log waits once, however many checkpoints it makes
 * meanwhile, and the newest is what the witness is asked for when its turn comes: a witness that is
 * slow or away gets fewer checkpoints, and delays nobody.
 */
final class WitnessQueue {

  private static final Logger LOG = Logger.getLogger(WitnessQueue.class);

  /** Each waits for the witness's disk; more would only wait there, and take connections here. */
  private static final int AT_ONCE = 4;

  /**
   * Logs that fail by themselves at one time. More are one failure of the database, which must not
   * be asked for each of them: the others wait until it is over.
   */
  private static final int MOST_PUT_OFF = 64;

  /** Some 100 bytes each. What finds no place is asked for with its next checkpoint. */
  private static final int MOST = 100_000;

  private final String witness;
  private final Function<UUID, Uni<Void>> visit;
  private final Duration pause;
  private final Set<UUID> waiting = new LinkedHashSet<>();
  private final Set<UUID> underWay = new HashSet<>();
  private final Set<UUID> putOff = new HashSet<>();
  private final Set<UUID> failing = new HashSet<>();
  private boolean away;
  private boolean pausing;
  private boolean closed;

  /**
   * @param visit asks for one log; what fails is asked again after a pause, in which no log is
   *     asked for when it fails with {@link WitnessClient.Away}, and else this log alone is not
   */
  WitnessQueue(String witness, Function<UUID, Uni<Void>> visit, Duration pause) {
    this.witness = witness;
    this.visit = visit;
    this.pause = pause;
  }

  /** Lets a log's newest checkpoint be asked for, soon. */
  synchronized void add(UUID tenant) {
    if (waiting.size() < MOST) {
      boolean _ = waiting.add(tenant);
    }
    next();
  }

  String witness() {
    return witness;
  }

  /** Whether the witness gave no answer when it was asked last. */
  synchronized boolean isAway() {
    return away;
  }

  synchronized void close() {
    closed = true;
  }

  /** While the witness is away one log is enough to find out that it is back. */
  private void next() {
    while (!closed
        && !pausing
        && putOff.size() < MOST_PUT_OFF
        && underWay.size() < (away ? 1 : AT_ONCE)) {
      var tenant =
          waiting.stream()
              .filter(each -> !underWay.contains(each) && !putOff.contains(each))
              .findFirst();
      if (tenant.isEmpty()) {
        return;
      }
      begin(tenant.get());
    }
  }

  private void begin(UUID tenant) {
    boolean _ = waiting.remove(tenant);
    boolean _ = underWay.add(tenant);
    var _ =
        Uni.createFrom()
            .deferred(() -> visit.apply(tenant))
            .subscribe()
            .with(_ -> done(tenant), failure -> failed(tenant, failure));
  }

  private synchronized void done(UUID tenant) {
    boolean _ = underWay.remove(tenant);
    boolean _ = failing.remove(tenant);
    if (away) {
      LOG.infof("The witness %s is back.", witness);
    }
    away = false;
    next();
  }

  private synchronized void failed(UUID tenant, Throwable failure) {
    boolean _ = underWay.remove(tenant);
    boolean _ = waiting.add(tenant);
    if (failure instanceof WitnessClient.Away gone) {
      leaveAlone(gone);
    } else {
      putOff(tenant, failure);
      next();
    }
  }

  private void leaveAlone(WitnessClient.Away gone) {
    if (!away && !closed) {
      LOG.warnf("The witness %s is away: %s. It is asked again.", witness, gone.getMessage());
    }
    away = true;
    if (!pausing) {
      pausing = true;
      afterPause(() -> pausing = false);
    }
  }

  /** It says nothing of the witness, nor of other logs. */
  private void putOff(UUID tenant, Throwable failure) {
    if (failing.add(tenant) && failing.size() <= MOST_PUT_OFF && !closed) {
      LOG.warnf(
          failure,
          "The witness %s cannot be asked for the log of %s now. It is tried again.",
          witness,
          tenant);
    }
    boolean _ = putOff.add(tenant);
    afterPause(() -> {
      boolean _ = putOff.remove(tenant);
    });
  }

  private void afterPause(Runnable over) {
    var _ =
        Uni.createFrom()
            .voidItem()
            .onItem()
            .delayIt()
            .by(pause)
            .subscribe()
            .with(_ -> resume(over), unexpected -> LOG.error("A pause has failed.", unexpected));
  }

  private synchronized void resume(Runnable over) {
    over.run();
    next();
  }
}
