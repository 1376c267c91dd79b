package gateway.graph;

import java.util.List;
import java.util.SequencedMap;

/**
 * JSON as it was sent: nothing is coerced, a number keeps its characters, an object keeps the order
 * of its names.
 */
public sealed interface JsonValue {

  record Text(String value) implements JsonValue {}

  record Num(String literal) implements JsonValue {}

  record Bool(boolean value) implements JsonValue {}

  record Null() implements JsonValue {}

  record Arr(List<JsonValue> items) implements JsonValue {}

  record Obj(SequencedMap<String, JsonValue> members) implements JsonValue {}

  /** Any value, left unread: the very characters that were sent ({@link StrictJson.Unread}). */
  record Source(String text) implements JsonValue {}

  /** The kind of this value, in the words of an error message. */
  default String kind() {
    return switch (this) {
      case Text _ -> "a string";
      case Num _ -> "a number";
      case Bool _ -> "a Boolean";
      case Null _ -> "null";
      case Arr _ -> "an array";
      case Obj _ -> "an object";
      case Source _ -> "a JSON value";
    };
  }
}
