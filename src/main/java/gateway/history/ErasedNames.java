package gateway.history;

import java.util.List;

/**
 * What an entry has lost, as the store says it: {@code userName/before}, {@code userName/after},
 * {@link RecordedChange#ERASED_NAME}, {@link RecordedChange#ERASED_ADDRESS}. A person is one of the
 * two values of a change of a name; the other may be somebody else's, and stays.
 */
record ErasedNames(List<String> stored) {

  static final String BEFORE = "/before";
  static final String AFTER = "/after";

  boolean hasBefore(String property) {
    return stored.contains(property + BEFORE);
  }

  boolean hasAfter(String property) {
    return stored.contains(property + AFTER);
  }

  /** As the wire has them: each property once. */
  List<String> shown() {
    return stored.stream().map(ErasedNames::shown).distinct().toList();
  }

  private static String shown(String name) {
    for (String side : List.of(BEFORE, AFTER)) {
      if (name.endsWith(side)) {
        return name.substring(0, name.length() - side.length());
      }
    }
    return name;
  }
}
