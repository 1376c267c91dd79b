package gateway.audit;

import gateway.graph.Call;
import gateway.graph.EntityTag;
import gateway.graph.Fault;
import gateway.graph.JsonBuffer;
import gateway.graph.JsonValue;
import gateway.graph.Operation;
import gateway.graph.Problem;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.history.AuditCollection;
import gateway.history.Initiator;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Erasing what names a person: of one audit, or everywhere in the tenant (contract §11). */
@ApplicationScoped
class ErasureResource implements Route.Source {

  static final String ACTION = "erasePersonalData";
  static final String PARAMETER = "userPrincipalName";
  static final String AUDITS = "erasedAudits";
  static final String CHANGES = "erasedChanges";

  /** What the two actions answer with, in the schema {@code gateway}. */
  static final String OF_AUDIT = "auditErasure";

  static final String OF_PERSON = "personErasure";

  private final AuditErasure erasure;

  ErasureResource(AuditErasure erasure) {
    this.erasure = erasure;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
                AuditCollection.ITEM + "/" + ACTION,
                Map.of("POST", Operation.acting(this::ofAudit)))
            .calling(ACTION),
        Route.of(
                DeviceManagement.NAME + "/" + ACTION,
                Map.of("POST", Operation.changing(Set.of(), this::ofPerson)))
            .calling(ACTION));
  }

  private Uni<Response> ofAudit(Call call) {
    return erasure
        .ofAudit(Initiator.of(call), call.key(), EntityTag.of(call.request(), "If-Match"))
        .map(outcome -> answer(call, OF_AUDIT, Map.of(CHANGES, outcome.changes())));
  }

  private Uni<Response> ofPerson(Call call) {
    return erasure
        .ofPerson(Initiator.of(call), person(call.body()))
        .map(outcome -> {
          var counts = new LinkedHashMap<String, Integer>();
          counts.put(AUDITS, outcome.audits());
          counts.put(CHANGES, outcome.changes());
          return answer(call, OF_PERSON, counts);
        });
  }

  /** The only parameter; 400 for anything else, all faults in one answer (contract §3). */
  private static String person(byte[] body) {
    var members = AuditBody.object(body).members();
    var faults = new ArrayList<Fault>();
    members.keySet().stream()
        .filter(name -> !name.contains("@") && !name.equals(PARAMETER))
        .forEach(name ->
            faults.add(
                new Fault(
                    Fault.quoted(name),
                    "The action has no parameter '%s'; send '%s' alone."
                        .formatted(Fault.quoted(name), PARAMETER))));
    var value = Optional.ofNullable(members.get(PARAMETER));
    if (value.isPresent() && value.get() instanceof JsonValue.Text(var name)) {
      fault(name).ifPresent(faults::add);
      if (faults.isEmpty()) {
        return name;
      }
    } else {
      faults.add(
          new Fault(
              PARAMETER,
              "The parameter '%s' must be a string: the name of the person to be erased%s."
                  .formatted(PARAMETER, value.map(given -> ", not " + given.kind()).orElse(""))));
    }
    throw Problem.badRequest(faults);
  }

  private static Optional<Fault> fault(String name) {
    return name.isEmpty()
        ? Optional.of(
            new Fault(PARAMETER, "The parameter '%s' must not be empty.".formatted(PARAMETER)))
        : ValueReader.fault(PARAMETER, name);
  }

  private static Response answer(Call call, String type, Map<String, Integer> counts) {
    return Response.json(
        200,
        call.level(),
        JsonBuffer.write(json -> {
          json.writeStartObject();
          call.writeContext(json, "gateway." + type);
          for (var count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
          }
          json.writeEndObject();
        }));
  }
}
