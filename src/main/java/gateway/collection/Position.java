package gateway.collection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a walk over the collection stands: behind which row, and what time {@code now()} gives on
 * all of its pages.
 *
 * @param row the order's own values of the last row; empty where they are null
 */
record Position(Instant now, List<Optional<String>> row) {

  private static final int NULL = -1;

  byte[] written() {
    var values =
        row.stream()
            .map(value -> value.map(text -> text.getBytes(StandardCharsets.UTF_8)))
            .toList();
    int size =
        values.stream()
            .mapToInt(value -> Integer.BYTES + value.map(bytes -> bytes.length).orElse(0))
            .sum();
    var buffer = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + size);
    buffer.putLong(now.getEpochSecond()).putInt(now.getNano());
    values.forEach(value ->
        value.ifPresentOrElse(
            bytes -> buffer.putInt(bytes.length).put(bytes), () -> buffer.putInt(NULL)));
    return buffer.array();
  }

  /** Reads what {@link #written} gave; it comes out of a sealed token, so it is well formed. */
  static Position read(ByteBuffer buffer) {
    var now = Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
    var row = new ArrayList<Optional<String>>();
    while (buffer.hasRemaining()) {
      int length = buffer.getInt();
      if (length == NULL) {
        row.add(Optional.empty());
      } else {
        var bytes = new byte[length];
        buffer.get(bytes);
        row.add(Optional.of(new String(bytes, StandardCharsets.UTF_8)));
      }
    }
    return new Position(now, row);
  }
}
