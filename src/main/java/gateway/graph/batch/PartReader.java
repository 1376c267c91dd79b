package gateway.graph.batch;

import gateway.graph.Fault;
import gateway.graph.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** Reads one item of {@code requests}; what is wrong with it is added to the envelope's faults. */
final class PartReader {

  private static final Set<String> MEMBERS =
      Set.of("id", "method", "url", "headers", "body", "dependsOn", "atomicityGroup");

  private final String place;
  private final Map<String, JsonValue> members;
  private final List<Fault> faults;

  private PartReader(String place, Map<String, JsonValue> members, List<Fault> faults) {
    this.place = place;
    this.members = members;
    this.faults = faults;
  }

  /**
   * @param place the item as a target names it, such as {@code requests/0}
   */
  static Optional<Part> read(String place, JsonValue item, List<Fault> faults) {
    if (!(item instanceof JsonValue.Obj(var members))) {
      faults.add(new Fault(place, "A request must be an object, not %s.".formatted(item.kind())));
      return Optional.empty();
    }
    int before = faults.size();
    var part = new PartReader(place, members, faults).part();
    return faults.size() == before ? Optional.of(part) : Optional.empty();
  }

  private Part part() {
    for (String name : members.keySet()) {
      if (!MEMBERS.contains(name)) {
        String reason =
            name.equals("if")
                ? "Conditions between requests ('if') are not supported; use dependsOn."
                : "A request has no member '%s'.".formatted(Fault.quoted(name));
        fault(Fault.quoted(name), reason);
      }
    }
    return new Part(
        text("id"),
        text("method").toUpperCase(Locale.ROOT),
        text("url"),
        headers(),
        Optional.ofNullable(members.get("body")).filter(body -> !(body instanceof JsonValue.Null)),
        dependsOn(),
        members.containsKey("atomicityGroup")
            ? Optional.of(text("atomicityGroup"))
            : Optional.empty());
  }

  private String text(String name) {
    var value = members.get(name);
    if (value instanceof JsonValue.Text(var text) && !text.isEmpty()) {
      return text;
    }
    String found =
        value == null
            ? "it is missing"
            : value instanceof JsonValue.Text ? "it is empty" : "it is " + value.kind();
    fault(name, "The member '%s' must be a string that is not empty; %s.".formatted(name, found));
    return "";
  }

  /**
   * By name, whatever the case. Microsoft's Graph SDK for Java names Content-Type twice, in two
   * cases: the same value counts once, others are one list (RFC 9110 §5.3).
   */
  private SequencedMap<String, String> headers() {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    var value = members.get("headers");
    if (value instanceof JsonValue.Obj(var named)) {
      named.forEach((name, header) -> {
        if (header instanceof JsonValue.Text(var text)) {
          headers.merge(name, text, (one, other) -> one.equals(other) ? one : one + ", " + other);
        } else {
          fault("headers", "The header '%s' must be a string.".formatted(Fault.quoted(name)));
        }
      });
    } else if (value != null && !(value instanceof JsonValue.Null)) {
      fault("headers", "The member 'headers' must be an object, not %s.".formatted(value.kind()));
    }
    return headers;
  }

  /** A list of ids; Graph takes a single string, too. */
  private List<String> dependsOn() {
    var ids = new ArrayList<String>();
    switch (members.get("dependsOn")) {
      case null -> {}
      case JsonValue.Null _ -> {}
      case JsonValue.Text(var id) -> ids.add(id);
      case JsonValue.Arr(var items) -> {
        for (var item : items) {
          if (item instanceof JsonValue.Text(var id)) {
            ids.add(id);
          } else {
            fault("dependsOn", "The items of 'dependsOn' must be strings.");
          }
        }
      }
      case JsonValue other ->
          fault(
              "dependsOn",
              "The member 'dependsOn' must be an array, not %s.".formatted(other.kind()));
    }
    return ids;
  }

  private void fault(String member, String message) {
    faults.add(new Fault(place + "/" + member, message));
  }
}
