package gateway.graph.schema;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All schemas of the service, with one entity container among them. */
@Singleton
public final class Model {

  private final List<Schema> schemas;
  private final Map<String, Element> elements = new LinkedHashMap<>();
  private final Set<Vocabulary> vocabularies = EnumSet.noneOf(Vocabulary.class);

  @Inject
  Model(@Any Instance<Schema.Source> sources) {
    this(sources.stream().map(Schema.Source::schema).toList());
  }

  Model(List<Schema> schemas) {
    // Whatever the order in which the beans were found: from z to a, which has Graph's own
    // (microsoft.graph) before ours (gateway).
    var byNamespace = new TreeMap<String, Schema>(Comparator.reverseOrder());
    schemas.stream()
        .sorted(Comparator.comparing(schema -> schema.elements().getFirst().name()))
        .forEach(schema -> byNamespace.merge(schema.namespace(), schema, Schema::and));
    this.schemas = List.copyOf(byNamespace.values());
    for (Schema schema : this.schemas) {
      for (Element element : schema.elements()) {
        String name = schema.namespace() + "." + signature(element);
        if (elements.put(name, element) != null) {
          throw new IllegalArgumentException("two elements are named " + name);
        }
      }
    }
    this.schemas.forEach(this::collectVocabularies);
  }

  /** Operations of one name are told apart by what they are bound to (OData CSDL 4.01 §12.1). */
  private static String signature(Element element) {
    return element instanceof Element.BoundOperation operation
        ? operation.name() + "(" + operation.binding() + ")"
        : element.name();
  }

  public List<Schema> schemas() {
    return schemas;
  }

  /** Every element by its name in full, an operation's with the type that it is bound to. */
  public Map<String, Element> elements() {
    return elements;
  }

  /** The name of the container in full, as {@code $EntityContainer} has it. */
  public String containerName() {
    return elements.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Element.EntityContainer)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  public Element.EntityContainer container() {
    return (Element.EntityContainer) element(containerName()).orElseThrow();
  }

  /** The element of a name that is qualified by a namespace or an alias. */
  public Optional<Element> element(String name) {
    return Optional.ofNullable(elements.get(inFull(name)));
  }

  /** A name with its namespace in place of an alias. */
  public String inFull(String name) {
    int dot = name.lastIndexOf('.');
    String qualifier = dot < 0 ? "" : name.substring(0, dot);
    return schemas.stream()
        .filter(schema -> schema.alias().filter(qualifier::equals).isPresent())
        .findFirst()
        .map(schema -> schema.namespace() + name.substring(dot))
        .orElse(name);
  }

  /** The properties of a type, those of its base types first. */
  public List<Property> properties(Element.Structured type) {
    var inherited =
        type.baseType().flatMap(this::element).map(base -> properties((Element.Structured) base));
    return Stream.concat(inherited.orElse(List.of()).stream(), type.properties().stream()).toList();
  }

  /**
   * What is said of a path through the container.
   *
   * @param path below the container, such as {@code deviceManagement/remoteActionAudits}
   */
  public Optional<Expression> annotation(String path, String term) {
    return schemas.stream()
        .flatMap(schema -> schema.targeted().stream())
        .filter(targeted -> targeted.target().equals(containerName() + "/" + path))
        .flatMap(targeted -> targeted.annotations().stream())
        .filter(annotation -> annotation.term().equals(term))
        .map(Annotation::value)
        .findFirst();
  }

  Set<Vocabulary> vocabularies() {
    return vocabularies;
  }

  private void collectVocabularies(Schema schema) {
    var all = new ArrayList<Annotation>(schema.annotations());
    schema.targeted().forEach(targeted -> all.addAll(targeted.annotations()));
    for (Element element : schema.elements()) {
      all.addAll(element.annotations());
      if (element instanceof Element.Structured type) {
        type.properties().forEach(property -> all.addAll(property.annotations()));
      }
      if (element instanceof Element.EntityType type) {
        type.navigation().forEach(navigation -> all.addAll(navigation.annotations()));
      }
    }
    for (Annotation annotation : all) {
      vocabularies.add(vocabulary(annotation.term()));
      collectVocabularies(annotation.value());
    }
  }

  private void collectVocabularies(Expression expression) {
    switch (expression) {
      case Expression.Text _, Expression.Bool _, Expression.PropertyPath _ -> {}
      case Expression.Member member -> vocabularies.add(vocabulary(member.type()));
      case Expression.Items(var items) -> items.forEach(this::collectVocabularies);
      case Expression.Fields(var type, var values) -> {
        type.ifPresent(name -> vocabularies.add(vocabulary(name)));
        values.values().forEach(this::collectVocabularies);
      }
    }
  }

  private static Vocabulary vocabulary(String name) {
    return Vocabulary.of(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " is of no vocabulary"));
  }
}
