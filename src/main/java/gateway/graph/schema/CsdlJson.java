package gateway.graph.schema;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import gateway.graph.JsonBuffer;
import gateway.graph.JsonObject;
import gateway.graph.JsonValue;
import gateway.graph.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** Writes a {@link Model} as OData CSDL JSON 4.01. */
final class CsdlJson {

  private static final String TEXT = "Edm.String";

  private CsdlJson() {}

  /** The document in UTF-8. */
  static byte[] of(Model model) {
    var references = JsonObject.of();
    for (Vocabulary vocabulary : model.vocabularies()) {
      var include = JsonObject.of().with("$Namespace", vocabulary.namespace());
      references.with(
          vocabulary.address(),
          JsonObject.of().with("$Include", JsonObject.objects(List.of(include))));
    }
    var document =
        JsonObject.of()
            .with("$Version", "4.01")
            .with("$EntityContainer", model.containerName())
            .with("$Reference", references);
    model.schemas().forEach(schema -> document.with(schema.namespace(), schema(schema)));
    return JsonBuffer.write(out -> JsonWriter.write(out, document.value())).getBytes();
  }

  private static JsonObject schema(Schema schema) {
    var json = JsonObject.of();
    schema.alias().ifPresent(alias -> json.with("$Alias", alias));
    annotate(json, schema.annotations());
    for (Element element : schema.elements()) {
      json.with(
          element.name(),
          element instanceof Element.BoundOperation
              ? overloads(schema, element.name())
              : element(element));
    }
    if (!schema.targeted().isEmpty()) {
      var targets = JsonObject.of();
      for (var targeted : schema.targeted()) {
        var annotations = JsonObject.of();
        annotate(annotations, targeted.annotations());
        targets.with(targeted.target(), annotations);
      }
      json.with("$Annotations", targets);
    }
    return json;
  }

  /** Operations of one name are one member (OData CSDL JSON 4.01 §12). */
  private static JsonValue overloads(Schema schema, String name) {
    return JsonObject.objects(
        schema.elements().stream()
            .filter(element -> element.name().equals(name))
            .map(element -> operation((Element.BoundOperation) element))
            .toList());
  }

  private static JsonValue element(Element element) {
    return switch (element) {
      case Element.EntityType type -> entityType(type).value();
      case Element.ComplexType type -> {
        var json = kind("ComplexType", type);
        type.properties().forEach(property -> json.with(property.name(), property(property)));
        yield json.value();
      }
      case Element.EnumType type -> {
        var json = kind("EnumType", type);
        type.members().forEach(member -> json.with(member.name(), member.number()));
        yield json.value();
      }
      case Element.BoundOperation operation -> operation(operation).value();
      case Element.EntityContainer container -> {
        var json = kind("EntityContainer", container);
        for (var singleton : container.singletons()) {
          json.with(singleton.name(), JsonObject.of().with("$Type", singleton.type()));
        }
        yield json.value();
      }
    };
  }

  private static JsonObject entityType(Element.EntityType type) {
    var json = kind("EntityType", type);
    type.baseType().ifPresent(base -> json.with("$BaseType", base));
    if (type.isAbstract()) {
      json.with("$Abstract", true);
    }
    if (!type.key().isEmpty()) {
      json.with("$Key", JsonObject.texts(type.key()));
    }
    type.properties().forEach(property -> json.with(property.name(), property(property)));
    for (var navigation : type.navigation()) {
      var member = JsonObject.of().with("$Kind", "NavigationProperty");
      typed(member, navigation.type()).with("$ContainsTarget", true);
      annotate(member, navigation.annotations());
      json.with(navigation.name(), member);
    }
    return json;
  }

  private static JsonObject property(Property property) {
    var json = JsonObject.of();
    if (!property.type().equals(TypeName.of(TEXT))) {
      typed(json, property.type());
    }
    if (property.nullable()) {
      json.with("$Nullable", true);
    }
    property.maxLength().ifPresent(length -> json.with("$MaxLength", length));
    property.precision().ifPresent(digits -> json.with("$Precision", digits));
    property.scale().ifPresent(digits -> json.with("$Scale", digits));
    annotate(json, property.annotations());
    return json;
  }

  private static JsonObject operation(Element.BoundOperation operation) {
    boolean function = operation.kind() == Element.BoundOperation.Kind.FUNCTION;
    var json = kind(function ? "Function" : "Action", operation).with("$IsBound", true);
    if (operation.composable()) {
      json.with("$IsComposable", true);
    }
    var parameters = new ArrayList<JsonObject>();
    parameters.add(
        JsonObject.of().with("$Name", "bindingParameter").with("$Type", operation.binding()));
    for (var parameter : operation.parameters()) {
      parameters.add(typed(JsonObject.of().with("$Name", parameter.name()), parameter.type()));
    }
    return json.with("$Parameter", JsonObject.objects(parameters))
        .with("$ReturnType", typed(JsonObject.of(), operation.returns()));
  }

  @CanIgnoreReturnValue
  private static JsonObject typed(JsonObject json, TypeName type) {
    if (type.collection()) {
      json.with("$Collection", true);
    }
    return json.with("$Type", type.name());
  }

  private static JsonObject kind(String kind, Element element) {
    var json = JsonObject.of().with("$Kind", kind);
    annotate(json, element.annotations());
    return json;
  }

  private static void annotate(JsonObject json, List<Annotation> annotations) {
    for (Annotation annotation : annotations) {
      json.with("@" + Vocabulary.inFull(annotation.term()), value(annotation.value()));
    }
  }

  private static JsonValue value(Expression expression) {
    return switch (expression) {
      case Expression.Text(var text) -> new JsonValue.Text(text);
      case Expression.Bool(var truth) -> new JsonValue.Bool(truth);
      case Expression.Member(_, var name) -> new JsonValue.Text(name);
      case Expression.PropertyPath(var path) -> new JsonValue.Text(path);
      case Expression.Items(var items) ->
          new JsonValue.Arr(items.stream().map(CsdlJson::value).toList());
      case Expression.Fields(var type, var values) -> {
        var json = JsonObject.of();
        type.ifPresent(name -> json.with("@type", typeAddress(name)));
        values.forEach((name, each) -> json.with(name, value(each)));
        yield json.value();
      }
    };
  }

  /** A type as a context URL names it: the document that defines it, and its name in full there. */
  private static String typeAddress(String name) {
    return Vocabulary.of(name).orElseThrow().address() + "#" + Vocabulary.inFull(name);
  }
}
