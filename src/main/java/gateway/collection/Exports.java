package gateway.collection;

import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How many exports run side by side, and how long one may take. */
@ApplicationScoped
class Exports {

  /** Bounds of exports. */
  @ConfigMapping(prefix = "gateway.export")
  interface Settings {
    /**
     * Exports under way at once on one pod. Each holds a connection of the pool (20) and up to some
     * 10 MB for as long as its client takes to read it, so the rest of the service keeps most of
     * both.
     */
    @WithDefault("4")
    int atOnce();

    /**
     * How long one export may take, slow clients included: while it runs, the database keeps every
     * version of every row that has changed since it began.
     */
    @WithDefault("1h")
    Duration longest();
  }

  /** Seconds after which another export has probably ended: a million rows take half a minute. */
  private static final String RETRY_AFTER_SECONDS = "30";

  private final Settings settings;
  private final AtomicInteger running = new AtomicInteger();

  Exports(Settings settings) {
    this.settings = settings;
  }

  Duration longest() {
    return settings.longest();
  }

  /** Counts one more; 503 when there are as many as may be. {@link #end} is called once for it. */
  void begin() {
    if (running.incrementAndGet() > settings.atOnce()) {
      end();
      throw Problem.of(
              ErrorCode.SERVICE_UNAVAILABLE,
              "As many exports are under way as this service runs at once; try again later.",
              Map.of("Retry-After", RETRY_AFTER_SECONDS))
          .because("exports");
    }
  }

  void end() {
    int _ = running.decrementAndGet();
  }
}
