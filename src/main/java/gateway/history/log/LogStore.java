package gateway.history.log;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Where the logs of all tenants grow, over a connection of its own: requests do not wait for the
 * log, nor the log for requests. What touches one log does so under its lock.
 */
public final class LogStore {

  /**
   * Sequencer and publisher of a pod have short transactions, one after the other; every connection
   * more is one more a pod.
   */
  public static final int CONNECTIONS = 1;

  /**
   * Said in each transaction:
   *
   * <ul>
   *   <li>Every statement here has its index. A plan that was made while a table was small, and is
   *       kept with its prepared statement, would read all of it for each entry once it is large.
   *   <li>When the server ends a transaction whose process has gone silent, and with it the lock of
   *       a log: after half of what an entry may wait for its checkpoint (contract §11), so that
   *       another process still keeps that promise. Here and not when connecting, since a pooler in
   *       between drops what is said there.
   * </ul>
   */
  static final String SETTINGS =
      """
      select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
        set_config('enable_mergejoin', 'off', true), set_config('idle_in_transaction_session_timeout', '5s', true)
      """;

  private static final String ENSURE_HEAD =
      "insert into log_head (tenant_id) values ($1::uuid) on conflict do nothing";

  /** The lock and the tenant of the second wall; no row when the lock is another's. */
  private static final String LOCK_HEAD =
      """
      select set_config('gateway.tenant', $1::uuid::text, true), size, published_size, published_at, now(), root, epoch
      from log_head where tenant_id = $1::uuid for update skip locked
      """;

  private final Pool pool;

  public LogStore(Pool pool) {
    this.pool = pool;
  }

  /** Closes the connections. */
  public void close() {
    var _ = pool.close();
  }

  /** The log of one tenant while its lock is held. */
  record Locked(
      SqlConnection connection,
      UUID tenant,
      long epoch,
      long size,
      byte[] root,
      long publishedSize,
      Optional<OffsetDateTime> publishedAt,
      OffsetDateTime now) {

    /** Runs a statement of this transaction. */
    Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
      return LogStore.execute(connection, sql, parameters);
    }

    /** Whether no checkpoint has been made for so long. */
    boolean isSilentFor(Duration time) {
      return publishedAt.isPresent() && !publishedAt.get().plus(time).isAfter(now);
    }
  }

  /** The tenants that a statement gives in its first column. */
  Uni<List<UUID>> tenants(String sql, Tuple parameters) {
    return rows(sql, parameters)
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID(0)).toList());
  }

  /** What a statement gives that reads the heads of all tenants. */
  Uni<RowSet<Row>> rows(String sql, Tuple parameters) {
    return inTransaction(connection -> execute(connection, sql, parameters));
  }

  /**
   * Runs work on a tenant's log in one transaction, under the log's lock; the work's result once it
   * is committed, and empty when the lock is somebody else's, for whom nobody waits.
   */
  <T> Uni<Optional<T>> underLock(UUID tenant, Function<Locked, Uni<T>> work) {
    return inTransaction(connection ->
        lock(connection, tenant)
            .chain(locked ->
                locked.isEmpty()
                    ? Uni.createFrom().item(Optional.<T>empty())
                    : work.apply(locked.get()).map(Optional::of)));
  }

  private <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
    return Uni.createFrom()
        .emitter(emitter ->
            pool.withTransaction(connection ->
                    Future.fromCompletionStage(
                        execute(connection, SETTINGS, Tuple.tuple())
                            .chain(_ -> work.apply(connection))
                            .subscribeAsCompletionStage()))
                .onComplete(emitter::complete, emitter::fail));
  }

  private static Uni<Optional<Locked>> lock(SqlConnection connection, UUID tenant) {
    return execute(connection, ENSURE_HEAD, Tuple.of(tenant))
        .chain(_ -> execute(connection, LOCK_HEAD, Tuple.of(tenant)))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .findFirst()
                .map(row ->
                    new Locked(
                        connection,
                        tenant,
                        row.getLong(6),
                        row.getLong(1),
                        row.getBuffer(5).getBytes(),
                        row.getLong(2),
                        Optional.ofNullable(row.getOffsetDateTime(3)),
                        row.getOffsetDateTime(4))));
  }

  private static Uni<RowSet<Row>> execute(SqlClient client, String sql, Tuple parameters) {
    return Uni.createFrom()
        .emitter(emitter ->
            client
                .preparedQuery(sql)
                .execute(parameters)
                .onComplete(emitter::complete, emitter::fail));
  }
}
