package gateway.graph.schema;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a {@link Model} as OData CSDL XML 4.0, which 4.01 clients read as well.
 *
 * <p>Terms are named in full, as Graph names them, and no vocabulary is referred to: clients such
 * as Olingo's fetch each document that is, from another host, with the caller's token.
 */
final class CsdlXml {

  private static final String EDMX = "http://docs.oasis-open.org/odata/ns/edmx";
  private static final String EDM = "http://docs.oasis-open.org/odata/ns/edm";
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final XMLStreamWriter xml;

  private CsdlXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The document in UTF-8. */
  static byte[] of(Model model) {
    var bytes = new ByteArrayOutputStream();
    try {
      var xml = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      new CsdlXml(xml).document(model);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Writing to memory cannot fail.", e);
    }
    return bytes.toByteArray();
  }

  private void document(Model model) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("edmx", "Edmx", EDMX);
    xml.writeNamespace("edmx", EDMX);
    xml.writeAttribute("Version", "4.0");
    xml.writeStartElement("edmx", "DataServices", EDMX);
    for (Schema schema : model.schemas()) {
      schema(schema);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void schema(Schema schema) throws XMLStreamException {
    xml.writeStartElement("Schema");
    xml.writeDefaultNamespace(EDM);
    xml.writeAttribute("Namespace", schema.namespace());
    if (schema.alias().isPresent()) {
      xml.writeAttribute("Alias", schema.alias().get());
    }
    for (Element element : schema.elements()) {
      element(element);
    }
    for (var targeted : schema.targeted()) {
      start("Annotations", "Target", targeted.target());
      annotations(targeted.annotations());
      xml.writeEndElement();
    }
    annotations(schema.annotations());
    xml.writeEndElement();
  }

  private void element(Element element) throws XMLStreamException {
    switch (element) {
      case Element.EntityType type -> entityType(type);
      case Element.ComplexType type -> {
        start("ComplexType", "Name", type.name());
        properties(type.properties());
      }
      case Element.EnumType type -> {
        start("EnumType", "Name", type.name());
        for (var member : type.members()) {
          start("Member", "Name", member.name(), "Value", Long.toString(member.number()));
          xml.writeEndElement();
        }
      }
      case Element.BoundOperation operation -> operation(operation);
      case Element.EntityContainer container -> {
        start("EntityContainer", "Name", container.name());
        for (var singleton : container.singletons()) {
          start("Singleton", "Name", singleton.name(), "Type", singleton.type());
          xml.writeEndElement();
        }
      }
    }
    annotations(element.annotations());
    xml.writeEndElement();
  }

  private void entityType(Element.EntityType type) throws XMLStreamException {
    start("EntityType", "Name", type.name());
    if (type.baseType().isPresent()) {
      xml.writeAttribute("BaseType", type.baseType().get());
    }
    if (type.isAbstract()) {
      xml.writeAttribute("Abstract", "true");
    }
    if (!type.key().isEmpty()) {
      start("Key");
      for (String name : type.key()) {
        start("PropertyRef", "Name", name);
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    properties(type.properties());
    for (var navigation : type.navigation()) {
      start("NavigationProperty", "Name", navigation.name(), "Type", navigation.type().toString());
      xml.writeAttribute("ContainsTarget", "true");
      annotations(navigation.annotations());
      xml.writeEndElement();
    }
  }

  private void properties(List<Property> properties) throws XMLStreamException {
    for (Property property : properties) {
      start("Property", "Name", property.name(), "Type", property.type().toString());
      if (!property.nullable()) {
        xml.writeAttribute("Nullable", "false");
      }
      if (property.maxLength().isPresent()) {
        xml.writeAttribute("MaxLength", Integer.toString(property.maxLength().getAsInt()));
      }
      if (property.precision().isPresent()) {
        xml.writeAttribute("Precision", Integer.toString(property.precision().getAsInt()));
      }
      if (property.scale().isPresent()) {
        xml.writeAttribute("Scale", Integer.toString(property.scale().getAsInt()));
      }
      annotations(property.annotations());
      xml.writeEndElement();
    }
  }

  private void operation(Element.BoundOperation operation) throws XMLStreamException {
    boolean function = operation.kind() == Element.BoundOperation.Kind.FUNCTION;
    start(function ? "Function" : "Action", "Name", operation.name(), "IsBound", "true");
    if (operation.composable()) {
      xml.writeAttribute("IsComposable", "true");
    }
    parameter("bindingParameter", operation.binding());
    for (var parameter : operation.parameters()) {
      parameter(parameter.name(), parameter.type().toString());
    }
    start("ReturnType", "Type", operation.returns().toString(), "Nullable", "false");
    xml.writeEndElement();
  }

  private void parameter(String name, String type) throws XMLStreamException {
    start("Parameter", "Name", name, "Type", type, "Nullable", "false");
    xml.writeEndElement();
  }

  private void annotations(List<Annotation> annotations) throws XMLStreamException {
    for (Annotation annotation : annotations) {
      start("Annotation", "Term", Vocabulary.inFull(annotation.term()));
      value(annotation.value());
      xml.writeEndElement();
    }
  }

  /** The value of the element that was just started: an attribute of it, or an element in it. */
  private void value(Expression value) throws XMLStreamException {
    if (value instanceof Expression.Constant constant) {
      xml.writeAttribute(kind(value), literal(constant));
    } else {
      nested(value);
    }
  }

  private void nested(Expression value) throws XMLStreamException {
    start(kind(value));
    switch (value) {
      case Expression.Constant constant -> xml.writeCharacters(literal(constant));
      case Expression.Items(var items) -> {
        for (Expression item : items) {
          nested(item);
        }
      }
      case Expression.Fields(var type, var values) -> {
        if (type.isPresent()) {
          xml.writeAttribute("Type", Vocabulary.inFull(type.get()));
        }
        for (var each : values.entrySet()) {
          start("PropertyValue", "Property", each.getKey());
          value(each.getValue());
          xml.writeEndElement();
        }
      }
    }
    xml.writeEndElement();
  }

  private static String literal(Expression.Constant constant) {
    return switch (constant) {
      case Expression.Text(var text) -> text;
      case Expression.Bool(var truth) -> Boolean.toString(truth);
      case Expression.Member(var type, var name) -> Vocabulary.inFull(type) + "/" + name;
      case Expression.PropertyPath(var path) -> path;
    };
  }

  private static String kind(Expression value) {
    return switch (value) {
      case Expression.Text _ -> "String";
      case Expression.Bool _ -> "Bool";
      case Expression.Member _ -> "EnumMember";
      case Expression.PropertyPath _ -> "PropertyPath";
      case Expression.Items _ -> "Collection";
      case Expression.Fields _ -> "Record";
    };
  }

  private void start(String name, String... attributes) throws XMLStreamException {
    xml.writeStartElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }
}
