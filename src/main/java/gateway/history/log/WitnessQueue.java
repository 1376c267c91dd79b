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

  /** Some 100 bytes each. What finds no place is asked for with its next checkpoint. */
  private static final int MOST = 100_000;

  private final String witness;
  private final Function<UUID, Uni<Void>> visit;
  private final Duration pause;
  private final Set<UUID> waiting = new LinkedHashSet<>();
  private final Set<UUID> underWay = new HashSet<>();
  private boolean away;
  private boolean pausing;
  private boolean closed;

  /**
   * @param visit asks for one log; what fails is asked again after a pause
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

  synchronized void close() {
    closed = true;
  }

  /** While the witness is away one log is enough to find out that it is back. */
  private void next() {
    while (!closed && !pausing && underWay.size() < (away ? 1 : AT_ONCE)) {
      var tenant = waiting.stream().filter(each -> !underWay.contains(each)).findFirst();
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
    if (away) {
      LOG.infof("The witness %s is back.", witness);
    }
    away = false;
    next();
  }

  private synchronized void failed(UUID tenant, Throwable failure) {
    boolean _ = underWay.remove(tenant);
    boolean _ = waiting.add(tenant);
    if (!away && !closed) {
      report(failure);
    }
    away = true;
    if (!pausing) {
      pausing = true;
      var _ =
          Uni.createFrom()
              .voidItem()
              .onItem()
              .delayIt()
              .by(pause)
              .subscribe()
              .with(_ -> resume(), unexpected -> LOG.error("A pause has failed.", unexpected));
    }
  }

  private synchronized void resume() {
    pausing = false;
    next();
  }

  private void report(Throwable failure) {
    if (failure instanceof WitnessClient.Away) {
      LOG.warnf("The witness %s is away: %s. It is asked again.", witness, failure.getMessage());
    } else {
      LOG.warnf(failure, "The witness %s cannot be asked now. It is tried again.", witness);
    }
  }
}
