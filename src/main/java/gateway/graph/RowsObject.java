package gateway.graph;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The object that rows are answered in (OData JSON 4.01 §13).
 *
 * @param context what stands behind {@code $metadata#} in its context URL
 * @param count how many rows there are in all; empty when nobody asked
 * @param nextLink to the rows behind these; empty when these are the last
 */
public record RowsObject(String context, OptionalLong count, Optional<String> nextLink) {

  /**
   * 200 with the object.
   *
   * @param rows writes the items of {@code value}
   */
  public Response answer(Call call, JsonBuffer.Content rows) {
    return Response.json(200, call.level(), JsonBuffer.write(json -> write(json, call, rows)));
  }

  private void write(JsonGenerator json, Call call, JsonBuffer.Content rows) throws IOException {
    json.writeStartObject();
    call.writeContext(json, context);
    if (count.isPresent()) {
      json.writeNumberField("@odata.count", count.getAsLong());
    }
    if (nextLink.isPresent()) {
      json.writeStringField("@odata.nextLink", nextLink.get());
    }
    json.writeArrayFieldStart("value");
    rows.writeTo(json);
    json.writeEndArray();
    json.writeEndObject();
  }
}
