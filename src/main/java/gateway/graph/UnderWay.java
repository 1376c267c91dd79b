package gateway.graph;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Counts the requests that have no answer yet, those that wait for the database included, and lets
 * no more of them in than are worth waiting for.
 */
final class UnderWay {

  private static final Logger LOG = Logger.getLogger(UnderWay.class);

  private final int most;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean crowded = new AtomicBoolean();

  UnderWay(int most) {
    this.most = most;
  }

  /** Whether one more may come in; if so, {@link #leave} is called when it has been answered. */
  boolean enter() {
    if (count.incrementAndGet() <= most) {
      return true;
    }
    int _ = count.decrementAndGet();
    if (crowded.compareAndSet(false, true)) {
      // One line for a crowd, not one for each request: writing them would cost more than refusing.
      LOG.warnf(
          "%d requests are under way (GATEWAY_REQUESTS_AT_ONCE); what comes beyond is answered 503.",
          most);
    }
    return false;
  }

  void leave() {
    if (count.decrementAndGet() <= most / 2 && crowded.compareAndSet(true, false)) {
      LOG.info("The crowd of requests is over.");
    }
  }
}
