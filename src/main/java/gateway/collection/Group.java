package gateway.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.graph.MetadataLevel;
import gateway.odata.EdmType;
import gateway.odata.EdmType.Primitive;
import gateway.odata.ResultProperty;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a row that {@code $apply} has made is shown: a transient entity, whose id is null (OData JSON
 * 4.01 §4.6.8, as OData 4.0 has it).
 *
 * @param properties in the order of a row's columns
 */
record Group(List<ResultProperty> properties, Representation representation, MetadataLevel level) {

  void write(JsonGenerator json, Row row) throws IOException {
    json.writeStartObject();
    if (level != MetadataLevel.NONE) {
      json.writeNullField("@odata.id");
    }
    String open = "";
    for (int i = 0; i < properties.size(); i++) {
      var property = properties.get(i);
      String path = property.property().name();
      String owner = path.substring(0, Math.max(0, path.lastIndexOf('/')));
      if (!owner.equals(open)) {
        turn(json, open, owner);
        open = owner;
      }
      write(json, property, path.substring(path.lastIndexOf('/') + 1), row.getValue(i));
    }
    turn(json, open, "");
    json.writeEndObject();
  }

  /** Goes from the members of one structured property to those of another; empty for the row. */
  private static void turn(JsonGenerator json, String from, String to) throws IOException {
    if (!from.isEmpty()) {
      json.writeEndObject();
    }
    if (!to.isEmpty()) {
      json.writeObjectFieldStart(to);
    }
  }

  private void write(
      JsonGenerator json, ResultProperty property, String name, @Nullable Object value)
      throws IOException {
    if (level == MetadataLevel.FULL || (property.isAlias() && level == MetadataLevel.MINIMAL)) {
      writeType(json, name, property.property().type());
    }
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else if (property.origin().isPresent()) {
      representation.value(json, property.origin().get(), value);
    } else {
      json.writeNumber(((Number) value).longValue());
    }
  }

  /** The type of an alias is in no metadata, so it is said unless JSON shows it (§4.6.3). */
  private static void writeType(JsonGenerator json, String name, EdmType type) throws IOException {
    switch (type) {
      case EdmType.Enumeration(String qualified, var _) ->
          json.writeStringField(name + "@odata.type", "#" + qualified);
      case Primitive.STRING, Primitive.BOOLEAN -> {}
      case Primitive primitive ->
          json.writeStringField(
              name + "@odata.type", "#" + primitive.label().substring("Edm.".length()));
    }
  }
}
