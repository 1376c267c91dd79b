package gateway.history.log;

import gateway.history.Opening;
import gateway.tlog.Commitment;
import gateway.tlog.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the {@link Commitment}s of one leaf, and keeps what opens them. */
final class Commitments {

  private final Supplier<byte[]> salts;
  private final List<Opening> openings = new ArrayList<>();

  /**
   * @param salts gives {@link Commitment#SALT_BYTES} random bytes each time
   */
  Commitments(Supplier<byte[]> salts) {
    this.salts = salts;
  }

  /** Commits to a value, no value included. */
  JsonValue to(String path, Optional<String> value) {
    byte[] salt = salts.get();
    openings.add(new Opening(path, salt));
    return commitment(salt, value);
  }

  /**
   * Stands for a value that was erased before its entry came into the log: looks like every other,
   * and nothing opens it.
   */
  JsonValue closed() {
    return commitment(salts.get(), Optional.empty());
  }

  List<Opening> openings() {
    return List.copyOf(openings);
  }

  /** A string, or null. */
  static JsonValue json(Optional<String> value) {
    return value.<JsonValue>map(JsonValue.Characters::new).orElse(JsonValue.Null.NULL);
  }

  private static JsonValue commitment(byte[] salt, Optional<String> value) {
    var text = new JsonValue.Characters(Commitment.text(salt, json(value)));
    return JsonValue.Members.of(Map.of(Commitment.MEMBER, text));
  }
}
