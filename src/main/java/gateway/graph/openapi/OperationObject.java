package gateway.graph.openapi;

import gateway.graph.Access;
import gateway.graph.JsonObject;
import gateway.graph.JsonValue;
import gateway.graph.Operation;
import gateway.graph.Permissions;
import gateway.graph.schema.Element.BoundOperation;
import gateway.graph.schema.Expression;
import gateway.graph.schema.Model;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One method of one address as OpenAPI's Operation Object. */
record OperationObject(
    Model model,
    Components components,
    Permissions permissions,
    List<String> template,
    String method,
    Operation operation) {

  JsonObject written() {
    var place = Place.of(model, template);
    var json =
        JsonObject.of()
            .with("operationId", place.operationId(method))
            .with("summary", place.summary(method))
            .with("description", description())
            .with(
                "parameters",
                JsonObject.objects(Parameters.of(template, method, place, operation)));
    body(place).ifPresent(schema -> json.with("requestBody", requestBody(schema)));
    var responses = Successes.of(this, place);
    Errors.of(template, method, place, operation)
        .forEach(status -> responses.with(status, Errors.reference(status)));
    return json.with("responses", responses).with("security", security());
  }

  private String description() {
    return switch (operation.access()) {
      case ANONYMOUS -> "Open to everyone.";
      case AUTHENTICATED -> "Needs a valid token, whatever its permissions.";
      case READ, WRITE ->
          "Needs one of the permissions "
              + String.join(", ", permissions.sufficientFor(operation.access()))
              + ": delegated in scp, application in roles.";
    };
  }

  /** One of these is enough. */
  private JsonValue security() {
    return switch (operation.access()) {
      case ANONYMOUS -> new JsonValue.Arr(List.of());
      case AUTHENTICATED -> JsonObject.objects(List.of(bearer(List.of())));
      case READ, WRITE ->
          JsonObject.objects(
              permissions.sufficientFor(operation.access()).stream()
                  .map(name -> bearer(List.of(name)))
                  .toList());
    };
  }

  private static JsonObject bearer(List<String> roles) {
    return JsonObject.of().with(OpenApiDocument.SCHEME, JsonObject.texts(roles));
  }

  private Optional<JsonObject> body(Place place) {
    return switch (operation.consumes()) {
      case NOTHING -> Optional.empty();
      case BATCH -> Optional.of(Components.reference(FixedSchemas.BATCH_REQUEST));
      case ENTITY -> Optional.of(sent(place));
    };
  }

  private JsonObject sent(Place place) {
    return switch (place) {
      case Place.Collection(_, var type) ->
          Components.reference(
              components.sent(
                  type, "create", Set.of(), names("InsertRestrictions", "RequiredProperties")));
      case Place.Entity(var type) ->
          Components.reference(
              components.sent(
                  type,
                  "update",
                  Set.copyOf(names("UpdateRestrictions", "NonUpdatableProperties")),
                  List.of()));
      case Place.Invocation(var bound) -> parameters(bound);
      case Place.ServiceDocument _, Place.Singleton _, Place.Count _, Place.Other _ ->
          JsonObject.of().with("type", "object");
    };
  }

  private JsonObject parameters(BoundOperation bound) {
    var properties = JsonObject.of();
    bound.parameters().forEach(each -> properties.with(each.name(), components.value(each.type())));
    return Components.object(
        properties, bound.parameters().stream().map(BoundOperation.Parameter::name).toList());
  }

  /** The names of properties that a capability of this place's collection lists. */
  private List<String> names(String term, String property) {
    String path =
        template.stream()
            .filter(segment -> !segment.startsWith("{"))
            .collect(Collectors.joining("/"));
    return model
        .annotation(path, "Capabilities." + term)
        .filter(Expression.Fields.class::isInstance)
        .map(fields -> ((Expression.Fields) fields).values().get(property))
        .filter(Expression.Items.class::isInstance)
        .map(items ->
            ((Expression.Items) items)
                .items().stream()
                    .filter(Expression.PropertyPath.class::isInstance)
                    .map(item -> ((Expression.PropertyPath) item).path())
                    .toList())
        .orElse(List.of());
  }

  private static JsonObject requestBody(JsonObject schema) {
    return JsonObject.of()
        .with("required", true)
        .with(
            "content",
            JsonObject.of().with("application/json", JsonObject.of().with("schema", schema)));
  }

  boolean changesEntity(Place place) {
    return place instanceof Place.Entity && operation.access() == Access.WRITE;
  }
}
