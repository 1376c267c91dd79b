package gateway.verify;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds the entries up, audit by audit, and compares each audit as it is served with what its
 * entries add up to at that version.
 */
final class Audits {

  /** What names an entry's initiator: any erasure of the audit takes it. */
  private static final List<String> OF_INITIATOR =
      List.of("initiatedBy/userPrincipalName", "clientAddress");

  private final Lines served;
  private final Singles singles;
  private final long before;
  private final Faults faults;
  private final Map<String, AuditState> states = new HashMap<>();
  private final Comparison comparison;
  private final Map<String, String> shared = new HashMap<>();

  /**
   * @param served the audits of the list
   * @param before how many entries the log had before they were read
   */
  Audits(Lines served, Singles singles, long before, Faults faults) {
    this.served = served;
    this.singles = singles;
    this.comparison = new Comparison(faults);
    this.before = before;
    this.faults = faults;
    served.each(this::note);
  }

  int size() {
    return states.size();
  }

  private void note(long offset, byte[] line) {
    try {
      var audit = ServedAudit.read(line);
      var state = states.computeIfAbsent(audit.id(), _ -> new AuditState());
      if (state.servedAt >= 0) {
        faults.add("audit %s: is served twice", audit.id());
      }
      state.servedAt = offset;
      state.servedVersion = audit.version();
    } catch (IOException unreadable) {
      faults.add("%s, byte %d: %s", Folder.AUDITS, offset, unreadable.getMessage());
    }
  }

  /**
   * Adds an entry.
   *
   * @param pruned whether entries before the first one of the log that is there may be missing
   */
  void add(Entry entry, Opened values, boolean pruned) {
    var state = states.computeIfAbsent(entry.auditId(), _ -> new AuditState());
    follow(state, entry, pruned);
    state.sequence = entry.sequence();
    state.at = entry.at();
    // Ahead of what an erasure explains: who erases their own name is not named by its entry.
    values.closed().forEach(name -> state.close(comparison.number(name)));
    switch (entry.operation()) {
      case "erase" -> erase(state, entry);
      case "snapshot" -> snapshot(state, entry, values);
      default -> change(state, entry, values);
    }
    if (entry.operation().equals("delete")) {
      state.end();
    }
    if (entry.index() < before) {
      state.sequenceBefore = state.sequence;
      state.deletedBefore = state.deleted;
    }
    if (state.deleted) {
      return;
    }
    if (state.sequence == state.servedVersion && state.servedAt >= 0) {
      comparison.compare(served(state), state, "");
    }
    singles
        .at(entry.auditId(), state.sequence)
        .ifPresent(audit -> comparison.compare(audit, state, Singles.WHERE));
  }

  private void follow(AuditState state, Entry entry, boolean pruned) {
    boolean first = state.at == Long.MIN_VALUE;
    if (first && pruned && entry.sequence() > 1 && !entry.operation().equals("create")) {
      state.beginPruned();
      return;
    }
    if (entry.sequence() != state.sequence + 1) {
      faults.add(
          "%s: follows sequence %d; what is between is missing or out of order",
          entry.name(), state.sequence);
    }
    if (entry.at() <= state.at) {
      faults.add("%s: is not later than the entry before it", entry.name());
    }
    boolean fits =
        switch (entry.operation()) {
          case "create" -> first;
          case "update", "delete", "snapshot" -> !first && !state.deleted;
          case "erase" -> !first;
          default -> false;
        };
    if (!fits) {
      faults.add(
          "%s: no '%s' can stand here%s",
          entry.name(), entry.operation(), state.deleted ? ", behind a deletion" : "");
    }
  }

  private void change(AuditState state, Entry entry, Opened values) {
    state.lives = true;
    for (int i = 0; i < entry.changes().size(); i++) {
      int property = comparison.number(entry.property(i));
      if (Opened.differ(values.before().get(i), state.get(property))) {
        faults.add(
            "%s: %s was another before than the entries add up to",
            entry.name(), entry.property(i));
      }
      state.set(property, shared(values.after().get(i)));
    }
  }

  /** Says all that the audit is: as far as entries of before are there, they add up to it. */
  private void snapshot(AuditState state, Entry entry, Opened values) {
    state.lives = true;
    var said = new HashMap<Integer, @Nullable String>();
    for (int i = 0; i < entry.changes().size(); i++) {
      var _ = said.put(comparison.number(entry.property(i)), shared(values.after().get(i)));
    }
    comparison
        .numbers()
        .forEach((name, property) -> {
          if (Opened.differ(said.get(property), state.get(property))) {
            faults.add("%s: %s is another than the entries add up to", entry.name(), name);
          }
        });
    state.begin();
    said.forEach(state::set);
  }

  /**
   * What an erasure names was erased in the audit or in its history only: a value that still opens
   * is somebody else's and stays, one that does not is gone from the audit, too. Of an erasure that
   * came after the values were read, nobody can say which.
   */
  private void erase(AuditState state, Entry entry) {
    for (int i = 0; i < entry.changes().size(); i++) {
      int property = comparison.number(entry.property(i));
      state.erased(property);
      if (!state.deleted && entry.index() >= before) {
        state.set(property, Opened.UNKNOWN);
      } else if (!state.deleted && !state.isUnsaid() && Opened.isUnknown(state.get(property))) {
        state.set(property, null);
      }
    }
    OF_INITIATOR.forEach(name -> state.erased(comparison.number(name)));
  }

  private ServedAudit served(AuditState state) {
    try {
      return ServedAudit.read(served.at(state.servedAt));
    } catch (IOException unreadable) {
      throw new IllegalStateException("read before", unreadable);
    }
  }

  /** Says what the entries do not end in. */
  void end() {
    states.forEach((id, state) -> {
      boolean isServed = state.servedAt >= 0;
      if (state.sequence == 0) {
        faults.add("audit %s: is served, and the log has no entry of it", id);
      } else if (isServed && state.servedVersion > state.sequence) {
        faults.add(
            "audit %s, sequence %d: is served, and its entries end at %d",
            id, state.servedVersion, state.sequence);
      } else if (isServed && state.deletedBefore) {
        faults.add("audit %s: is served, and was deleted", id);
      } else if (isServed && state.servedVersion < state.sequenceBefore) {
        faults.add(
            "audit %s: is served at version %d, and its entries went to %d before",
            id, state.servedVersion, state.sequenceBefore);
      } else if (!isServed && state.sequenceBefore > 0 && state.lives && !state.deleted) {
        faults.add(
            "audit %s, sequence %d: lives by its entries, and is not served", id, state.sequence);
      } else if (isServed && state.isUnsaid()) {
        faults.add("audit %s: its first entries were pruned, and no snapshot says what it was", id);
      }
      if (state.unexplained() > 0) {
        faults.add(
            "audit %s, sequence %d: values are said to be erased, and no erase entry says so",
            id, state.unexplained());
      }
    });
    singles.end(states);
  }

  /** One copy of a value that many audits have, such as a state: of the first few thousand. */
  private @Nullable String shared(@Nullable String value) {
    if (value == null || Opened.isUnknown(value) || value.length() > 40) {
      return value;
    }
    if (shared.size() < 4_096) {
      var _ = shared.putIfAbsent(value, value);
    }
    return shared.getOrDefault(value, value);
  }
}
