package gateway.graph;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A JSON object in the making: members in the order in which they are added. */
public final class JsonObject {

  private final SequencedMap<String, JsonValue> members = new LinkedHashMap<>();

  public static JsonObject of() {
    return new JsonObject();
  }

  @CanIgnoreReturnValue
  public JsonObject with(String name, JsonValue value) {
    members.put(name, value);
    return this;
  }

  @CanIgnoreReturnValue
  public JsonObject with(String name, JsonObject object) {
    return with(name, object.value());
  }

  @CanIgnoreReturnValue
  public JsonObject with(String name, String text) {
    return with(name, new JsonValue.Text(text));
  }

  @CanIgnoreReturnValue
  public JsonObject with(String name, boolean truth) {
    return with(name, new JsonValue.Bool(truth));
  }

  @CanIgnoreReturnValue
  public JsonObject with(String name, long number) {
    return with(name, new JsonValue.Num(Long.toString(number)));
  }

  public JsonValue.Obj value() {
    return new JsonValue.Obj(members);
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  public static JsonValue.Arr texts(Collection<String> texts) {
    return new JsonValue.Arr(texts.stream().<JsonValue>map(JsonValue.Text::new).toList());
  }

  public static JsonValue.Arr objects(List<JsonObject> objects) {
    return new JsonValue.Arr(objects.stream().<JsonValue>map(JsonObject::value).toList());
  }
}
