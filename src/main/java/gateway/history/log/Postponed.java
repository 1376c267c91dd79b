package gateway.history.log;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs that failed: they are left alone for a while, so that the others go on. What fails once, as
 * when a connection is lost, is soon tried again; what goes on failing, ever less often.
 */
final class Postponed {

  /** Short enough for an entry to have its checkpoint in time all the same (contract §11). */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Often enough to go on soon, seldom enough for a line each time. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** More failing logs than this are one failure of the database; then all are tried again. */
  private static final int MOST = 10_000;

  private record Pause(Duration length, long untilMillis) {}

  private final Map<UUID, Pause> pauses = new ConcurrentHashMap<>();
  private final Clock clock;

  Postponed(Clock clock) {
    this.clock = clock;
  }

  /** Each failure soon after a pause doubles the next one. */
  void add(UUID tenant) {
    if (pauses.size() >= MOST) {
      pauses.clear();
    }
    long now = clock.millis();
    var last = pauses.get(tenant);
    var length =
        last == null || now - last.untilMillis() > LONGEST_PAUSE.toMillis()
            ? FIRST_PAUSE
            : shorter(last.length().multipliedBy(2), LONGEST_PAUSE);
    pauses.put(tenant, new Pause(length, now + length.toMillis()));
  }

  /** Those that are left alone now. */
  List<UUID> all() {
    return pauses.keySet().stream().filter(this::has).toList();
  }

  boolean has(UUID tenant) {
    var pause = pauses.get(tenant);
    return pause != null && clock.millis() < pause.untilMillis();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
