package gateway.audit;

import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.JsonBuffer;
import gateway.graph.Operation;
import gateway.graph.Problem;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.history.AuditCollection;
import gateway.history.HistoryRepository;
import gateway.history.RecordedChange;
import gateway.security.Tenant;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An audit's {@link Timeline}, from its history. */
@ApplicationScoped
class TimelineResource implements Route.Source {

  /** An action has a handful; what has more than these is no action's course. */
  private static final int MOST_STATES = 10_000;

  private final HistoryRepository history;

  TimelineResource(HistoryRepository history) {
    this.history = history;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
                AuditCollection.ITEM + "/timeline",
                Map.of("GET", Operation.reading(Access.READ, Set.of(), this::timeline)))
            .calling("timeline"));
  }

  private Uni<Response> timeline(Call call) {
    return history
        .ofProperty(Tenant.of(call), call.key(), Timeline.STATE, MOST_STATES + 1)
        .map(entries -> answer(call, entries));
  }

  private static Response answer(Call call, List<RecordedChange> entries) {
    if (entries.isEmpty()) {
      throw AuditCollection.missing();
    }
    if (entries.size() > MOST_STATES) {
      throw Problem.badRequest(
          "The state of this audit has changed more than %d times; read its history."
              .formatted(MOST_STATES));
    }
    var timeline = Timeline.of(entries);
    return Response.json(
        200,
        call.level(),
        JsonBuffer.write(json -> new TimelineWriter(json, call).write(timeline)));
  }
}
