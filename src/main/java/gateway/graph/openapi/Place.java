package gateway.graph.openapi;

import gateway.graph.schema.Element;
import gateway.graph.schema.Element.BoundOperation;
import gateway.graph.schema.Model;
import gateway.graph.schema.TypeName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an address leads to, according to the schema. */
sealed interface Place {

  record ServiceDocument() implements Place {}

  record Singleton(String name, String type) implements Place {}

  /**
   * @param type of an item
   */
  record Collection(String name, String type) implements Place {}

  record Entity(String type) implements Place {}

  /** How many items a collection has. */
  record Count(String name) implements Place {}

  record Invocation(BoundOperation operation) implements Place {}

  /** An address that the schema does not know, such as {@code $metadata}. */
  record Other(String name) implements Place {}

  static Place of(Model model, List<String> template) {
    if (template.equals(List.of(""))) {
      return new ServiceDocument();
    }
    var singleton =
        model.container().singletons().stream()
            .filter(candidate -> candidate.name().equals(template.getFirst()))
            .findFirst();
    if (singleton.isEmpty()) {
      return new Other(String.join("/", template));
    }
    Place place = new Singleton(singleton.get().name(), singleton.get().type());
    for (String segment : template.subList(1, template.size())) {
      place = place.below(model, segment);
    }
    return place;
  }

  private Place below(Model model, String segment) {
    return switch (this) {
      case Singleton(_, var type) -> member(model, type, segment);
      case Entity(var type) -> member(model, type, segment);
      case Collection(var name, var type) ->
          segment.equals("$count")
              ? new Count(name)
              : segment.startsWith("{") ? new Entity(type) : new Other(name + "/" + segment);
      case Invocation(var operation) ->
          segment.equals("$count")
              ? new Count(operation.name())
              : new Other(operation.name() + "/" + segment);
      case ServiceDocument _ -> new Other(segment);
      case Count(var name) -> new Other(name + "/" + segment);
      case Other(var name) -> new Other(name + "/" + segment);
    };
  }

  private static Place member(Model model, String type, String segment) {
    return navigation(model, type, segment)
        .<Place>map(target -> new Collection(segment, target.name()))
        .or(() -> operation(model, type, segment).map(Invocation::new))
        .orElseGet(() -> new Other(simple(type) + "/" + segment));
  }

  private static Optional<TypeName> navigation(Model model, String type, String name) {
    return model
        .element(type)
        .filter(Element.EntityType.class::isInstance)
        .flatMap(entity ->
            ((Element.EntityType) entity)
                .navigation().stream()
                    .filter(navigation -> navigation.name().equals(name))
                    .map(Element.NavigationProperty::type)
                    .findFirst());
  }

  private static Optional<BoundOperation> operation(Model model, String type, String name) {
    return model.elements().values().stream()
        .filter(BoundOperation.class::isInstance)
        .map(BoundOperation.class::cast)
        .filter(bound -> bound.name().equals(name))
        .filter(bound -> model.inFull(bound.binding()).equals(model.inFull(type)))
        .findFirst();
  }

  /** Whether it is an action on an entity with a key, as those with entity tags have. */
  default boolean isActionOnKey(List<String> template) {
    return this instanceof Invocation(var operation)
        && operation.kind() == BoundOperation.Kind.ACTION
        && template.stream().anyMatch(segment -> segment.startsWith("{"));
  }

  /** A name that no other operation of the service has, for generated code. */
  default String operationId(String method) {
    return switch (this) {
      case ServiceDocument _ -> "getServiceDocument";
      case Singleton(var name, _) -> verb(method) + capital(name);
      case Collection(var name, var type) ->
          method.equals("POST") ? "create" + capital(simple(type)) : "list" + capital(name);
      case Entity(var type) -> verb(method) + capital(simple(type));
      case Count(var name) -> "count" + capital(name);
      case Invocation(var operation) -> simple(operation.binding()) + "_" + operation.name();
      case Other(var name) -> verb(method) + camel(name);
    };
  }

  /** What the operation does, in a few words. */
  default String summary(String method) {
    return switch (this) {
      case ServiceDocument _ -> "The service document";
      case Singleton(var name, _) -> "The singleton " + name + ", which holds nothing itself";
      case Collection(var name, var type) ->
          method.equals("POST") ? "Create a " + simple(type) : "List " + name;
      case Entity(var type) -> words(method) + " a " + simple(type);
      case Count(var name) -> "Count " + name;
      case Invocation(var operation) ->
          "The "
              + operation.kind().name().toLowerCase(Locale.ROOT)
              + " "
              + operation.name()
              + " of a "
              + simple(operation.binding());
      case Other(var name) -> words(method) + " " + name;
    };
  }

  private static String verb(String method) {
    return words(method).toLowerCase(Locale.ROOT);
  }

  private static String words(String method) {
    return switch (method) {
      case "GET" -> "Get";
      case "PATCH" -> "Update";
      case "DELETE" -> "Delete";
      default -> "Post";
    };
  }

  private static String camel(String path) {
    var name = new StringBuilder();
    for (String word : path.split("[^A-Za-z0-9]+", -1)) {
      name.append(word.isEmpty() ? "" : capital(word));
    }
    return name.toString();
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String simple(String qualifiedName) {
    return qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
  }
}
