package gateway.verify;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** The entries as the service serves them, found by their ids. */
final class Changes {

  private final Lines lines;
  private final Places places = new Places();
  private final Faults faults;

  Changes(Lines lines, Faults faults) {
    this.lines = lines;
    this.faults = faults;
    lines.each(this::note);
  }

  private void note(long offset, byte[] line) {
    try {
      var served = Fields.served(line);
      if (!places.put(id(served.text("id").orElse("")), offset)) {
        faults.add("%s: is served twice among the changes", named(served));
      }
    } catch (IOException unreadable) {
      faults.add("%s, byte %d: %s", Folder.CHANGES, offset, unreadable.getMessage());
    }
  }

  /** The entry with this id, once. */
  Optional<Fields> take(String id) {
    try {
      var key = id(id);
      long place = places.find(key);
      if (place < 0) {
        return Optional.empty();
      }
      places.met(key);
      return Optional.of(Fields.served(lines.at(place)));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Says what is served and in no log. */
  void end() {
    places.eachUnmet(place -> {
      try {
        faults.add(
            "%s: is served among the changes and is not in the log",
            named(Fields.served(lines.at(place))));
      } catch (IOException unreadable) {
        faults.add("%s, byte %d: %s", Folder.CHANGES, place, unreadable.getMessage());
      }
    });
  }

  private static String named(Fields change) {
    return "audit %s, sequence %d"
        .formatted(change.text("auditId").orElse("none"), change.number("sequence"));
  }

  private static UUID id(String text) throws IOException {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notAnId) {
      throw new IOException("an id that is no UUID", notAnId);
    }
  }
}
