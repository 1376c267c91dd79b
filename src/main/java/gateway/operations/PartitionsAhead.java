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

  /**
   * One after the other from this month on: behind one that is missing nothing counts. That one may
   * be this month, which then has its entries in the default partition.
   */
  static final String AHEAD =
      """
      with recursive ahead (months) as (
        select -1
        union all
        select months + 1 from ahead where exists (
          select from pg_inherits where inhparent = 'history_entry'::regclass and inhrelid = to_regclass(
            'history_entry_' || to_char(now() at time zone 'UTC' + make_interval(months => months + 1), 'YYYY_MM')))
      )
      select greatest(max(months), 0)::bigint from ahead
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
            .description(
                "Months of the history, after this one and up to the first without a partition.")
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
