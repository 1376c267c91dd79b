package gateway.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What prune entries say: before which index of the log the entries were given up. */
final class Pruned {

  private static final String PROPERTY = "prunedBefore";

  private Pruned() {}

  /** The index that an entry says; 0 where it says none. */
  static long before(Entry prune) {
    return before(prune.changes());
  }

  /** The highest index that entries say, as they are served. */
  static long before(Lines changes) {
    long[] highest = {0};
    changes.each((_, line) -> highest[0] = Math.max(highest[0], before(line)));
    return highest[0];
  }

  private static long before(byte[] line) {
    // Of a million lines hardly one: to read them all would take longer than to look.
    if (!new String(line, StandardCharsets.ISO_8859_1).contains("\"prune\"")) {
      return 0;
    }
    try {
      var change = Fields.served(line);
      return change.text("operation").orElse("").equals("prune")
          ? before(change.list("changes").stream().map(Fields::of).toList())
          : 0;
    } catch (IOException unreadable) {
      // Reported where the entries are compared.
      return 0;
    }
  }

  private static long before(List<Fields> changes) {
    return changes.stream()
        .filter(change -> change.text("property").orElse("").equals(PROPERTY))
        .map(change -> change.text("after").orElse(""))
        .filter(index -> index.matches("[1-9][0-9]{0,17}"))
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }
}
