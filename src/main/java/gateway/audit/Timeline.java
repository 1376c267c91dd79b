package gateway.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.JsonBuffer;
import gateway.graph.MetadataLevel;
import gateway.graph.Operation;
import gateway.graph.Problem;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.history.AuditCollection;
import gateway.history.ChangeWriter;
import gateway.history.EntryOperation;
import gateway.history.HistoryRepository;
import gateway.history.RecordedChange;
import gateway.security.Tenant;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How an action went (contract §11): through which states, how long it stayed in each, and when it
 * was completed.
 */
@ApplicationScoped
class Timeline implements Route.Source {

  private static final String STATE = AuditProperty.ACTION_STATE.wireName();
  private static final String DATE = "#DateTimeOffset";
  private static final Set<String> COMPLETED = Set.of("done", "failed", "canceled", "notSupported");

  /** An action has a handful; what has more than these is no action's course. */
  private static final int MOST_STATES = 10_000;

  private final HistoryRepository history;

  Timeline(HistoryRepository history) {
    this.history = history;
  }

  /**
   * A state and the entry that brought it.
   *
   * @param entered empty where that entry was pruned
   * @param left when another took its place, or the audit was deleted; empty for the present one
   */
  private record State(
      String name, Optional<RecordedChange> entered, Optional<OffsetDateTime> left) {

    Optional<OffsetDateTime> since() {
      return entered.map(RecordedChange::changedDateTime);
    }
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
                AuditCollection.ITEM + "/timeline",
                Map.of("GET", Operation.reading(Access.READ, Set.of(), this::of)))
            .calling("timeline"));
  }

  private Uni<Response> of(Call call) {
    return history
        .ofProperty(Tenant.of(call), call.key(), STATE, MOST_STATES + 1)
        .map(entries -> {
          if (entries.isEmpty()) {
            throw AuditCollection.missing();
          }
          if (entries.size() > MOST_STATES) {
            throw Problem.badRequest(
                "The state of this audit has changed more than %d times; read its history."
                    .formatted(MOST_STATES));
          }
          return Response.json(
              200, call.level(), JsonBuffer.write(json -> write(json, call, entries)));
        });
  }

  private static boolean isWhole(List<RecordedChange> entries) {
    return entries.getFirst().operation() == EntryOperation.CREATE;
  }

  private static List<State> states(List<RecordedChange> entries) {
    var states = new ArrayList<State>();
    for (var entry : entries) {
      for (var change : entry.changes()) {
        if (change.property().equals(STATE)) {
          boolean again = entry.operation() == EntryOperation.SNAPSHOT;
          if (states.isEmpty() && !isWhole(entries)) {
            var first = again ? change.after() : change.before();
            first.ifPresent(
                name -> states.add(new State(name, Optional.empty(), Optional.empty())));
          }
          if (!again) {
            enter(states, entry, change.after());
          }
        }
      }
    }
    return states;
  }

  private static void enter(List<State> states, RecordedChange entry, Optional<String> next) {
    if (!states.isEmpty()) {
      var last = states.removeLast();
      states.add(new State(last.name(), last.entered(), Optional.of(entry.changedDateTime())));
    }
    next.ifPresent(name -> states.add(new State(name, Optional.of(entry), Optional.empty())));
  }

  private static void write(JsonGenerator json, Call call, List<RecordedChange> entries)
      throws IOException {
    var states = states(entries);
    json.writeStartObject();
    call.writeContext(json, "gateway.remoteActionAuditTimeline");
    json.writeArrayFieldStart("states");
    for (var state : states) {
      json.writeStartObject();
      typed(json, call, STATE, "#" + Enumeration.ACTION_STATE.qualifiedName());
      json.writeStringField(STATE, state.name());
      typed(json, call, "enteredDateTime", DATE);
      json.writeStringField(
          "enteredDateTime", state.since().map(ChangeWriter::written).orElse(null));
      json.writeFieldName("enteredBy");
      if (state.entered().isPresent()) {
        ChangeWriter.initiatedBy(json, state.entered().get(), call.level());
      } else {
        json.writeNull();
      }
      seconds(
          json,
          "durationSeconds",
          state.since().flatMap(since -> state.left().map(left -> seconds(since, left))));
      json.writeEndObject();
    }
    json.writeEndArray();
    var completed =
        states.stream()
            .filter(state -> COMPLETED.contains(state.name()))
            .findFirst()
            .flatMap(State::since);
    typed(json, call, "completedDateTime", DATE);
    json.writeStringField("completedDateTime", completed.map(ChangeWriter::written).orElse(null));
    // Without its creation, nobody knows when it began.
    var began = entries.getFirst().changedDateTime();
    seconds(
        json,
        "secondsToCompletion",
        completed.filter(_ -> isWhole(entries)).map(at -> seconds(began, at)));
    json.writeEndObject();
  }

  private static void typed(JsonGenerator json, Call call, String name, String type)
      throws IOException {
    if (call.level() == MetadataLevel.FULL) {
      json.writeStringField(name + "@odata.type", type);
    }
  }

  private static BigDecimal seconds(OffsetDateTime from, OffsetDateTime to) {
    return BigDecimal.valueOf(ChronoUnit.MICROS.between(from, to), 6);
  }

  private static void seconds(JsonGenerator json, String name, Optional<BigDecimal> seconds)
      throws IOException {
    json.writeFieldName(name);
    if (seconds.isPresent()) {
      json.writeNumber(seconds.get().toPlainString());
    } else {
      json.writeNull();
    }
  }
}
