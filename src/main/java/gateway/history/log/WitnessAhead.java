package gateway.history.log;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Told when a witness has cosigned a tree of a log that is larger than what the database has of it:
 * the database was restored, or has lost what it had committed. Nothing more is signed then ({@link
 * Seen}).
 */
@Singleton
final class WitnessAhead {

  private static final Logger LOG = Logger.getLogger(WitnessAhead.class);

  /** Of more logs than this it is one fault of the database; then each may say so again. */
  private static final int MOST = 10_000;

  private final Seen seen;
  private final Map<UUID, Long> told = new ConcurrentHashMap<>();

  WitnessAhead(Seen seen) {
    this.seen = seen;
  }

  /**
   * Says so, once for each size.
   *
   * @param witnessed how large the tree is that the witness cosigned
   * @param size how large the newest checkpoint's is
   */
  void ahead(UUID tenant, String witness, long witnessed, long size) {
    seen.witnessed(tenant, witness, witnessed);
    if (told.size() >= MOST) {
      told.clear();
    }
    var before = told.put(tenant, witnessed);
    if (before == null || before != witnessed) {
      LOG.warnf(
          "The log of %s has %d entries, and the witness %s has cosigned %d.",
          tenant, size, witness, witnessed);
    }
  }
}
