package gateway.security;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one place where database work gets its tenant: each piece is a transaction of its own that
 * first sets {@code gateway.tenant}, which row-level security compares with every row.
 *
 * <p>The setting is local to the transaction, so that no pooled connection, ours or a pooler's, can
 * carry it to another tenant's work.
 */
@ApplicationScoped
public class TenantScope {

  private static final String SET_TENANT = "select set_config('gateway.tenant', $1, true)";

  private final Pool pool;
  private final Mutiny.SessionFactory sessions;

  TenantScope(Pool pool, Mutiny.SessionFactory sessions) {
    this.pool = pool;
    this.sessions = sessions;
  }

  /**
   * Runs one statement in one round trip: begin, set, statement and commit go out together, and a
   * statement that fails makes the commit a rollback. Fails with a {@link gateway.graph.Problem} of
   * 503 when the database cannot answer.
   */
  public Uni<RowSet<Row>> execute(UUID tenant, String sql, Tuple parameters) {
    return Uni.createFrom()
        .<RowSet<Row>>emitter(emitter ->
            pool.getConnection()
                .compose(connection -> pipelined(connection, tenant, sql, parameters))
                .onComplete(emitter::complete, emitter::fail))
        .onFailure()
        .transform(DatabaseFailures::translated);
  }

  /** Runs work on a Hibernate session, one operation at a time, within one transaction. */
  public <T> Uni<T> inTransaction(UUID tenant, Function<Mutiny.Session, Uni<T>> work) {
    return sessions
        .withTransaction(session ->
            session
                .createNativeQuery(
                    "select set_config('gateway.tenant', :tenant, true)", String.class)
                .setParameter("tenant", tenant.toString())
                .getSingleResult()
                .chain(_ -> work.apply(session)))
        .onFailure()
        .transform(DatabaseFailures::translated);
  }

  private static Future<RowSet<Row>> pipelined(
      SqlConnection connection, UUID tenant, String sql, Tuple parameters) {
    var begun = connection.query("BEGIN").execute();
    var scoped = connection.preparedQuery(SET_TENANT).execute(Tuple.of(tenant.toString()));
    var result = connection.preparedQuery(sql).execute(parameters);
    var committed = connection.query("COMMIT").execute();
    return Future.join(begun, scoped, result, committed)
        .eventually(() -> connection.close())
        .transform(
            all -> result.failed() || all.succeeded() ? result : Future.failedFuture(all.cause()));
  }
}
