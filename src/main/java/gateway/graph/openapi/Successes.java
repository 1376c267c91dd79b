package gateway.graph.openapi;

import gateway.graph.JsonObject;
import gateway.graph.Offers;
import gateway.graph.Operation;
import gateway.graph.schema.TypeName;
import java.util.List;

/** The answers of an operation that goes well. */
final class Successes {

  private static final String JSON = "application/json";

  private Successes() {}

  static JsonObject of(OperationObject object, Place place) {
    var components = object.components();
    return switch (place) {
      case Place.ServiceDocument _ ->
          one("200", json("Where to go on.", Components.reference(Components.SERVICE_DOCUMENT)));
      case Place.Singleton _ ->
          one(
              "200",
              json(
                  "Nothing but its context.",
                  Components.object(
                      JsonObject.of().with("@odata.context", Components.text()), List.of())));
      case Place.Collection(_, var type) ->
          object.method().equals("POST")
              ? changed("201", "The new entity.", entity(object, type), "Location", "ETag")
                  .with("204", headed("Created, with Prefer: return=minimal.", "Location", "ETag"))
              : one("200", page(object, type));
      case Place.Entity(var type) -> entity(object, place, type);
      case Place.Count _ -> one("200", text());
      case Place.Invocation(var bound) -> {
        var type = bound.returns();
        yield one(
            "200",
            type.collection()
                ? page(object, type.name())
                : json("What it gives.", components.value(type)));
      }
      case Place.Other(var name) -> other(object, name);
    };
  }

  /** A page, and what is exported as a whole where that is offered. */
  private static JsonObject page(OperationObject object, String type) {
    var page = Components.reference(object.components().page(type));
    var content = JsonObject.of().with(JSON, JsonObject.of().with("schema", page));
    if (object.operation().produces() == Operation.Produces.COLLECTION) {
      Offers.COLLECTION.mediaTypes().stream()
          .filter(export -> !export.equals(JSON))
          .forEach(
              export -> content.with(export, JsonObject.of().with("schema", Components.text())));
    }
    return JsonObject.of().with("description", "A page.").with("content", content);
  }

  private static JsonObject entity(OperationObject object, Place place, String type) {
    if (object.operation().produces() == Operation.Produces.NOTHING) {
      return one("204", JsonObject.of().with("description", "Done."));
    }
    return object.changesEntity(place)
        ? changed("200", "The entity as it is now.", entity(object, type), "ETag")
            .with("204", headed("Changed, with Prefer: return=minimal.", "ETag"))
        : changed("200", "The entity.", entity(object, type), "ETag")
            .with("304", headed("The client has it already.", "ETag"));
  }

  private static JsonObject entity(OperationObject object, String type) {
    return object.components().value(TypeName.of(type));
  }

  private static JsonObject other(OperationObject object, String name) {
    return one(
        "200",
        switch (object.operation().produces()) {
          case CSDL -> document("The schema as CSDL.", Offers.CSDL);
          case OPEN_API -> document("This document.", Offers.OPEN_API);
          case TEXT -> text();
          case JSON, COLLECTION ->
              json(
                  "The answer.",
                  object.operation().consumes() == Operation.Consumes.BATCH
                      ? Components.reference(FixedSchemas.BATCH_RESPONSE)
                      : JsonObject.of().with("type", "object"));
          case BYTES ->
              JsonObject.of()
                  .with("description", "Bytes.")
                  .with(
                      "content", JsonObject.of().with("application/octet-stream", JsonObject.of()));
          case NOTHING -> JsonObject.of().with("description", name + ": done.");
        });
  }

  private static JsonObject document(String description, Offers offers) {
    var content = JsonObject.of();
    for (String type : offers.mediaTypes()) {
      var schema = JsonObject.of().with("type", type.equals(JSON) ? "object" : "string");
      content.with(type, JsonObject.of().with("schema", schema));
    }
    return JsonObject.of().with("description", description).with("content", content);
  }

  private static JsonObject text() {
    return JsonObject.of()
        .with("description", "Plain text.")
        .with(
            "content",
            JsonObject.of().with("text/plain", JsonObject.of().with("schema", Components.text())));
  }

  private static JsonObject changed(
      String status, String description, JsonObject schema, String... headers) {
    return one(status, json(description, schema).with("headers", headers(headers)));
  }

  private static JsonObject headed(String description, String... headers) {
    return JsonObject.of().with("description", description).with("headers", headers(headers));
  }

  private static JsonObject headers(String... names) {
    var headers = JsonObject.of();
    for (String name : names) {
      headers.with(name, JsonObject.of().with("schema", Components.text()));
    }
    return headers;
  }

  private static JsonObject json(String description, JsonObject schema) {
    return JsonObject.of()
        .with("description", description)
        .with("content", JsonObject.of().with(JSON, JsonObject.of().with("schema", schema)));
  }

  private static JsonObject one(String status, JsonObject response) {
    return JsonObject.of().with(status, response);
  }
}
