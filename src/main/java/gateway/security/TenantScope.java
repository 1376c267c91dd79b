package gateway.security;

import gateway.graph.Problem;
import gateway.odata.SqlText;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one place where database work gets its tenant: as the statement's first parameter, and as the
 * setting {@code gateway.tenant}, which row-level security compares with every row.
 *
 * <p>A statement sets it by itself: {@link #GATE} has no column in it, so PostgreSQL evaluates it
 * once, before the scan that it stands over (a "One-Time Filter" in the plan, which {@code
 * SecondWallTest} reads for every statement). Were that order ever to change, the setting would be
 * empty and no row would be there; another tenant's never. It is local to the transaction, here the
 * statement itself, so that no connection, ours or a pooler's, can carry it to another tenant's
 * work. {@code docs/decisions/0003} has the figures.
 */
@ApplicationScoped
public class TenantScope {

  /**
   * Sets the tenant, and is true. Stands over each scan of a statement, and over the rows that it
   * inserts.
   */
  public static final String GATE =
      "(select set_config('gateway.tenant', $1::uuid::text, true)) is not null";

  /** The condition with which each scan of a statement begins; {@code $1} is the tenant. */
  public static final String ROWS = GATE + " and tenant_id = $1::uuid";

  private final Pool pool;
  private final SqlClient reads;
  private final Mutiny.SessionFactory sessions;
  private final Transactions transactions;

  TenantScope(
      Pool pool,
      @Named("reads") SqlClient reads,
      Mutiny.SessionFactory sessions,
      Transactions transactions) {
    this.pool = pool;
    this.reads = reads;
    this.sessions = sessions;
    this.transactions = transactions;
  }

  /** The parameters of a statement, to which its others are added: the tenant is {@code $1}. */
  public static Tuple parameters(Tenant tenant) {
    return Tuple.of(tenant.id());
  }

  /** The tenant, and all other parameters of a statement. */
  public static Tuple parameters(Tenant tenant, SqlText statement) {
    var parameters = parameters(tenant);
    statement.parameters().forEach(parameters::addValue);
    return parameters;
  }

  /**
   * Runs one statement in one round trip: a transaction of its own, unless the tenant's work has
   * one already. Fails with a {@link gateway.graph.Problem} of 503 when the database cannot answer.
   *
   * @param sql with {@link #ROWS} or {@link #GATE} wherever it touches a table
   */
  public Uni<RowSet<Row>> execute(Tenant tenant, String sql, Tuple parameters) {
    return execute(client(tenant, pool), sql, parameters);
  }

  /**
   * The same for a statement that surely is short and locks nothing: others share its connection
   * and wait behind it.
   */
  public Uni<RowSet<Row>> read(Tenant tenant, String sql, Tuple parameters) {
    return execute(client(tenant, reads), sql, parameters);
  }

  /**
   * All rows of a statement, however many, in batches; nothing is begun before the first is asked
   * for. 400 in an atomicity group, whose answers are held in memory.
   *
   * @param sql with {@link #ROWS} or {@link #GATE} wherever it touches a table
   */
  public TenantRows rows(Tenant tenant, String sql, Tuple parameters, int batch) {
    if (tenant.transaction().isPresent()) {
      throw outsideOfGroups();
    }
    return new TenantRows(pool, sql, parameters, batch);
  }

  private static SqlClient client(Tenant tenant, SqlClient usual) {
    return tenant
        .transaction()
        .map(transaction -> ((SharedTransaction) transaction).client(tenant.id()))
        .orElse(usual);
  }

  private static Uni<RowSet<Row>> execute(SqlClient client, String sql, Tuple parameters) {
    return Uni.createFrom()
        .<RowSet<Row>>emitter(emitter ->
            client
                .preparedQuery(sql)
                .execute(parameters)
                .onComplete(emitter::complete, emitter::fail))
        .onFailure()
        .transform(DatabaseFailures::translated);
  }

  /**
   * Runs work on a Hibernate session, one operation at a time, within one transaction of its own:
   * 400 in an atomicity group, whose changes it would not see.
   */
  public <T> Uni<T> inTransaction(Tenant tenant, Function<Mutiny.Session, Uni<T>> work) {
    if (tenant.transaction().isPresent()) {
      throw outsideOfGroups();
    }
    return sessions
        .withTransaction(session ->
            session
                .createNativeQuery(
                    "select set_config('gateway.tenant', :tenant, true)", String.class)
                .setParameter("tenant", tenant.id().toString())
                .getSingleResult()
                .chain(_ -> work.apply(session)))
        .onFailure()
        .transform(DatabaseFailures::translated);
  }

  /**
   * Runs several statements, one at a time, within one transaction: all of them or none. 400 in an
   * atomicity group, which would hold what they lock until its last part is answered.
   *
   * @param work the statements, for the tenant that it is given, whose transaction it is
   */
  public <T> Uni<T> inOneTransaction(Tenant tenant, Function<Tenant, Uni<T>> work) {
    if (tenant.transaction().isPresent()) {
      throw outsideOfGroups();
    }
    return transactions.run(
        transaction -> work.apply(new Tenant(tenant.id(), Optional.of(transaction))), _ -> true);
  }

  private static Problem outsideOfGroups() {
    return Problem.badRequest(
        "This request reads in a transaction of its own, which would not see what its atomicity group changes; send it outside of the group.");
  }
}
