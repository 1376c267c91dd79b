package gateway.history.log;

import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.ErrorCode;
import gateway.graph.Operation;
import gateway.graph.Problem;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.history.AuditCollection;
import gateway.history.HistoryRepository;
import gateway.security.Tenant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The proof of one entry (contract §11): a C2SP tlog-proof@v1, which needs nothing else. */
@ApplicationScoped
class ProofResource implements Route.Source {

  /** What the contract allows between an entry and its checkpoint. */
  private static final String RETRY_AFTER_SECONDS = "10";

  /** A sequence as the history writes it; no audit has one of more digits. */
  private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,17}");

  private final LogReader log;
  private final HistoryRepository history;

  ProofResource(LogReader log, HistoryRepository history) {
    this.log = log;
    this.history = history;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
                AuditCollection.ITEM + "/history/{sequence}/proof",
                Map.of("GET", Operation.text(Access.READ, Set.of(), this::proof)))
            .calling("history"));
  }

  private Uni<Response> proof(Call call) {
    String number = call.keys().get(1);
    if (!SEQUENCE.matcher(number).matches()) {
      throw noSuchEntry();
    }
    var tenant = Tenant.of(call);
    long sequence = Long.parseLong(number);
    return log.proof(tenant, call.key(), sequence)
        .chain(proof ->
            proof.isPresent()
                ? Uni.createFrom().item(proof.get())
                : missing(tenant, call.key(), sequence))
        .map(proof -> Response.of(200, LogResource.PLAIN_TEXT, Buffer.buffer(proof.encode())));
  }

  /** Tells an entry that has to wait for its checkpoint from one that is not there. */
  private <T> Uni<T> missing(Tenant tenant, String auditId, long sequence) {
    return history
        .ofAudit(tenant, auditId, sequence - 1, 1)
        .map(entries -> {
          throw entries.stream().anyMatch(entry -> entry.sequence().orElseThrow() == sequence)
              ? Problem.of(
                  ErrorCode.RESOURCE_NOT_FOUND,
                  "No checkpoint covers this entry yet; ask again later.",
                  Map.of("Retry-After", RETRY_AFTER_SECONDS))
              : noSuchEntry();
        });
  }

  private static Problem noSuchEntry() {
    return Problem.of(ErrorCode.RESOURCE_NOT_FOUND, "There is no such entry of a history.");
  }
}
