package gateway.history.log;

import java.time.Clock;
import java.time.Duration;

/**
 * How long is waited for others, one after the other: all together so long, and then not at all for
 * a while.
 */
final class Patience {

  private final Duration most;
  private final Duration pause;
  private final Clock clock;
  private Duration spent = Duration.ZERO;
  private long lostUntil = Long.MIN_VALUE;

  Patience(Duration most, Duration pause, Clock clock) {
    this.most = most;
    this.pause = pause;
    this.clock = clock;
  }

  /** Whether nobody is waited for now. */
  synchronized boolean isLost() {
    return clock.millis() < lostUntil;
  }

  /** Begins to wait; what it gives is run at the end of that. */
  Runnable spending() {
    long began = clock.millis();
    return () -> spend(Duration.ofMillis(clock.millis() - began));
  }

  private synchronized void spend(Duration waited) {
    spent = spent.plus(waited);
    if (spent.compareTo(most) >= 0) {
      lose();
    }
  }

  /** Waits for nobody for a while. */
  synchronized void lose() {
    spent = Duration.ZERO;
    lostUntil = clock.millis() + pause.toMillis();
  }
}
