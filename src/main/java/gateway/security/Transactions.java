package gateway.security;

import gateway.graph.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs several requests' work in one database transaction, which has one of the pool's connections
 * to itself and asks for no second one.
 */
@ApplicationScoped
class Transactions implements Transaction.Source {

  private final Pool pool;

  Transactions(Pool pool) {
    this.pool = pool;
  }

  @Override
  public <T> Uni<T> run(Function<Transaction, Uni<T>> work, Predicate<T> commits) {
    return uni(pool::getConnection)
        .chain(connection ->
            within(connection, work, commits)
                // Closing rolls back what was not committed, and gives the connection back.
                .onTermination()
                .call(() -> uni(connection::close)))
        .onFailure()
        .transform(DatabaseFailures::translated);
  }

  private static <T> Uni<T> within(
      SqlConnection connection, Function<Transaction, Uni<T>> work, Predicate<T> commits) {
    return uni(connection::begin)
        .chain(transaction ->
            work.apply(new SharedTransaction(connection))
                .chain(result ->
                    commits.test(result)
                        ? uni(transaction::commit).replaceWith(result)
                        : Uni.createFrom().item(result)));
  }

  private static <T> Uni<T> uni(Supplier<Future<T>> operation) {
    return Uni.createFrom()
        .emitter(emitter -> operation.get().onComplete(emitter::complete, emitter::fail));
  }
}
