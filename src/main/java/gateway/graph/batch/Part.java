package gateway.graph.batch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request of a batch, as it was sent.
 *
 * @param id unique in its batch, whatever its case
 * @param method upper case; unknown methods included
 * @param headers by name; no two differ in case alone
 * @param body the JSON text of its body; empty when there is none
 * @param dependsOn ids of parts and names of groups that must have succeeded before
 * @param group the name of its atomicity group
 */
record Part(
    String id,
    String method,
    String url,
    Map<String, String> headers,
    Optional<String> body,
    List<String> dependsOn,
    Optional<String> group) {

  /** Whether a name in {@code dependsOn} means this part, or its group. */
  boolean answersTo(String name) {
    return id.equalsIgnoreCase(name) || group.filter(name::equalsIgnoreCase).isPresent();
  }

  /** A header's value, whatever the case of its name; empty when there is none. */
  String header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
