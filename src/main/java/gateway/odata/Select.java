package gateway.odata;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads {@code $select}: which properties a client wants. */
public final class Select {

  private static final String OPTION = "$select";

  private Select() {}

  /**
   * Gives the names that are selected, each once, in the order in which they were asked for.
   *
   * @param names all that can be selected; for a property of a property its path, such as {@code
   *     initiatedBy/principalId}, which {@code initiatedBy} selects, too
   * @throws QueryFault for a name that is not among them, or an empty one
   */
  public static Set<String> parse(String text, Collection<String> names) throws QueryFault {
    Limits.requireReadable(OPTION, text);
    var selected = new LinkedHashSet<String>();
    int offset = 0;
    for (String item : text.split(",", -1)) {
      selected.addAll(named(new Place(OPTION, offset), item.strip(), names));
      offset += item.length() + 1;
    }
    return Collections.unmodifiableSet(selected);
  }

  private static Collection<String> named(Place place, String item, Collection<String> names)
      throws QueryFault {
    if (item.equals("*")) {
      return names;
    }
    if (item.isEmpty()) {
      throw place.fault("A property's name is missing.");
    }
    var found =
        names.stream().filter(name -> name.equals(item) || name.startsWith(item + "/")).toList();
    if (found.isEmpty()) {
      throw place.fault(
          "There is no property %s to select; there are: %s."
              .formatted(QueryFault.quoted(item), String.join(", ", names)));
    }
    return found;
  }
}
