package gateway.operations;

import gateway.history.log.LogStore;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pool with the bounds that its defaults lack: a queue that ends, and waits that end. Beside it
 * a few connections that short reads share: many are under way on one at the same time, so that the
 * database answers them in turns without being woken for each.
 */
@Singleton
class DatabasePool implements PgPoolCreator {

  /** Bounds of database work. */
  @ConfigMapping(prefix = "gateway.database")
  interface Settings {
    /**
     * How many requests wait for a connection before the next is refused: enough for bursts, and
     * for two seconds of full load.
     */
    @WithDefault("2048")
    int queue();

    /** Connections that reads by key share, beside those of the pool. */
    @WithDefault("4")
    int readConnections();

    /** How long a request waits for a connection: longer, and the client has given up. */
    @WithDefault("5s")
    Duration acquireTimeout();

    /** How long one statement may run, scans of a large tenant included. */
    @WithDefault("10s")
    Duration statementTimeout();
  }

  private static final String IDLE_IN_TRANSACTION = "idle_in_transaction_session_timeout";

  /**
   * When the server ends a transaction whose client has gone silent, and with it the lock that it
   * holds: longer than any pause of a healthy process.
   */
  private static final String IDLE_IN_TRANSACTION_MILLIS = "30000";

  /**
   * How long a connection may rest before the pool closes it, in times of what a statement may
   * take. No request meets a connection that has been dead for longer, and what is heard on one
   * that is not at rest is younger than that.
   */
  private static final int REST = 2;

  /**
   * How long, beyond its rest, nothing may come from the server of which a statement has been
   * asked, in the same measure: twice, so that the server's own bound comes first. Where it does
   * not, the server is gone, and TCP alone would wait for it for a quarter of an hour.
   */
  private static final int SILENCE = 2;

  /**
   * The same for requests, at the least: an export may wait for its client so long
   * (security.TenantRows), and an erasure's statement takes up to a minute.
   */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

  /**
   * Characters of the longest statement that stays prepared. The driver's own limit of 2,048 would
   * have PostgreSQL plan a PATCH, which has some 8,000, again each time.
   */
  private static final int LONGEST_PREPARED = 32 * 1024;

  /**
   * Statements that stay prepared on one connection: the service's own, and the shapes of many
   * questions.
   */
  private static final int MOST_PREPARED = 512;

  /** Reads under way on one shared connection; what is more waits in the queue. */
  private static final int MOST_SHARING = 128;

  private final Settings settings;
  private @Nullable SqlClient reads;
  private @Nullable Pool log;

  DatabasePool(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Pool create(Input input) {
    var options =
        input
            .poolOptions()
            .setName("requests") // as the pools' metrics call it
            .setMaxWaitQueueSize(settings.queue())
            .setConnectionTimeout((int) settings.acquireTimeout().toMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    var rest = settings.statementTimeout().multipliedBy(REST);
    var silence = settings.statementTimeout().multipliedBy(SILENCE);
    options.setIdleTimeout(millis(rest)).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    String timeout = String.valueOf(settings.statementTimeout().toMillis());
    input
        .pgConnectOptionsList()
        .forEach(connect ->
            connect
                .setPreparedStatementCacheSqlLimit(LONGEST_PREPARED)
                .setPreparedStatementCacheMaxSize(MOST_PREPARED)
                .addProperty("statement_timeout", timeout)
                .addProperty(IDLE_IN_TRANSACTION, IDLE_IN_TRANSACTION_MILLIS));
    var connects = List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList());
    var brief = new SilentServer(rest.plus(silence));
    reads =
        PgBuilder.client()
            .with(new PoolOptions(options).setName("reads").setMaxSize(settings.readConnections()))
            .connectingTo(
                input.pgConnectOptionsList().stream()
                    .<SqlConnectOptions>map(
                        connect -> new PgConnectOptions(connect).setPipeliningLimit(MOST_SHARING))
                    .toList())
            .using(input.vertx())
            .withConnectHandler(brief)
            .build();
    log =
        PgBuilder.pool()
            .with(new PoolOptions(options).setName("log").setMaxSize(LogStore.CONNECTIONS))
            .connectingTo(connects)
            .using(input.vertx())
            .withConnectHandler(brief)
            .build();
    return PgBuilder.pool()
        .with(options)
        .connectingTo(connects)
        .using(input.vertx())
        .withConnectHandler(
            new SilentServer(rest.plus(Collections.max(List.of(silence, LONGEST_PAUSE)))))
        .build();
  }

  private static int millis(Duration time) {
    return (int) Math.min(time.toMillis(), Integer.MAX_VALUE);
  }

  /** The shared connections; made with the pool, which Quarkus makes when it is first asked for. */
  @Produces
  @ApplicationScoped
  @Named("reads")
  SqlClient reads(Pool pool) {
    int size = pool.size();
    if (reads == null) {
      throw new IllegalStateException("The pool of " + size + " connections was not made here.");
    }
    return reads;
  }

  void close(@Disposes @Named("reads") SqlClient shared) {
    shared.close();
  }

  /** The log's connections; made with the pool like those for reading. */
  @Produces
  @Singleton
  LogStore log(Pool pool) {
    int size = pool.size();
    if (log == null) {
      throw new IllegalStateException("The pool of " + size + " connections was not made here.");
    }
    return new LogStore(log);
  }

  void close(@Disposes LogStore store) {
    store.close();
  }
}
