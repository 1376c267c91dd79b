package gateway.graph.schema;

import java.util.List;
import java.util.Optional;

/** What a schema defines (OData CSDL 4.01 §5). Names in references are qualified. */
public sealed interface Element {

  String name();

  List<Annotation> annotations();

  /** A type with properties. */
  sealed interface Structured extends Element {
    Optional<String> baseType();

    List<Property> properties();
  }

  /**
   * @param key names of properties; empty when the base type has it
   */
  record EntityType(
      String name,
      Optional<String> baseType,
      boolean isAbstract,
      List<String> key,
      List<Property> properties,
      List<NavigationProperty> navigation,
      List<Annotation> annotations)
      implements Structured {}

  record ComplexType(String name, List<Property> properties, List<Annotation> annotations)
      implements Structured {
    @Override
    public Optional<String> baseType() {
      return Optional.empty();
    }
  }

  /** A navigation property to entities that live in the one that has it. */
  record NavigationProperty(String name, TypeName type, List<Annotation> annotations) {}

  record EnumType(String name, List<Member> members, List<Annotation> annotations)
      implements Element {
    public record Member(String name, long number) {}
  }

  /**
   * A function or action bound to one entity. One that is not composable takes no further path and
   * no {@code $filter}.
   *
   * @param binding the entity's type, its namespace in full: Olingo's client finds no operation
   *     that is bound to an alias
   * @param parameters those behind the binding parameter, which is called {@code bindingParameter}
   */
  record BoundOperation(
      Kind kind,
      String name,
      String binding,
      List<Parameter> parameters,
      TypeName returns,
      boolean composable,
      List<Annotation> annotations)
      implements Element {

    public enum Kind {
      FUNCTION,
      ACTION
    }

    public record Parameter(String name, TypeName type) {}
  }

  record EntityContainer(String name, List<Singleton> singletons, List<Annotation> annotations)
      implements Element {}

  record Singleton(String name, String type) {}
}
