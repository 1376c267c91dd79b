package gateway.history;

import gateway.graph.QueryReading;
import gateway.odata.Select;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which properties of a change an answer holds.
 *
 * @param names paths such as {@code initiatedBy/principalId}
 */
record ChangeSelection(Set<String> names, boolean all) {

  /** Given to those alone who ask for it: it is for verifying, and costs a look-up an entry. */
  private static final String OPENINGS = "openings";

  /** In the order in which they are written. */
  static final List<String> NAMES =
      Stream.concat(
              ChangeTable.PROPERTIES.properties().stream().map(property -> property.name()),
              Stream.of("changes", "erased", OPENINGS))
          .toList();

  private static final ChangeSelection USUAL =
      new ChangeSelection(
          NAMES.stream()
              .filter(name -> !name.equals(OPENINGS))
              .collect(Collectors.toUnmodifiableSet()),
          true);

  /** Reads {@code $select}; 400 that names what does not exist. */
  static ChangeSelection of(Optional<String> option) {
    return option
        .map(text -> QueryReading.orBadRequest(() -> Select.parse(text, NAMES)))
        .map(names -> new ChangeSelection(names, names.size() == NAMES.size()))
        .orElse(USUAL);
  }

  boolean has(String name) {
    return names.contains(name);
  }

  boolean hasOpenings() {
    return has(OPENINGS);
  }

  /** Whether anything of a property that has members of its own is selected. */
  boolean hasAnyOf(String parent) {
    return names.stream().anyMatch(name -> name.startsWith(parent + "/"));
  }

  /**
   * The selected properties as a context URL lists them; one whose members are all selected stands
   * there itself (OData 4.01 Protocol §10.8).
   */
  String inContext() {
    return all
        ? ""
        : NAMES.stream()
            .filter(names::contains)
            .map(this::asWhole)
            .distinct()
            .collect(Collectors.joining(",", "(", ")"));
  }

  private String asWhole(String name) {
    String owner = name.split("/", 2)[0];
    return NAMES.stream().filter(each -> each.startsWith(owner + "/")).allMatch(names::contains)
        ? owner
        : name;
  }
}
