package gateway.graph.openapi;

import static gateway.graph.openapi.Components.object;
import static gateway.graph.openapi.Components.text;

import gateway.graph.ErrorCode;
import gateway.graph.JsonObject;
import gateway.graph.batch.BatchReader;
import gateway.graph.batch.PartReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is sent and answered whatever the entity: errors, the service document, batches. */
final class FixedSchemas {

  static final String BATCH_REQUEST = "BatchRequest";
  static final String BATCH_RESPONSE = "BatchResponse";

  private FixedSchemas() {}

  /** The error body of contract §7. */
  static JsonObject error() {
    var code =
        text()
            .with(
                "enum",
                JsonObject.texts(
                    Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName).toList()));
    var message = text().with("description", "Tells a person what to change.");
    var target = text().with("description", "The property, option or header at fault.");
    var detail =
        object(
            JsonObject.of().with("code", code).with("message", message).with("target", target),
            List.of("code", "message"));
    var innerError =
        object(
            JsonObject.of()
                .with("date", text().with("description", "UTC, without a zone."))
                .with("request-id", text().with("format", "uuid"))
                .with("client-request-id", text()),
            List.of("date", "request-id", "client-request-id"));
    var error =
        object(
            JsonObject.of()
                .with("code", code)
                .with("message", message)
                .with("target", target)
                .with("details", array(detail))
                .with("innerError", innerError),
            List.of("code", "message", "innerError"));
    return object(JsonObject.of().with("error", error), List.of("error"));
  }

  static JsonObject serviceDocument() {
    var entry =
        object(
            JsonObject.of().with("name", text()).with("kind", text()).with("url", text()),
            List.of("name", "url"));
    return object(
        JsonObject.of().with("@odata.context", text()).with("value", array(entry)),
        List.of("value"));
  }

  /** Graph's JSON batch (contract §6). */
  static Map<String, JsonObject> batch() {
    var headers = JsonObject.of().with("type", "object").with("additionalProperties", text());
    var request =
        object(
                JsonObject.of()
                    .with("id", notEmpty().with("maxLength", PartReader.LONGEST_NAME))
                    .with("method", notEmpty())
                    .with("url", notEmpty().with("description", "Relative to the service root."))
                    .with("headers", headers)
                    .with("body", Components.anything())
                    .with(
                        "dependsOn",
                        array(text()).with("description", "Ids of requests that stand before."))
                    .with(
                        "atomicityGroup",
                        text().with("description", "Requests that happen together or not at all.")),
                List.of("id", "method", "url"))
            .with("additionalProperties", false);
    var response =
        object(
            JsonObject.of()
                .with("id", text())
                .with("atomicityGroup", text())
                .with("status", JsonObject.of().with("type", "integer"))
                .with("headers", headers)
                .with("body", Components.anything()),
            List.of("id", "status"));
    var all = new LinkedHashMap<String, JsonObject>();
    all.put(
        BATCH_REQUEST,
        object(
            JsonObject.of()
                .with(
                    "requests",
                    array(request).with("minItems", 1).with("maxItems", BatchReader.MOST_PARTS)),
            List.of("requests")));
    all.put(
        BATCH_RESPONSE,
        object(JsonObject.of().with("responses", array(response)), List.of("responses")));
    return all;
  }

  private static JsonObject notEmpty() {
    return text().with("minLength", 1);
  }

  private static JsonObject array(JsonObject items) {
    return JsonObject.of().with("type", "array").with("items", items);
  }
}
