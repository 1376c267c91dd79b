package gateway.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * How many months of the history lie ahead, as the gauge {@code
 * gateway_history_partitions_ahead_months}: an alert that fires while there is time to mend.
 */
@ApplicationScoped
class PartitionsAhead {

  private static final Logger LOG = Logger.getLogger(PartitionsAhead.class);

  /** Months pass slowly. */
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private static final String AHEAD =
      """
      select count(*) from pg_class
      where relkind = 'r' and relname ~ '^history_entry_[0-9]{4}_[0-9]{2}$'
        and relname > 'history_entry_' || to_char(now() at time zone 'UTC', 'YYYY_MM')
      """;

  private final Instance<Pool> pool;
  private final Vertx vertx;
  private volatile double months = Double.NaN;

  PartitionsAhead(Instance<Pool> pool, Vertx vertx) {
    this.pool = pool;
    this.vertx = vertx;
  }

  /** A migration ends before anybody could look. */
  void start(@Observes StartupEvent started, MeterRegistry meters, Config config) {
    if (RequiredSettings.migrates(config)) {
      return;
    }
    var _ =
        Gauge.builder("gateway.history.partitions.ahead.months", () -> months)
            .description("Months of the history, after this one, that have a partition.")
            .register(meters);
    count();
    var _ = vertx.setPeriodic(INTERVAL.toMillis(), _ -> count());
  }

  private void count() {
    var _ =
        pool.get()
            .query(AHEAD)
            .execute()
            .onSuccess(rows -> months = rows.iterator().next().getLong(0))
            .onFailure(failure -> {
              months = Double.NaN;
              LOG.warnf(
                  "The partitions of the history cannot be counted: %s", failure.getMessage());
            });
  }
}
