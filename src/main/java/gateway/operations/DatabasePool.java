package gateway.operations;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The pool with the bounds that its defaults lack: a queue that ends, and waits that end. */
@Singleton
final class DatabasePool implements PgPoolCreator {

  /** Bounds of database work. */
  @ConfigMapping(prefix = "gateway.database")
  interface Settings {
    /**
     * How many requests wait for a connection before the next is refused: enough for bursts, and
     * for two seconds of full load.
     */
    @WithDefault("2048")
    int queue();

    /** How long a request waits for a connection: longer, and the client has given up. */
    @WithDefault("5s")
    Duration acquireTimeout();

    /** How long one statement may run, scans of a large tenant included. */
    @WithDefault("10s")
    Duration statementTimeout();
  }

  /**
   * When the server ends a transaction whose client has gone silent, and with it the lock that it
   * holds: longer than any pause of a healthy process.
   */
  private static final String IDLE_IN_TRANSACTION_MILLIS = "30000";

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

  private final Settings settings;

  DatabasePool(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Pool create(Input input) {
    var options =
        input
            .poolOptions()
            .setMaxWaitQueueSize(settings.queue())
            .setConnectionTimeout((int) settings.acquireTimeout().toMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    String timeout = String.valueOf(settings.statementTimeout().toMillis());
    input
        .pgConnectOptionsList()
        .forEach(connect ->
            connect
                .setPreparedStatementCacheSqlLimit(LONGEST_PREPARED)
                .setPreparedStatementCacheMaxSize(MOST_PREPARED)
                .addProperty("statement_timeout", timeout)
                .addProperty("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION_MILLIS));
    return PgBuilder.pool()
        .with(options)
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
