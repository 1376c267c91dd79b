package gateway.graph.batch;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Gives work that runs beside other work of one request a context of its own on the same event
 * loop: what a context holds (a Hibernate session, for one) is never used by two at once.
 */
final class OwnContext {

  private OwnContext() {}

  static <T> Uni<T> of(Supplier<Uni<? extends T>> work) {
    var caller = Vertx.currentContext();
    if (caller == null) {
      return Uni.createFrom().deferred(work);
    }
    var own = VertxContext.createNewDuplicatedContext(caller);
    VertxContextSafetyToggle.setContextSafe(own, true);
    return Uni.createFrom()
        .deferred(work)
        .runSubscriptionOn(task -> own.runOnContext(_ -> task.run()))
        .emitOn(task -> caller.runOnContext(_ -> task.run()));
  }
}
