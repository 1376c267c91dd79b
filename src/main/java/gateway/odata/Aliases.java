package gateway.odata;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Parameter aliases, as one text of a query sees them.
 *
 * @param values decoded values by name, {@code @} included
 * @param open those inside whose values this text stands
 */
record Aliases(Map<String, String> values, List<String> open) {

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** What the value of an alias sees; no alias can stand for itself. */
  Aliases inside(Place place, String name) throws QueryFault {
    if (open.contains(name)) {
      throw place.fault(
          "The parameter alias %s stands for itself.".formatted(QueryFault.quoted(name)));
    }
    return new Aliases(values, Stream.concat(open.stream(), Stream.of(name)).toList());
  }
}
