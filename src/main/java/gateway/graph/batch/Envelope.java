package gateway.graph.batch;

import gateway.graph.Fault;
import gateway.graph.JsonValue;
import gateway.graph.Problem;
import gateway.graph.StrictJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a batch: which requests, in which order. What is wrong with it as a whole is 400 for
 * the whole, all faults together; a body of a part that is JSON but no acceptable entity is that
 * part's own fault, found by the operation that reads it.
 */
record Envelope(List<Part> parts) {

  /** As Graph has it. */
  static final int MOST_PARTS = 20;

  /**
   * The body's own 32 levels (contract §3) stand in {@code requests}, its item, and the envelope.
   */
  private static final StrictJson JSON = new StrictJson(32 + 3);

  /** Reads the body; a {@link Problem} of 400. */
  static Envelope read(byte[] body) {
    try {
      return of(JSON.readObject(body));
    } catch (StrictJson.Malformed e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Envelope of(JsonValue.Obj object) {
    var faults = new ArrayList<Fault>();
    for (String name : object.members().keySet()) {
      if (!name.equals("requests") && !name.contains("@")) {
        faults.add(
            new Fault(
                Fault.quoted(name),
                "A batch has the member 'requests' and no other; '%s' is none."
                    .formatted(Fault.quoted(name))));
      }
    }
    var parts = new ArrayList<Part>();
    if (object.members().get("requests") instanceof JsonValue.Arr(var items)
        && !items.isEmpty()
        && items.size() <= MOST_PARTS) {
      for (int i = 0; i < items.size(); i++) {
        PartReader.read("requests/" + i, items.get(i), faults).ifPresent(parts::add);
      }
    } else {
      faults.add(
          new Fault(
              "requests",
              "The member 'requests' must be an array of 1 to %d requests.".formatted(MOST_PARTS)));
    }
    if (faults.isEmpty()) {
      checkOrder(parts, faults);
    }
    if (!faults.isEmpty()) {
      throw Problem.badRequest(faults);
    }
    return new Envelope(List.copyOf(parts));
  }

  /**
   * Names that are told apart, groups that stand together, and dependencies on what stands before
   * (OData JSON Format 4.01 §19.1).
   */
  private static void checkOrder(List<Part> parts, List<Fault> faults) {
    var ids = new HashSet<String>();
    var before = new HashSet<String>();
    Optional<String> running = Optional.empty();
    Set<String> closed = new HashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      String place = "requests/" + i;
      if (!ids.add(lower(part.id()))) {
        faults.add(
            new Fault(
                place + "/id",
                "The id '%s' is another request's, too; case makes no difference."
                    .formatted(Fault.quoted(part.id()))));
      }
      if (!part.group().equals(running)) {
        running.ifPresent(group -> closed.add(lower(group)));
        running.ifPresent(group -> before.add(lower(group)));
        running = part.group();
        if (part.group().filter(group -> closed.contains(lower(group))).isPresent()) {
          faults.add(
              new Fault(
                  place + "/atomicityGroup",
                  "The requests of an atomicity group must stand together."));
        }
      }
      for (String id : part.dependsOn()) {
        if (!before.contains(lower(id))) {
          faults.add(
              new Fault(
                  place + "/dependsOn",
                  "'%s' is the id of no request, and the name of no group, that stands before this one."
                      .formatted(Fault.quoted(id))));
        }
      }
      before.add(lower(part.id()));
    }
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).group().filter(group -> ids.contains(lower(group))).isPresent()) {
        faults.add(
            new Fault(
                "requests/" + i + "/atomicityGroup", "A group must not have the id of a request."));
      }
    }
  }

  static String lower(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}
