package gateway.graph.batch;

import gateway.graph.Fault;
import gateway.graph.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a batch is done in which order: steps, each as soon as those that it waits for are done.
 */
record Plan(List<Step> steps) {

  /**
   * One part, or all parts of an atomicity group in their order.
   *
   * @param after the steps, all of them earlier ones, that it waits for
   */
  record Step(Optional<String> group, List<Part> parts, SortedSet<Integer> after) {}

  /**
   * Checks what the parts say of each other (OData 4.01 JSON §19.1); a {@link Problem} of 400 that
   * names every fault: an id or a group's name that is not unique, whatever its case; a group whose
   * parts do not stand together; a dependency on what does not stand before.
   */
  static Plan of(List<Part> parts) {
    return new Making(parts).plan();
  }

  /** The plan as it grows, part by part. */
  private static final class Making {
    private final List<Part> parts;
    private final List<Step> steps = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    /** The step of each id and of each group's name; neither's case matters. */
    private final Map<String, Integer> ids = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final Map<String, Integer> groups = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Making(List<Part> parts) {
      this.parts = parts;
    }

    Plan plan() {
      for (int i = 0; i < parts.size(); i++) {
        var part = parts.get(i);
        int step = step(part, i);
        for (String name : part.dependsOn()) {
          depend(part, name, step, i);
        }
        name(part, step, i);
      }
      if (!faults.isEmpty()) {
        throw Problem.badRequest(faults);
      }
      return new Plan(steps);
    }

    /** The step that a part belongs to: its group's, or a new one. */
    private int step(Part part, int index) {
      int last = steps.size() - 1;
      if (part.group().isPresent()) {
        Integer known = groups.get(part.group().get());
        if (known != null && known == last) {
          steps.get(last).parts().add(part);
          return last;
        }
        if (known != null) {
          fault(
              index,
              "atomicityGroup",
              "The parts of the atomicity group '%s' must stand together.",
              part.group().get());
        }
      }
      steps.add(new Step(part.group(), new ArrayList<>(List.of(part)), new TreeSet<>()));
      return last + 1;
    }

    private void name(Part part, int step, int index) {
      if (ids.containsKey(part.id()) || groups.containsKey(part.id())) {
        fault(
            index,
            "id",
            "The id '%s' is not unique in the batch; its case does not count.",
            part.id());
      }
      ids.put(part.id(), step);
      part.group()
          .ifPresent(group -> {
            if (ids.containsKey(group)) {
              fault(
                  index,
                  "atomicityGroup",
                  "The atomicity group '%s' has the name of a part's id.",
                  group);
            }
            groups.put(group, step);
          });
    }

    private void depend(Part part, String name, int step, int index) {
      Integer earlier = ids.containsKey(name) ? ids.get(name) : groups.get(name);
      if (part.answersTo(name)) {
        fault(
            index, "dependsOn", "A part cannot depend on itself or on its own group ('%s').", name);
      } else if (earlier != null) {
        if (earlier != step) {
          boolean _ = steps.get(step).after().add(earlier);
        }
      } else if (parts.stream().anyMatch(other -> other.answersTo(name))) {
        fault(
            index, "dependsOn", "A part can depend on parts before it; '%s' stands behind.", name);
      } else {
        fault(index, "dependsOn", "The batch has no part or atomicity group '%s'.", name);
      }
    }

    private void fault(int index, String member, String message, String name) {
      faults.add(
          new Fault(
              "requests/%d/%s".formatted(index, member), message.formatted(Fault.quoted(name))));
    }
  }
}
