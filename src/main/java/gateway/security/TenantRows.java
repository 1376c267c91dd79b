package gateway.security;

import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All rows of one statement, a batch at a time, in constant memory: a cursor in a transaction of
 * its own, which holds a connection of the pool from the first batch until the last, a failure, or
 * {@link #stop}. The connection goes back in each of these cases, without a transaction and without
 * a cursor. Used on one event loop.
 *
 * <p>What the statement's gate sets ({@link TenantScope#ROWS}) is set with the first batch and
 * stays until the transaction ends, so that row-level security holds for every batch.
 */
public final class TenantRows {

  /**
   * Said once in the transaction:
   *
   * <ul>
   *   <li>How long it may stand idle while the client takes what it has: longer than the 75 s after
   *       which {@code quarkus.http.idle-timeout} ends a connection on which nothing moves, so that
   *       this is for a service that is gone.
   *   <li>That the planner is to prefer the plan whose first rows come soon: an index in the order
   *       that is asked for to a sort of everything.
   * </ul>
   */
  private static final String SETTINGS =
      "select set_config('idle_in_transaction_session_timeout', '120s', true), set_config('cursor_tuple_fraction', '0.01', true)";

  private static final String CURSOR = "gateway_rows";
  private static final Logger LOG = Logger.getLogger(TenantRows.class);

  private final Pool pool;
  private final String sql;
  private final Tuple parameters;
  private final int batch;

  private @Nullable SqlConnection connection;
  private @Nullable PreparedStatement fetch;
  private boolean busy;
  private boolean stopped;
  private boolean canceled;
  private boolean released;

  TenantRows(Pool pool, String sql, Tuple parameters, int batch) {
    this.pool = pool;
    this.sql = sql;
    this.parameters = parameters;
    this.batch = batch;
  }

  /**
   * The next rows, at most a batch of them; none behind the last. Fails with a {@link
   * gateway.graph.Problem} of 503 when the database cannot answer. Not to be called while the call
   * before is under way.
   */
  public Uni<List<Row>> next() {
    return Uni.createFrom()
        .<List<Row>>emitter(emitter -> fetched().onComplete(emitter::complete, emitter::fail))
        .onFailure()
        .transform(DatabaseFailures::translated);
  }

  /**
   * Gives up: cancels what the database does for it, and gives the connection back. Harmless when
   * it has ended.
   */
  public void stop() {
    if (stopped || released) {
      return;
    }
    stopped = true;
    if (!busy) {
      var _ = release(null);
    } else if (connection != null) {
      canceled = true;
      PgConnection.cast(connection)
          .cancelRequest()
          .onFailure(failure ->
              LOG.warnf(
                  "A statement that nobody waits for could not be canceled and runs to its time-out: %s",
                  failure));
    }
  }

  private Future<List<Row>> fetched() {
    if (released) {
      return Future.succeededFuture(List.of());
    }
    busy = true;
    return opened().compose(statement -> statement.query().execute()).transform(this::settled);
  }

  private Future<PreparedStatement> opened() {
    return fetch == null ? open() : Future.succeededFuture(fetch);
  }

  private Future<PreparedStatement> open() {
    return pool.getConnection()
        .compose(given -> {
          connection = given;
          return unlessStopped()
              .compose(_ -> given.begin())
              .compose(_ -> given.query(SETTINGS).execute())
              .compose(_ ->
                  given
                      .preparedQuery("declare " + CURSOR + " no scroll cursor for " + sql)
                      .execute(parameters))
              .compose(_ -> given.prepare("fetch " + batch + " from " + CURSOR))
              .onSuccess(prepared -> fetch = prepared);
        });
  }

  /** Before anything costly is begun: the client may have gone while it waited for a connection. */
  private Future<Void> unlessStopped() {
    return stopped
        ? Future.failedFuture(new IllegalStateException("Nobody waits for these rows."))
        : Future.succeededFuture();
  }

  private Future<List<Row>> settled(AsyncResult<RowSet<Row>> fetched) {
    busy = false;
    if (fetched.failed()) {
      return release(fetched.cause()).transform(_ -> Future.failedFuture(fetched.cause()));
    }
    var rows = new ArrayList<Row>(fetched.result().size());
    fetched.result().forEach(rows::add);
    return stopped || rows.size() < batch
        ? release(null).transform(_ -> Future.succeededFuture(rows))
        : Future.succeededFuture(rows);
  }

  /** Gives the connection back; closing it ends its transaction and with that the cursor. */
  private Future<Void> release(@Nullable Throwable failure) {
    released = true;
    var held = connection;
    if (held == null) {
      return Future.succeededFuture();
    }
    return harmless(held, failure).transform(_ -> held.close());
  }

  /**
   * A cancellation arrives when it likes. Unless the failure shows that it has, the server process
   * is ended with the connection, so that it cannot meet somebody else's statement.
   */
  private Future<?> harmless(SqlConnection held, @Nullable Throwable failure) {
    boolean arrived =
        failure instanceof PgException refused && DatabaseFailures.isCanceled(refused);
    if (canceled && !arrived) {
      return held.query("select pg_terminate_backend(pg_backend_pid())").execute();
    }
    return fetch == null ? Future.succeededFuture() : fetch.close();
  }
}
