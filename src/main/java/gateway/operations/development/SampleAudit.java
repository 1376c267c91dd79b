package gateway.operations.development;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit of the samples and what becomes of it.
 *
 * @param by who makes it, and whose tenant it belongs to
 * @param values the body of its creation, {@code id} included, by property
 * @param changes in order
 */
record SampleAudit(Principal by, Map<String, @Nullable String> values, List<Change> changes) {

  /**
   * A later update.
   *
   * @param values the properties of its body; null clears one
   */
  record Change(Principal by, Map<String, @Nullable String> values) {}

  String id() {
    return value("id");
  }

  String value(String property) {
    String value = values.get(property);
    if (value == null) {
      throw new IllegalArgumentException("This audit has no " + property + ".");
    }
    return value;
  }
}
