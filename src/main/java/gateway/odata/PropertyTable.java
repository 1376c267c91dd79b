package gateway.odata;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;

/**
 * The properties that the questions to one collection may use. Names are case-sensitive, as OData's
 * are.
 */
public final class PropertyTable {

  /** The row itself, from which a path may start (OData 4.01 URL Conventions §5.1.1.14.4). */
  private static final String CURRENT = "$it/";

  private final SequencedMap<String, Property> properties = new LinkedHashMap<>();

  public PropertyTable(Collection<Property> properties) {
    for (var property : properties) {
      if (this.properties.put(property.name(), property) != null) {
        throw new IllegalArgumentException("two properties are named " + property.name());
      }
    }
  }

  /** The property of that name, or of that path, with {@code $it/} before it or without. */
  public Optional<Property> find(String name) {
    return Optional.ofNullable(
        properties.get(name.startsWith(CURRENT) ? name.substring(CURRENT.length()) : name));
  }

  public SequencedCollection<Property> properties() {
    return java.util.Collections.unmodifiableSequencedCollection(properties.sequencedValues());
  }

  /** What to say of a name that is no property. */
  String unknown(String name) {
    String hint =
        properties.keySet().stream()
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .map(meant -> "did you mean '%s'?".formatted(meant))
            .orElseGet(() -> "there are: " + String.join(", ", properties.keySet()) + ".");
    return "There is no property %s; %s".formatted(QueryFault.quoted(name), hint);
  }
}
