package gateway.graph.openapi;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import gateway.graph.JsonValue;
import gateway.graph.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes JSON as YAML, every string in double quotes. */
final class YamlText {

  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .disable(Feature.WRITE_DOC_START_MARKER)
          .disable(Feature.SPLIT_LINES)
          .build();

  private YamlText() {}

  /** The value in UTF-8. */
  static byte[] of(JsonValue value) {
    var bytes = new ByteArrayOutputStream();
    try (var yaml = FACTORY.createGenerator(bytes)) {
      JsonWriter.write(yaml, value);
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory cannot fail.", e);
    }
    return bytes.toByteArray();
  }
}
