package gateway.graph;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes a {@link JsonValue} in any form that has a generator: JSON itself, or YAML. */
public final class JsonWriter {

  private JsonWriter() {}

  public static void write(JsonGenerator out, JsonValue value) throws IOException {
    switch (value) {
      case JsonValue.Text(var text) -> out.writeString(text);
      case JsonValue.Num(var literal) -> out.writeNumber(literal);
      case JsonValue.Bool(var truth) -> out.writeBoolean(truth);
      case JsonValue.Null _ -> out.writeNull();
      case JsonValue.Source(var text) -> out.writeRawValue(text);
      case JsonValue.Arr(var items) -> {
        out.writeStartArray();
        for (JsonValue item : items) {
          write(out, item);
        }
        out.writeEndArray();
      }
      case JsonValue.Obj(var members) -> {
        out.writeStartObject();
        for (var member : members.entrySet()) {
          out.writeFieldName(member.getKey());
          write(out, member.getValue());
        }
        out.writeEndObject();
      }
    }
  }
}
