package gateway.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * How the logs of all tenants stand, how large the database is, and how long it takes to answer at
 * all. Asked of the database over a connection of the requests' pool, whose next request waits some
 * milliseconds for it: the log's own connection must not wait for what only watches it.
 */
@ApplicationScoped
class StoreGauges {

  private static final Logger LOG = Logger.getLogger(StoreGauges.class);

  /** As often as the monitoring asks (kubernetes/components/monitoring). */
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  /**
   * The oldest mark by a step from tenant to tenant along the index; the marks themselves are
   * counted no further than it takes to see that they are too many. The heads are one short row a
   * tenant: 10,000 tenants take some 3 ms.
   */
  private static final String STATE =
      """
      with recursive marked (tenant_id, oldest) as (
        (select tenant_id, changed_at from log_pending order by tenant_id, changed_at limit 1)
        union all
        select next.tenant_id, next.changed_at from marked cross join lateral (
          select p.tenant_id, p.changed_at from log_pending p where p.tenant_id > marked.tenant_id order by p.tenant_id, p.changed_at limit 1
        ) next
      )
      select
        (select count(*) from (select from log_pending limit 100000) p)::float8 as waiting,
        (select coalesce(greatest(extract(epoch from now() - min(oldest)), 0), 0) from marked)::float8 as oldest,
        count(*)::float8 as logs,
        coalesce(sum(size), 0)::float8 as entries,
        extract(epoch from now() - max(published_at))::float8 as newest,
        extract(epoch from now() - min(published_at))::float8 as silence,
        pg_database_size(current_database())::float8 as bytes
      from log_head
      """;

  /** One answer; a value that there is none of is not a number. */
  private record State(
      double waiting,
      double oldest,
      double logs,
      double entries,
      double newest,
      double silence,
      double bytes) {

    static final State UNKNOWN =
        new State(
            Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    static State of(Row row) {
      return new State(
          number(row, "waiting"),
          number(row, "oldest"),
          number(row, "logs"),
          number(row, "entries"),
          number(row, "newest"),
          number(row, "silence"),
          number(row, "bytes"));
    }

    private static double number(Row row, String column) {
      Double value = row.getDouble(column);
      return value == null ? Double.NaN : value;
    }
  }

  private final Instance<Pool> pool;
  private final Vertx vertx;
  private final MeterRegistry meters;
  private final Timer roundTrip;
  private volatile State state = State.UNKNOWN;
  private boolean failing;

  StoreGauges(Instance<Pool> pool, Vertx vertx, MeterRegistry meters) {
    this.pool = pool;
    this.vertx = vertx;
    this.meters = meters;
    this.roundTrip =
        Timer.builder("gateway.database.round.trip")
            .description("The shortest question to the database, asked every 15 s.")
            .register(meters);
  }

  /** A migration ends before anybody could look. */
  void start(@Observes StartupEvent started, Config config) {
    if (RequiredSettings.migrates(config)) {
      return;
    }
    gauge("gateway.log.waiting.entries", "Entries that no log has yet.", State::waiting);
    gauge("gateway.log.lag.seconds", "Age of the oldest of them; 0 without any.", State::oldest);
    gauge("gateway.log.tenants", "Tenants that have a log.", State::logs);
    gauge("gateway.log.entries", "Entries of all logs.", State::entries);
    gauge(
        "gateway.log.newest.checkpoint.age.seconds",
        "Since a checkpoint of any log was signed.",
        State::newest);
    gauge(
        "gateway.log.longest.silence.seconds",
        "Since the log that has waited longest had a checkpoint.",
        State::silence);
    gauge("gateway.database.size.bytes", "All of the database.", State::bytes);
    ask();
    long _ = vertx.setPeriodic(INTERVAL.toMillis(), _ -> ask());
  }

  private void gauge(String name, String description, ToDoubleFunction<State> value) {
    var _ =
        Gauge.builder(name, () -> value.applyAsDouble(state))
            .description(description)
            .register(meters);
  }

  private void ask() {
    var _ =
        pool.get()
            .withConnection(this::ask)
            .onSuccess(answered -> {
              state = answered;
              failing = false;
            })
            .onFailure(failure -> {
              state = State.UNKNOWN;
              if (!failing) {
                LOG.warnf("The store cannot be measured: %s", failure.getMessage());
              }
              failing = true;
            });
  }

  private Future<State> ask(SqlConnection connection) {
    long began = System.nanoTime();
    return connection
        .query("select 1")
        .execute()
        .onSuccess(_ -> roundTrip.record(System.nanoTime() - began, TimeUnit.NANOSECONDS))
        .compose(_ -> connection.query(STATE).execute())
        .map(rows -> State.of(rows.iterator().next()));
  }
}
