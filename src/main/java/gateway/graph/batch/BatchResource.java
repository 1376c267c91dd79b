package gateway.graph.batch;

import gateway.graph.Access;
import gateway.graph.Arrival;
import gateway.graph.Call;
import gateway.graph.Failures;
import gateway.graph.HeldBytes;
import gateway.graph.Operation;
import gateway.graph.Problem;
import gateway.graph.RateLimits;
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
  private final RateLimits rates;

  BatchResource(
      Instance<Router> router,
      Transaction.Source transactions,
      Failures failures,
      HeldBytes held,
      RateLimits rates) {
    this.router = router;
    this.transactions = transactions;
    this.failures = failures;
    this.held = held;
    this.rates = rates;
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
        .answers(plan(call))
        .invoke(answers -> countUnlessCounted(call, answers))
        .map(answers -> Response.json(200, call.level(), BatchWriter.written(answers)))
        .onTermination()
        .invoke(share::giveBack);
  }

  private Plan plan(Call call) {
    try {
      return Plan.of(BatchReader.read(call.body()));
    } catch (Problem unreadable) {
      rates.admitBatch(call.identity());
      throw unreadable;
    }
  }

  /** A batch is counted by its parts, and by itself when none of them came as far. */
  private void countUnlessCounted(Call call, List<PartAnswer> answers) {
    if (answers.stream().allMatch(PartAnswer::uncounted)) {
      rates.admitBatch(call.identity());
    }
  }
}
