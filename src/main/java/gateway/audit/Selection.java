package gateway.audit;

import gateway.graph.Fault;
import gateway.graph.Problem;
import java.util.EnumSet;
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

  /** Reads {@code $select}; 400 that names what does not exist. */
  static Selection of(Optional<String> option) {
    return option.map(Selection::parse).orElse(EVERYTHING);
  }

  private static Selection parse(String text) {
    var named = EnumSet.noneOf(AuditProperty.class);
    boolean star = false;
    for (String item : text.split(",", -1)) {
      String name = item.strip();
      if (name.equals("*")) {
        star = true;
      } else {
        named.add(AuditProperty.named(name).orElseThrow(() -> unknown(name)));
      }
    }
    return star ? EVERYTHING : new Selection(named, false);
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

  private static Problem unknown(String name) {
    return Problem.badRequest(
        new Fault(
            "$select",
            name.isEmpty()
                ? "$select must name properties, separated by commas."
                : "The property '%s' in $select does not exist on type 'microsoft.graph.remoteActionAudit'."
                    .formatted(Fault.quoted(name))));
  }
}
