package gateway.graph.batch;

import gateway.graph.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One request of a batch as the envelope has it.
 *
 * @param id as sent; no two parts have the same, whatever the case of its letters
 * @param method in upper case
 * @param url as sent
 * @param headers by name, whatever the case of its letters
 * @param body empty when there is none, or null
 * @param dependsOn ids of parts and names of groups that stand before it
 * @param group the name of its atomicity group
 */
record Part(
    String id,
    String method,
    String url,
    SequencedMap<String, String> headers,
    Optional<JsonValue> body,
    List<String> dependsOn,
    Optional<String> group) {}
