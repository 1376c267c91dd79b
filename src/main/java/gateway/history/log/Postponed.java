package gateway.history.log;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs that failed: they are left alone for a while, so that the others go on and one line says so.
 */
final class Postponed {

  /** Often enough to go on soon, seldom enough for a line each time. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** More failing logs than this are one failure of the database; then all are tried again. */
  private static final int MOST = 10_000;

  private final Map<UUID, Long> until = new ConcurrentHashMap<>();
  private final Clock clock;

  Postponed(Clock clock) {
    this.clock = clock;
  }

  void add(UUID tenant) {
    if (until.size() >= MOST) {
      until.clear();
    }
    until.put(tenant, clock.millis() + PAUSE.toMillis());
  }

  boolean has(UUID tenant) {
    var time = until.get(tenant);
    if (time != null && time <= clock.millis()) {
      until.remove(tenant);
      return false;
    }
    return time != null;
  }
}
