package gateway.security;

import gateway.graph.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Predicate;

/** Runs several requests' work in one database transaction. */
@ApplicationScoped
class Transactions implements Transaction.Source {

  private final Pool pool;

  Transactions(Pool pool) {
    this.pool = pool;
  }

  /** What makes the driver roll back, with the result that is answered all the same. */
  private static final class RolledBack extends RuntimeException {
    private final transient Object result;

    RolledBack(Object result) {
      super("rolled back", null, false, false);
      this.result = result;
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> Uni<T> run(Function<Transaction, Uni<T>> work, Predicate<T> commits) {
    return Uni.createFrom()
        .<T>emitter(emitter ->
            pool.withTransaction(
                    connection -> {
                      var shared = new SharedTransaction(connection);
                      return Future.fromCompletionStage(
                          work.apply(shared)
                              .invoke(result -> {
                                if (!commits.test(result)) {
                                  throw new RolledBack(result);
                                }
                              })
                              .subscribeAsCompletionStage());
                    })
                .onComplete(emitter::complete, emitter::fail))
        .onFailure(RolledBack.class)
        .recoverWithItem(failure -> (T) ((RolledBack) failure).result)
        .onFailure()
        .transform(DatabaseFailures::translated);
  }
}
