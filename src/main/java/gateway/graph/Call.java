package gateway.graph;

import gateway.odata.QueryOptions;
import java.util.List;

/**
 * A request that has passed every check that needs neither its body nor the database.
 *
 * @param keys the values of the address's variables, in order
 * @param root the service root that links start with, such as {@code https://host/beta}; no slash
 *     at its end
 * @param form what the answer is written in
 */
public record Call(
    Request request,
    List<String> keys,
    String root,
    Identity identity,
    Form form,
    Preferences preferences,
    QueryOptions options) {

  /** How much control information the answer carries. */
  public MetadataLevel level() {
    return form.level();
  }

  public String key() {
    return keys.getFirst();
  }

  public byte[] body() {
    return request.body().bytes();
  }
}
