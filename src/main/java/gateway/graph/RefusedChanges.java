package gateway.graph;

import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * One line of the log for each change that was refused, so that somebody who is told "it did not
 * work" finds out what was tried, by which application, and why not. Neither the id of the audit
 * nor {@code client-request-id} is in it: clients choose both, and may choose a person's name.
 */
@Singleton
final class RefusedChanges {

  private static final Logger LOG = Logger.getLogger(RefusedChanges.class);

  /**
   * Lines a second: more than any fault of one client needs to be seen, and 3 kB, so that whoever
   * sends refused requests all day fills no disk.
   */
  private static final int MOST_A_SECOND = 10;

  private final Clock clock;
  private long second;
  private int written;
  private long leftOut;

  RefusedChanges(Clock clock) {
    this.clock = clock;
  }

  /** Writes the line; one beyond the bound is counted, and the count written with the next line. */
  void write(Asked asked, Problem problem) {
    if (!asked.isChange()) {
      return;
    }
    long before = admitted();
    if (before < 0) {
      return;
    }
    if (before > 0) {
      LOG.infof("%d more changes were refused, and not written here.", before);
    }
    LOG.infof(
        "Change refused: status=%d code=%s reason=%s %s",
        problem.code().status(), problem.code().wireName(), problem.reason(), asked);
  }

  /** How many were left out since the last line; negative when this one is left out, too. */
  private synchronized long admitted() {
    long now = Math.floorDiv(clock.millis(), 1000L);
    if (now != second) {
      second = now;
      written = 0;
    }
    if (written == MOST_A_SECOND) {
      leftOut++;
      return -1;
    }
    written++;
    long before = leftOut;
    leftOut = 0;
    return before;
  }
}
