package gateway.verify;

import gateway.command.Unable;
import gateway.tlog.JsonValue;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Compares an audit as it is served with what its entries add up to at that version. */
final class Comparison {

  /** An audit has twelve properties, and an entry some more names; a thousand are no audit's. */
  private static final int MOST_NAMES = 1_000;

  private final Faults faults;
  private final Map<String, Integer> names = new HashMap<>();

  Comparison(Faults faults) {
    this.faults = faults;
  }

  /** The number that stands for a property's name in {@link AuditState}. */
  int number(String name) {
    int number = names.computeIfAbsent(name, _ -> names.size());
    if (number >= MOST_NAMES) {
      throw new Unable(
          "The entries name more than %d properties: this is no log of audits."
              .formatted(MOST_NAMES));
    }
    return number;
  }

  /** The names that entries have named so far, and their numbers. */
  Map<String, Integer> numbers() {
    return Collections.unmodifiableMap(names);
  }

  /**
   * @param where what a fault calls the place that served it
   */
  void compare(ServedAudit audit, AuditState state, String where) {
    int said = 0;
    for (String name : audit.fields().members().keySet()) {
      if (name.contains("@")) {
        continue;
      }
      var value = audit.fields().value(name);
      var text = value instanceof JsonValue.Characters(var characters) ? characters : null;
      Integer number = names.get(name);
      var added = number == null ? null : state.get(number);
      said += added == null ? 0 : 1;
      // All that an audit has is text; a number is as little null as a text is.
      if (Opened.differ(text, added) || text == null && value != JsonValue.Null.NULL) {
        faults.add(
            "audit %s, sequence %d: %s is served otherwise%s than the entries add up to",
            audit.id(), state.sequence, name, where);
      }
    }
    int values = 0;
    for (int i = 0; i < state.width(); i++) {
      values += state.get(i) == null ? 0 : 1;
    }
    if (values > said) {
      faults.add(
          "audit %s, sequence %d: is served%s without a property that has a value",
          audit.id(), state.sequence, where);
    }
  }
}
