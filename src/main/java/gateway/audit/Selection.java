package gateway.audit;

import gateway.graph.QueryReading;
import gateway.odata.Select;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which properties an answer holds ({@code $select}, OData 4.01 URL Conventions §5.1.4): all of
 * them, or those named.
 */
record Selection(Set<AuditProperty> properties, boolean all) {

  private static final Selection EVERYTHING =
      new Selection(EnumSet.allOf(AuditProperty.class), true);
  private static final List<String> NAMES =
      Arrays.stream(AuditProperty.values()).map(AuditProperty::wireName).toList();

  /** Reads {@code $select}; 400 that names what does not exist. */
  static Selection of(Optional<String> option) {
    return option.map(Selection::parse).orElse(EVERYTHING);
  }

  private static Selection parse(String text) {
    var names = QueryReading.orBadRequest(() -> Select.parse(text, NAMES));
    return Arrays.stream(text.split(",")).anyMatch(item -> item.strip().equals("*"))
        ? EVERYTHING
        : new Selection(
            names.stream()
                .map(name -> AuditProperty.named(name).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AuditProperty.class))),
            false);
  }

  /**
   * The selected properties as a context URL lists them; empty when all are (OData 4.01 Protocol
   * §10.8).
   */
  String inContext() {
    return all
        ? ""
        : properties.stream()
            .map(AuditProperty::wireName)
            .collect(Collectors.joining(",", "(", ")"));
  }
}
