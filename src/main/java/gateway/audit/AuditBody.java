package gateway.audit;

import static gateway.audit.AuditProperty.ID;

import gateway.graph.Fault;
import gateway.graph.JsonValue;
import gateway.graph.Problem;
import gateway.graph.StrictJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a body says: a value for each property that it names, and nothing for the others. A body
 * that exists is valid; all faults of one that is not are in one {@link Problem} (contract §3).
 *
 * @param values without {@link AuditProperty#ID}, which is apart
 * @param id what a creation asks to be called; never there in an update, where the body's id is
 *     ignored (OData 4.01 Protocol §11.4.3)
 */
record AuditBody(Map<AuditProperty, Value> values, Optional<String> id) {

  private static final int DEEPEST = 32;
  private static final StrictJson JSON = new StrictJson(DEEPEST);
  private static final Set<String> TYPES =
      Set.of("#microsoft.graph.remoteActionAudit", "microsoft.graph.remoteActionAudit");
  static final List<AuditProperty> REQUIRED =
      List.of(AuditProperty.ACTION, AuditProperty.REQUEST_DATE_TIME);

  private static final Map<AuditProperty, Value> DEFAULTS =
      Map.of(
          AuditProperty.ACTION_STATE, new Value.Member(Enumeration.ACTION_STATE.named("pending")),
          AuditProperty.DEVICE_ACTION_CATEGORY,
              new Value.Member(Enumeration.DEVICE_ACTION_CATEGORY.named("single")));

  AuditBody {
    values = Collections.unmodifiableMap(values);
  }

  /**
   * Reads a partial update: what is not named does not change, and {@code unknownFutureValue}
   * counts as not named.
   */
  static AuditBody ofUpdate(byte[] body, EvolvableEnums enums) {
    return new Reading(enums, false).read(body);
  }

  /**
   * Reads a creation: {@code action} and {@code requestDateTime} must be there; a state and a
   * category that are not are filled in (contract §4).
   */
  static AuditBody ofCreation(byte[] body, EvolvableEnums enums) {
    return new Reading(enums, true).read(body);
  }

  /** A body as JSON; 400 unless it is an object. */
  static JsonValue.Obj object(byte[] body) {
    try {
      return JSON.readObject(body);
    } catch (StrictJson.Malformed e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** One pass over one body. */
  private static final class Reading {
    private final boolean creation;
    private final ValueReader reader;
    private final Map<AuditProperty, Value> values = new EnumMap<>(AuditProperty.class);
    private final List<Fault> faults = new ArrayList<>();
    private Optional<String> id = Optional.empty();

    Reading(EvolvableEnums enums, boolean creation) {
      this.creation = creation;
      this.reader = new ValueReader(enums, creation);
    }

    AuditBody read(byte[] body) {
      object(body).members().forEach(this::member);
      if (creation) {
        REQUIRED.stream().filter(property -> !values.containsKey(property)).forEach(this::missing);
        DEFAULTS.forEach(values::putIfAbsent);
      }
      if (!faults.isEmpty()) {
        throw Problem.badRequest(faults);
      }
      return new AuditBody(values, id);
    }

    private void member(String name, JsonValue value) {
      if (name.contains("@")) {
        annotation(name, value);
        return;
      }
      var property = AuditProperty.named(name);
      if (property.isEmpty()) {
        faults.add(
            new Fault(
                Fault.quoted(name),
                "The property '%s' does not exist on type 'microsoft.graph.remoteActionAudit'."
                    .formatted(Fault.quoted(name))));
      } else if (property.get() != ID) {
        property(property.get(), value);
      } else if (creation) {
        reader.id(value).ifValueOrFault(given -> id = Optional.of(given), faults::add);
      }
    }

    private void property(AuditProperty property, JsonValue value) {
      reader
          .value(property, value)
          .ifValueOrFault(given -> values.put(property, given), faults::add);
    }

    private void annotation(String name, JsonValue value) {
      boolean type = name.equals("@odata.type") || name.equals("@type");
      if (type && !(value instanceof JsonValue.Text(var text) && TYPES.contains(text))) {
        faults.add(
            new Fault(
                name,
                "The annotation '%s' must be '#microsoft.graph.remoteActionAudit'."
                    .formatted(name)));
      }
    }

    private void missing(AuditProperty property) {
      boolean faulty =
          faults.stream().anyMatch(fault -> fault.target().equals(property.wireName()));
      if (!faulty) {
        faults.add(
            new Fault(
                property.wireName(),
                "The property '%s' is required.".formatted(property.wireName())));
      }
    }
  }
}
