package gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What vocabularies declare: terms, types and their properties, by aliased names. */
record VocabularyXml(
    Map<String, String> terms,
    Map<String, Map<String, String>> types,
    Map<String, String> baseTypes,
    Map<String, Set<String>> members) {

  /** Somewhere where a value of a declared type is given. */
  record Use(Element element, String term) {}

  static VocabularyXml read(Path folder) throws IOException {
    var read =
        new VocabularyXml(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (String name :
        List.of("Aggregation", "Authorization", "Capabilities", "Core", "Validation")) {
      var file = folder.resolve("Org.OData." + name + ".V1.xml");
      read.add(name + ".", MetadataXml.parse(Files.readString(file).strip()));
    }
    return read;
  }

  static List<Use> uses(MetadataXml metadata) {
    return metadata.all("//e:Annotation").stream()
        .map(annotation -> new Use(annotation, annotation.getAttribute("Term")))
        .toList();
  }

  private void add(String prefix, MetadataXml vocabulary) {
    for (Element term : vocabulary.all("//e:Schema/e:Term")) {
      terms.put(prefix + term.getAttribute("Name"), term.getAttribute("Type"));
    }
    for (Element type : vocabulary.all("//e:Schema/e:TypeDefinition")) {
      baseTypes.put(prefix + type.getAttribute("Name"), type.getAttribute("UnderlyingType"));
    }
    for (Element type : vocabulary.all("//e:Schema/e:ComplexType")) {
      String name = prefix + type.getAttribute("Name");
      var properties = new HashMap<String, String>();
      children(type, "Property")
          .forEach(each -> properties.put(each.getAttribute("Name"), each.getAttribute("Type")));
      types.put(name, properties);
      if (type.hasAttribute("BaseType")) {
        baseTypes.put(name, type.getAttribute("BaseType"));
      }
    }
    for (Element type : vocabulary.all("//e:Schema/e:EnumType")) {
      var names = children(type, "Member").map(each -> each.getAttribute("Name"));
      members.put(prefix + type.getAttribute("Name"), names.collect(Collectors.toSet()));
    }
  }

  List<String> faults(Use use) {
    var type = Optional.ofNullable(terms.get(use.term()));
    return type.isEmpty()
        ? List.of(use.term() + " is no term")
        : value(use.term(), type.get(), use.element());
  }

  /** What is wrong with the value that an element gives, in an attribute or in a child. */
  private List<String> value(String place, String type, Element holder) {
    for (String kind : List.of("String", "Bool", "Int", "EnumMember", "PropertyPath")) {
      if (holder.hasAttribute(kind)) {
        return constant(place, type, kind, holder.getAttribute(kind));
      }
    }
    return children(holder, "Collection")
        .findFirst()
        .map(items -> items(place, type, items))
        .or(() -> children(holder, "Record").findFirst().map(fields -> fields(place, type, fields)))
        .orElse(List.of(place + " has no value"));
  }

  private List<String> items(String place, String type, Element collection) {
    if (!type.startsWith("Collection(")) {
      return List.of(place + " is no collection");
    }
    String itemType = type.substring("Collection(".length(), type.length() - 1);
    var faults = new ArrayList<String>();
    children(collection, "*")
        .forEach(item ->
            faults.addAll(
                item.getLocalName().equals("Record")
                    ? fields(place, itemType, item)
                    : constant(place, itemType, item.getLocalName(), item.getTextContent())));
    return faults;
  }

  private List<String> fields(String place, String declared, Element fields) {
    String type = fields.hasAttribute("Type") ? fields.getAttribute("Type") : declared;
    var faults = new ArrayList<String>();
    if (!lineage(type).contains(declared)) {
      faults.add(place + ": " + type + " is no " + declared);
    }
    children(fields, "PropertyValue")
        .forEach(each -> {
          String name = each.getAttribute("Property");
          lineage(type).stream()
              .map(ancestor -> types.getOrDefault(ancestor, Map.of()).get(name))
              .filter(Objects::nonNull)
              .findFirst()
              .ifPresentOrElse(
                  found -> faults.addAll(value(place + "/" + name, found, each)),
                  () -> faults.add(place + ": " + type + " has no " + name));
        });
    return faults;
  }

  private List<String> constant(String place, String type, String kind, String value) {
    if (kind.equals("EnumMember")) {
      int slash = value.indexOf('/');
      boolean member =
          value.substring(0, slash).equals(type)
              && members.getOrDefault(type, Set.of()).contains(value.substring(slash + 1));
      return member ? List.of() : List.of(place + ": " + value + " is no member of " + type);
    }
    String primitive = lineage(type).getLast();
    String expected =
        switch (kind) {
          case "Bool" -> "Edm.Boolean";
          case "Int" -> "Edm.Int32";
          case "PropertyPath" -> "Edm.PropertyPath";
          default -> "Edm.String";
        };
    return primitive.equals(expected) || primitive.equals("Edm.PrimitiveType")
        ? List.of()
        : List.of(place + " is " + primitive + ", not " + expected);
  }

  private List<String> lineage(String type) {
    var lineage = new ArrayList<String>();
    for (String each = type; each != null; each = baseTypes.get(each)) {
      lineage.add(each);
    }
    return lineage;
  }

  private static Stream<Element> children(Element element, String name) {
    var children = new ArrayList<Element>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child
          && (name.equals("*") || name.equals(child.getLocalName()))
          && !child.getLocalName().equals("Annotation")) {
        children.add(child);
      }
    }
    return children.stream();
  }
}
