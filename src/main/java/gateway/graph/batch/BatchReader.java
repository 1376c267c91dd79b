package gateway.graph.batch;

import gateway.graph.Fault;
import gateway.graph.JsonValue;
import gateway.graph.Problem;
import gateway.graph.StrictJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the body of a batch (OData 4.01 JSON §19.1). What is wrong with its form is a {@link
 * Problem} of 400 for the whole batch, all faults together, since nobody can tell what was meant.
 *
 * <p>The bodies of the parts are not read here: each reaches its operation as the characters that
 * were sent, so that a name that stands twice in one, or nesting that is too deep, is that part's
 * fault alone. Only what hides where a body ends (broken syntax, nesting beyond {@link #DEEPEST})
 * is the whole batch's.
 */
public final class BatchReader {

  /** Graph's own figure. */
  public static final int MOST_PARTS = 20;

  /** Three levels around a body, whose own limit of 32 its operation holds, and room above it. */
  private static final int DEEPEST = 100;

  /** Bodies stand in the parts, the parts in an array, the array in the batch. */
  private static final StrictJson JSON = new StrictJson(DEEPEST, new StrictJson.Unread("body", 3));

  private BatchReader() {}

  static List<Part> read(byte[] body) {
    var faults = new ArrayList<Fault>();
    var parts = parts(object(body), faults);
    if (!faults.isEmpty()) {
      throw Problem.badRequest(faults);
    }
    return parts;
  }

  private static JsonValue.Obj object(byte[] body) {
    try {
      return JSON.readObject(body);
    } catch (StrictJson.Malformed e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static List<Part> parts(JsonValue.Obj batch, List<Fault> faults) {
    batch.members().keySet().stream()
        .filter(name -> !name.equals("requests") && !name.contains("@"))
        .map(name ->
            new Fault(
                Fault.quoted(name),
                "A batch has no property '%s'; it has 'requests'.".formatted(Fault.quoted(name))))
        .forEach(faults::add);
    if (!(batch.members().get("requests") instanceof JsonValue.Arr(var items))) {
      faults.add(new Fault("requests", "The property 'requests' must be an array of requests."));
      return List.of();
    }
    if (items.isEmpty() || items.size() > MOST_PARTS) {
      faults.add(
          new Fault(
              "requests",
              "A batch has 1 to %d requests; this one has %d."
                  .formatted(MOST_PARTS, items.size())));
      return List.of();
    }
    var parts = new ArrayList<Part>(items.size());
    for (int i = 0; i < items.size(); i++) {
      String place = "requests/%d".formatted(i);
      if (items.get(i) instanceof JsonValue.Obj(var members)) {
        parts.add(new PartReader(place, members, faults).read());
      } else {
        faults.add(
            new Fault(
                place, "A request must be an object; %s was sent.".formatted(items.get(i).kind())));
      }
    }
    return parts;
  }
}
