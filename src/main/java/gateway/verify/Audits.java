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
  private final Faults faults;
  private final Map<String, AuditState> states = new HashMap<>();
  private final Comparison comparison;
  private final Map<String, String> shared = new HashMap<>();

  /**
   * @param served the audits of the list
   */
  Audits(Lines served, Singles singles, Faults faults) {
    this.served = served;
    this.singles = singles;
    this.comparison = new Comparison(faults);
    this.faults = faults;
    served.each(this::note);
  }

  /** How many audits there are of which an entry must be shown. */
  long shown() {
    return states.values().stream().filter(state -> state.sequenceBefore > 0).count();
  }

  /**
   * Whether an audit was served at an entry's version or a later one, so that the entry was there
   * when the changes were read: they are read after the audits.
   */
  boolean show(Entry entry) {
    var state = states.get(entry.auditId());
    return state != null
        && entry.sequence() <= Math.max(state.servedVersion, singles.version(entry.auditId()));
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
   * @param mustBeShown whether what is served must show it
   */
  void add(Entry entry, Opened values, boolean pruned, boolean mustBeShown) {
    var state = states.computeIfAbsent(entry.auditId(), _ -> new AuditState());
    follow(state, entry, pruned);
    state.sequence = entry.sequence();
    state.at = entry.at();
    // Ahead of what an erasure explains: who erases their own name is not named by its entry.
    values.closed().forEach(name -> state.close(comparison.number(name)));
    switch (entry.operation()) {
      case "erase" -> erase(state, entry, values.served());
      case "snapshot" -> snapshot(state, entry, values);
      default -> change(state, entry, values);
    }
    if (entry.operation().equals("delete")) {
      state.end();
    }
    if (mustBeShown) {
      state.sequenceBefore = state.sequence;
      state.deletedBefore = state.deleted;
    }
    if (state.deleted || state.isUnsaid()) {
      return;
    }
    if (state.sequence == state.servedVersion) {
      comparison.compare(served(state), state, "");
      state.compared = true;
    }
    singles.compare(entry.auditId(), state, comparison);
  }

  private void follow(AuditState state, Entry entry, boolean pruned) {
    boolean first = state.at == Long.MIN_VALUE;
    boolean begins = entry.operation().equals("create");
    boolean behindPruned = first && pruned && !begins && entry.sequence() > 1;
    if (behindPruned) {
      state.beginPruned();
    } else if (entry.sequence() != state.sequence + 1) {
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
          case "update", "delete", "snapshot" -> behindPruned || !first && !state.deleted;
          case "erase" -> behindPruned || !first;
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
  private void erase(AuditState state, Entry entry, boolean served) {
    for (int i = 0; i < entry.changes().size(); i++) {
      int property = comparison.number(entry.property(i));
      state.erased(property);
      if (!state.deleted && !served) {
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
      if (state.servedAt >= 0) {
        endServed(id, state);
      } else if (state.sequenceBefore > 0 && state.lives && !state.deleted) {
        faults.add(
            "audit %s, sequence %d: lives by its entries, and is not served", id, state.sequence);
      }
      if (state.unexplained() > 0) {
        faults.add(
            "audit %s, sequence %d: values are said to be erased, and no erase entry says so",
            id, state.unexplained());
      }
    });
    singles.end(states);
  }

  private void endServed(String id, AuditState state) {
    if (state.sequence == 0) {
      faults.add("audit %s: is served, and the log has no entry of it", id);
    } else if (state.servedVersion > state.sequence) {
      faults.add(
          "audit %s, sequence %d: is served, and its entries end at %d",
          id, state.servedVersion, state.sequence);
    } else if (state.deletedBefore) {
      faults.add("audit %s: is served, and was deleted", id);
    } else if (state.servedVersion < state.sequenceBefore) {
      faults.add(
          "audit %s: is served at version %d, and its entries went to %d before",
          id, state.servedVersion, state.sequenceBefore);
    } else if (!state.compared) {
      faults.add(
          state.deleted && !state.isUnsaid()
              ? "audit %s: is served, and was deleted"
              : "audit %s: its first entries were pruned, and no snapshot says what it was",
          id);
    }
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
