package gateway.verify;

import gateway.tlog.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the addresses of single audits answered: they must say what the list says. */
final class Singles {

  /** Behind "is served otherwise". */
  static final String WHERE = " at its own address";

  /**
   * @param audit empty for 404
   */
  private record Single(String id, Optional<ServedAudit> audit) {}

  private final Faults faults;
  private final Map<String, Single> listed = new HashMap<>();
  private final List<Single> deleted = new ArrayList<>();
  private final Set<String> compared = new HashSet<>();

  Singles(Lines lines, Faults faults) {
    this.faults = faults;
    lines.each(this::note);
  }

  private void note(long offset, byte[] line) {
    try {
      var answer = Fields.served(line);
      String id = answer.text("id").orElse("");
      boolean answers = answer.number("status") == 200;
      var audit =
          answers
              ? Optional.of(ServedAudit.of(answer.object("audit")))
              : Optional.<ServedAudit>empty();
      if (audit.isPresent() && !audit.get().id().equals(id)) {
        faults.add("audit %s: its address answers with audit '%s'", id, audit.get().id());
      } else if (answer.value("listed").equals(new JsonValue.Truth(true))) {
        listed.put(id, new Single(id, audit));
      } else {
        deleted.add(new Single(id, audit));
      }
    } catch (IOException unreadable) {
      faults.add("%s, byte %d: %s", Folder.SINGLES, offset, unreadable.getMessage());
    }
  }

  /** The version that an audit of the list had at its address; 0 where none was answered. */
  long version(String id) {
    return Optional.ofNullable(listed.get(id))
        .flatMap(Single::audit)
        .map(ServedAudit::version)
        .orElse(0L);
  }

  /** Compares what an audit's address answered, when it is of the version of its entries so far. */
  void compare(String id, AuditState state, Comparison comparison) {
    Optional.ofNullable(listed.get(id))
        .flatMap(Single::audit)
        .filter(audit -> audit.version() == state.sequence)
        .ifPresent(audit -> {
          comparison.compare(audit, state, WHERE);
          var _ = compared.add(id);
        });
  }

  /** Says which answers contradict the list or the entries. */
  void end(Map<String, AuditState> states) {
    listed.forEach((id, single) -> {
      var state = states.get(id);
      if (state != null && state.sequence > 0) {
        listed(single, state);
      }
    });
    for (var single : deleted) {
      var state = states.get(single.id());
      if (single.audit().isPresent() && isDeleted(state)) {
        faults.add("audit %s: was deleted, and its address answers", single.id());
      }
    }
  }

  private void listed(Single single, AuditState state) {
    if (single.audit().isEmpty()) {
      if (!state.deleted) {
        faults.add("audit %s: is in the list, and its address answers 404", single.id());
      }
      return;
    }
    long version = single.audit().get().version();
    if (version < state.servedVersion) {
      faults.add(
          "audit %s: its address answers version %d, and the list had %d before",
          single.id(), version, state.servedVersion);
    } else if (version > state.sequence) {
      faults.add(
          "audit %s, sequence %d: its address answers, and its entries end at %d",
          single.id(), version, state.sequence);
    } else if (!compared.contains(single.id())) {
      faults.add(
          state.deleted && !state.isUnsaid()
              ? "audit %s: was deleted, and its address answers"
              : "audit %s: its address answers, and its first entries were pruned, and no snapshot"
                  + " says what it was",
          single.id());
    }
  }

  private static boolean isDeleted(@Nullable AuditState state) {
    return state != null && state.deleted;
  }
}
