package gateway.audit;

import gateway.history.EntryOperation;
import gateway.history.RecordedChange;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an action went (contract §11): through which states, how long it stayed in each, and when it
 * was completed.
 *
 * @param completed when the first of the states that end an action was entered
 * @param secondsToCompletion from the audit's first entry; empty without its creation, as nobody
 *     knows when it began
 */
record Timeline(
    List<State> states,
    Optional<OffsetDateTime> completed,
    Optional<BigDecimal> secondsToCompletion) {

  /** The property whose course it is. */
  static final String STATE = AuditProperty.ACTION_STATE.wireName();

  private static final Set<String> COMPLETED = Set.of("done", "failed", "canceled", "notSupported");

  /**
   * A state and the entry that brought it.
   *
   * @param entered empty where that entry was pruned
   * @param left when another took its place, or the audit was deleted; empty for the present one
   */
  record State(String name, Optional<RecordedChange> entered, Optional<OffsetDateTime> left) {

    Optional<OffsetDateTime> since() {
      return entered.map(RecordedChange::changedDateTime);
    }

    /** In seconds; empty for the present state, and where the entry was pruned. */
    Optional<BigDecimal> duration() {
      return since().flatMap(since -> left.map(until -> seconds(since, until)));
    }
  }

  /**
   * The course that entries tell.
   *
   * @param entries those of one audit in which its state came or changed, oldest first, at least
   *     one
   */
  static Timeline of(List<RecordedChange> entries) {
    var states = states(entries);
    var completed =
        states.stream()
            .filter(state -> COMPLETED.contains(state.name()))
            .findFirst()
            .flatMap(State::since);
    var began = entries.getFirst().changedDateTime();
    return new Timeline(
        states, completed, completed.filter(_ -> isWhole(entries)).map(at -> seconds(began, at)));
  }

  private static boolean isWhole(List<RecordedChange> entries) {
    return entries.getFirst().operation() == EntryOperation.CREATE;
  }

  private static List<State> states(List<RecordedChange> entries) {
    var states = new ArrayList<State>();
    for (var entry : entries) {
      for (var change : entry.changes()) {
        if (change.property().equals(STATE)) {
          boolean again = entry.operation() == EntryOperation.SNAPSHOT;
          if (states.isEmpty() && !isWhole(entries)) {
            var first = again ? change.after() : change.before();
            first.ifPresent(
                name -> states.add(new State(name, Optional.empty(), Optional.empty())));
          }
          if (!again) {
            enter(states, entry, change.after());
          }
        }
      }
    }
    return states;
  }

  private static void enter(List<State> states, RecordedChange entry, Optional<String> next) {
    if (!states.isEmpty()) {
      var last = states.removeLast();
      states.add(new State(last.name(), last.entered(), Optional.of(entry.changedDateTime())));
    }
    next.ifPresent(name -> states.add(new State(name, Optional.of(entry), Optional.empty())));
  }

  private static BigDecimal seconds(OffsetDateTime from, OffsetDateTime to) {
    return BigDecimal.valueOf(ChronoUnit.MICROS.between(from, to), 6);
  }
}
