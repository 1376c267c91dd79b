package gateway.graph.openapi;

import gateway.graph.JsonObject;
import gateway.graph.JsonValue;
import gateway.graph.schema.Element;
import gateway.graph.schema.Model;
import gateway.graph.schema.Property;
import gateway.graph.schema.TypeName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** The schemas of what is sent and answered, made from the schema model (JSON Schema 2020-12). */
final class Components {

  static final String ERROR = "ODataError";
  static final String SERVICE_DOCUMENT = "ServiceDocument";

  private static final List<String> CONTROL =
      List.of("@odata.context", "@odata.type", "@odata.id", "@odata.editLink", "@odata.etag");

  private final Model model;
  private final LinkedHashMap<String, JsonObject> schemas = new LinkedHashMap<>();

  Components(Model model) {
    this.model = model;
    model.elements().forEach(this::add);
    schemas.put(ERROR, FixedSchemas.error());
    schemas.put(SERVICE_DOCUMENT, FixedSchemas.serviceDocument());
    schemas.putAll(FixedSchemas.batch());
  }

  JsonObject schemas() {
    var json = JsonObject.of();
    schemas.forEach(json::with);
    return json;
  }

  static JsonObject reference(String schema) {
    return JsonObject.of().with("$ref", "#/components/schemas/" + schema);
  }

  /** The schema of a value of that type. */
  JsonObject value(TypeName type) {
    if (type.collection()) {
      return JsonObject.of().with("type", "array").with("items", value(TypeName.of(type.name())));
    }
    return switch (type.name()) {
      case "Edm.String" -> JsonObject.of().with("type", "string");
      case "Edm.Boolean" -> JsonObject.of().with("type", "boolean");
      case "Edm.Int32" -> JsonObject.of().with("type", "integer").with("format", "int32");
      case "Edm.Int64" -> JsonObject.of().with("type", "integer").with("format", "int64");
      case "Edm.Decimal", "Edm.Double" -> JsonObject.of().with("type", "number");
      case "Edm.Guid" -> JsonObject.of().with("type", "string").with("format", "uuid");
      case "Edm.DateTimeOffset" ->
          JsonObject.of().with("type", "string").with("format", "date-time");
      default -> reference(model.inFull(type.name()));
    };
  }

  /** A page of items of that type; the name under which it stands. */
  String page(String itemType) {
    String name = model.inFull(itemType) + ".page";
    schemas.putIfAbsent(
        name,
        object(
            JsonObject.of()
                .with("@odata.context", text())
                .with(
                    "@odata.count", JsonObject.of().with("type", "integer").with("format", "int64"))
                .with(
                    "@odata.nextLink",
                    text()
                        .with("format", "uri")
                        .with("description", "The next page, if there is one."))
                .with("value", value(TypeName.collectionOf(itemType))),
            List.of("value")));
    return name;
  }

  /** What a client may send of that type; the name under which it stands. */
  String sent(String type, String purpose, Set<String> without, List<String> required) {
    String full = model.inFull(type);
    String name = full + "." + purpose;
    var properties = JsonObject.of();
    var sent =
        model.properties((Element.Structured) model.element(type).orElseThrow()).stream()
            .filter(property -> !without.contains(property.name()))
            .toList();
    sent.forEach(property -> properties.with(property.name(), property(property)));
    var schema = object(properties, required).with("additionalProperties", false);
    // Control information is ignored (contract §3).
    schema.with("patternProperties", JsonObject.of().with("@", anything()));
    schemas.put(name, schema.with("examples", new JsonValue.Arr(List.of(example(sent)))));
    return name;
  }

  private void add(String name, Element element) {
    switch (element) {
      case Element.EntityType type -> {
        if (!type.isAbstract() && type.navigation().isEmpty()) {
          schemas.put(name, entity(type));
        }
      }
      case Element.ComplexType type -> schemas.put(name, structured(type, JsonObject.of()));
      case Element.EnumType type ->
          schemas.put(
              name,
              text()
                  .with(
                      "enum",
                      JsonObject.texts(
                          type.members().stream().map(Element.EnumType.Member::name).toList())));
      case Element.BoundOperation _, Element.EntityContainer _ -> {}
    }
  }

  private JsonObject entity(Element.EntityType type) {
    var properties = JsonObject.of();
    CONTROL.forEach(name -> properties.with(name, text()));
    properties.with(
        "@odata.id", orNull(text()).with("description", "null for a group, which has no address."));
    return structured(type, properties);
  }

  private JsonObject structured(Element.Structured type, JsonObject properties) {
    var all = model.properties(type);
    all.forEach(property -> properties.with(property.name(), property(property)));
    return object(properties, List.of()).with("examples", new JsonValue.Arr(List.of(example(all))));
  }

  private JsonObject property(Property property) {
    var schema = property.nullable() ? orNull(value(property.type())) : value(property.type());
    property.maxLength().ifPresent(length -> schema.with("maxLength", length));
    if (!property.description().isEmpty()) {
      schema.with("description", property.description());
    }
    if (property.deprecated()) {
      schema.with("deprecated", true);
    }
    property
        .example()
        .ifPresent(example -> schema.with("examples", JsonObject.texts(List.of(example))));
    return schema;
  }

  private static JsonObject orNull(JsonObject schema) {
    var members = schema.value().members();
    return members.get("type") instanceof JsonValue.Text(var type)
        ? schema.with("type", JsonObject.texts(List.of(type, "null")))
        : JsonObject.of()
            .with(
                "anyOf", JsonObject.objects(List.of(schema, JsonObject.of().with("type", "null"))));
  }

  private static JsonValue example(List<Property> properties) {
    var example = JsonObject.of();
    properties.forEach(
        property -> property.example().ifPresent(value -> example.with(property.name(), value)));
    return example.value();
  }

  static JsonObject text() {
    return JsonObject.of().with("type", "string");
  }

  /** The schema of whatever it may be; not {@code true}, which many generators cannot read. */
  static JsonObject anything() {
    return JsonObject.of();
  }

  static JsonObject object(JsonObject properties, List<String> required) {
    var schema = JsonObject.of().with("type", "object").with("properties", properties);
    return required.isEmpty() ? schema : schema.with("required", JsonObject.texts(required));
  }
}
