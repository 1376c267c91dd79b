package gateway.graph;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.odata.QueryOptions;
import java.io.IOException;
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

  /**
   * Writes the context URL (OData JSON 4.01 §4.6.1) where the level has one.
   *
   * @param fragment what stands behind {@code $metadata#}
   */
  public void writeContext(JsonGenerator json, String fragment) throws IOException {
    if (level() != MetadataLevel.NONE) {
      json.writeStringField("@odata.context", root + "/$metadata#" + fragment);
    }
  }

  public String key() {
    return keys.getFirst();
  }

  public byte[] body() {
    return request.body().bytes();
  }
}
