package gateway.history.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The logs that this pod does not sign, since their database lacks what was seen of them: as many
 * as there are tenants at most, some 200 bytes each. One line says so of each, and another one when
 * that changes.
 */
@ApplicationScoped
public class Behind {

  private static final Logger LOG = Logger.getLogger(Behind.class);

  /** Only a mended database ends it without an epoch, in which it was never noted. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /**
   * @param epoch which the database had
   */
  private record State(long epoch, Sighting seen, long lookAgain) {}

  private final Map<UUID, State> states = new ConcurrentHashMap<>();
  private final Clock clock;

  Behind(Clock clock) {
    this.clock = clock;
  }

  /** How many logs are behind. */
  public int count() {
    return states.size();
  }

  /** Some of their tenants. */
  public List<UUID> some(int most) {
    return states.keySet().stream().limit(most).toList();
  }

  /** Notes that a log lacks what was seen of it. */
  void add(UUID tenant, long epoch, long size, Sighting seen) {
    var state = new State(epoch, seen, clock.millis() + LOOK_AGAIN.toMillis());
    var before = states.put(tenant, state);
    if (before == null || before.epoch != epoch || !before.seen.equals(seen)) {
      LOG.errorf(
          "The log of %s is behind: its database has %d entries, and lacks the checkpoint that was seen of it: %s."
              + " No checkpoint is signed until that database is put back, or 'epoch --tenant %s' gives it up (docs/runbook.md, GatewayLogBehind).",
          tenant, size, seen, tenant);
    }
  }

  /** Notes that a log has all that was seen of it. */
  void remove(UUID tenant) {
    if (states.remove(tenant) != null) {
      LOG.infof("The log of %s is behind no longer, and is signed again.", tenant);
    }
  }

  /**
   * Those that are to be looked at again, whether or not they have anything to be signed: another
   * pod may have signed them since, in a mended database or in a new epoch.
   */
  List<UUID> due() {
    long now = clock.millis();
    return states.entrySet().stream()
        .filter(each -> each.getValue().lookAgain <= now)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Those that need not be looked at now, with the epoch in which that holds. */
  Map<UUID, Long> leftAlone() {
    long now = clock.millis();
    return states.entrySet().stream()
        .filter(each -> each.getValue().lookAgain > now)
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().epoch));
  }
}
