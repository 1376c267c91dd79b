package gateway.graph.batch;

import gateway.graph.Access;
import gateway.graph.Arrival;
import gateway.graph.Call;
import gateway.graph.Failures;
import gateway.graph.HeldBytes;
import gateway.graph.Operation;
import gateway.graph.Problem;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.graph.Router;
import gateway.graph.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code $batch}: any valid token may send one; each part is a request of its own to the router,
 * which authorises it by itself (contract §1, §6).
 */
@ApplicationScoped
class BatchResource implements Route.Source {

  /** The router asks for this route when it starts, so it can only be asked for later. */
  private final Instance<Router> router;

  private final Transaction.Source transactions;
  private final Failures failures;
  private final HeldBytes held;

  BatchResource(
      Instance<Router> router, Transaction.Source transactions, Failures failures, HeldBytes held) {
    this.router = router;
    this.transactions = transactions;
    this.failures = failures;
    this.held = held;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            "$batch",
            Map.of(
                "POST",
                new Operation(
                    Access.AUTHENTICATED,
                    Operation.Produces.JSON,
                    Operation.Consumes.BATCH,
                    Set.of(),
                    this::answer))));
  }

  private Uni<Response> answer(Call call) {
    if (!(call.request().arrival() instanceof Arrival.Alone)) {
      throw Problem.badRequest("A batch cannot be a part of a batch; send its requests as parts.");
    }
    var share = held.share();
    return new BatchRun(call, router.get()::answer, transactions, failures, share)
        .answers(Plan.of(BatchReader.read(call.body())))
        .map(answers -> Response.json(200, call.level(), BatchWriter.written(answers)))
        .onTermination()
        .invoke(share::giveBack);
  }
}
