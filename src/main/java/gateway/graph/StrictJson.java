package gateway.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Reads one JSON text as RFC 8259 has it and as contract §3 narrows it: UTF-8 without a byte order
 * mark, one value with nothing behind it, no name twice in an object, bounded depth. Jackson finds
 * the tokens; what it lets pass in silence is refused here.
 */
public final class StrictJson {

  private final int maxDepth;
  private final Optional<Unread> unread;
  private final JsonFactory factory;

  /**
   * A member whose value is given as it was sent, for a reader of its own: a fault in it that is
   * not one of syntax is that reader's.
   *
   * @param level of the objects in which it stands; the outermost is level 1
   */
  public record Unread(String name, int level) {}

  /**
   * A text that is not acceptable JSON. The message names what is wrong and, where there is one,
   * its line and column.
   */
  public static final class Malformed extends Exception {
    private Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @param maxDepth levels of objects and arrays; the outermost is level 1. It bounds this reader's
   *     recursion, too.
   */
  public StrictJson(int maxDepth) {
    this(maxDepth, Optional.empty());
  }

  /** The same, with a member that is left unread. */
  public StrictJson(int maxDepth, Unread unread) {
    this(maxDepth, Optional.of(unread));
  }

  private StrictJson(int maxDepth, Optional<Unread> unread) {
    this.maxDepth = maxDepth;
    this.unread = unread;
    this.factory =
        JsonFactory.builder()
            // A table of names would keep what strangers send, and refuse names that collide in it.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    // Names and numbers are as long as the text that is held anyway: a number stays
                    // the characters that it is.
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();
  }

  /** Reads a text that must be an object. */
  public JsonValue.Obj readObject(byte[] text) throws Malformed {
    return read(text) instanceof JsonValue.Obj object ? object : notAnObject();
  }

  private static JsonValue.Obj notAnObject() throws Malformed {
    throw new Malformed("The JSON text must be an object.");
  }

  private JsonValue read(byte[] bytes) throws Malformed {
    if (bytes.length == 0) {
      throw new Malformed("The body is empty; a JSON object is expected.");
    }
    String text = utf8(bytes);
    try (JsonParser parser = factory.createParser(text)) {
      return only(parser, text);
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory cannot fail.", e);
    }
  }

  private JsonValue only(JsonParser parser, String text) throws IOException, Malformed {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Malformed("The body is empty; a JSON object is expected.");
      }
      JsonValue value = new Reading(parser, text, unread).value(first);
      if (parser.nextToken() != null) {
        throw new Malformed(
            "There is text behind the end of the JSON value, at " + place(parser) + ".");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new Malformed(
          "The JSON is nested deeper than %d levels, at %s.".formatted(maxDepth, place(parser)));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new Malformed(
          "The body is not well-formed JSON at line %d, column %d."
              .formatted(at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr()));
    }
  }

  /** One pass over one text. */
  private record Reading(JsonParser parser, String text, Optional<Unread> unread) {

    JsonValue value(JsonToken token) throws IOException, Malformed {
      return switch (token) {
        case START_OBJECT -> object();
        case START_ARRAY -> array();
        case VALUE_STRING -> new JsonValue.Text(parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getText());
        case VALUE_TRUE -> new JsonValue.Bool(true);
        case VALUE_FALSE -> new JsonValue.Bool(false);
        case VALUE_NULL -> new JsonValue.Null();
        case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
            throw new IllegalStateException("No value starts with " + token);
      };
    }

    private JsonValue.Obj object() throws IOException, Malformed {
      var members = new LinkedHashMap<String, JsonValue>();
      int level = parser.getParsingContext().getNestingDepth();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken first = parser.nextToken();
        JsonValue value = isUnread(name, level) ? source(first) : value(first);
        if (members.putIfAbsent(name, value) != null) {
          throw new Malformed(
              "The name '%s' stands twice in one object, at %s."
                  .formatted(Fault.quoted(name), place(parser)));
        }
      }
      return new JsonValue.Obj(members);
    }

    private JsonValue.Arr array() throws IOException, Malformed {
      var items = new ArrayList<JsonValue>();
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        items.add(value(token));
      }
      return new JsonValue.Arr(items);
    }

    private boolean isUnread(String name, int level) {
      return unread.filter(u -> u.level() == level && u.name().equals(name)).isPresent();
    }

    private JsonValue.Source source(JsonToken first) throws IOException {
      int start = (int) parser.currentTokenLocation().getCharOffset();
      if (first.isStructStart()) {
        parser.skipChildren();
      } else {
        parser.finishToken();
      }
      return new JsonValue.Source(
          text.substring(start, (int) parser.currentLocation().getCharOffset()));
    }
  }

  private static String place(JsonParser parser) {
    var at = parser.currentTokenLocation();
    return "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static String utf8(byte[] text) throws Malformed {
    var bytes = ByteBuffer.wrap(text);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      // The decoder stops before what it cannot read.
      throw new Malformed(
          "The body is not valid UTF-8, at byte %d.".formatted(bytes.position() + 1));
    }
  }
}
