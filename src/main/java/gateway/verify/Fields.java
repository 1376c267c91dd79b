package gateway.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import gateway.tlog.CanonicalJson;
import gateway.tlog.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON object, asked by name; what is absent or of another type is empty. */
record Fields(Map<String, JsonValue> members) {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  static final Fields NONE = new Fields(Map.of());

  /** Reads canonical JSON, byte for byte; refuses any other. */
  static Fields canonical(byte[] json) {
    return of(CanonicalJson.decode(json));
  }

  /**
   * Reads JSON as a server writes it.
   *
   * @throws IOException where it is none, or holds a number that is not whole
   */
  static Fields served(byte[] json) throws IOException {
    try (var parser = JSON.createParser(json)) {
      parser.nextToken();
      var value = of(value(parser));
      if (parser.nextToken() != null) {
        throw new IOException("text behind the object");
      }
      return value;
    } catch (JsonProcessingException malformed) {
      // Without the place within the line, which its own message has in lines of its own.
      throw new IOException(malformed.getOriginalMessage(), malformed);
    } catch (IllegalArgumentException malformed) {
      throw new IOException(malformed.getMessage(), malformed);
    }
  }

  static Fields of(JsonValue value) {
    return value instanceof JsonValue.Members(var members) ? new Fields(members) : NONE;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  JsonValue value(String name) {
    return members.getOrDefault(name, JsonValue.Null.NULL);
  }

  Optional<String> text(String name) {
    return value(name) instanceof JsonValue.Characters(var text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** A whole number; 0 when there is none. */
  long number(String name) {
    return value(name) instanceof JsonValue.Whole(var number) ? number : 0;
  }

  Fields object(String name) {
    return of(value(name));
  }

  List<JsonValue> list(String name) {
    return value(name) instanceof JsonValue.Elements(var elements) ? elements : List.of();
  }

  /** What is not valid JSON for these files is an {@link IOException}, whatever found it. */
  private static JsonValue value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("no JSON");
    }
    return switch (token) {
      case START_OBJECT -> {
        var members = new HashMap<String, JsonValue>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield JsonValue.Members.of(members);
      }
      case START_ARRAY -> {
        var elements = new ArrayList<JsonValue>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        yield new JsonValue.Elements(elements);
      }
      case VALUE_STRING -> new JsonValue.Characters(parser.getText());
      case VALUE_NUMBER_INT -> new JsonValue.Whole(parser.getLongValue());
      case VALUE_TRUE -> new JsonValue.Truth(true);
      case VALUE_FALSE -> new JsonValue.Truth(false);
      case VALUE_NULL -> JsonValue.Null.NULL;
      case NOT_AVAILABLE,
          END_OBJECT,
          END_ARRAY,
          FIELD_NAME,
          VALUE_EMBEDDED_OBJECT,
          VALUE_NUMBER_FLOAT ->
          throw new IOException("a value of a kind that no entry has");
    };
  }
}
