package gateway.operations.development;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** How an action ended, and so which updates its audit gets. */
enum Outcome {
  PENDING(4),
  ACTIVE(3, "active"),
  DONE(72, "active", "done"),
  FAILED(10, "active", "failed"),
  CANCELED(6, "canceled"),
  NOT_SUPPORTED(5, "notSupported");

  /** In percent; the weights of all are 100. */
  private final int weight;

  private final List<String> states;

  Outcome(int weight, String... states) {
    this.weight = weight;
    this.states = List.of(states);
  }

  static Outcome any(Random random) {
    int rest = random.nextInt(100);
    for (Outcome outcome : values()) {
      rest -= outcome.weight;
      if (rest < 0) {
        return outcome;
      }
    }
    throw new IllegalStateException("The weights are less than 100.");
  }

  /** The updates: people cancel, the device service reports the rest. */
  List<SampleAudit.Change> changes(Principal initiator, Random random) {
    var service = Principal.deviceService(initiator.tenant());
    var changes = new ArrayList<SampleAudit.Change>();
    for (String state : states) {
      var by = state.equals("canceled") ? colleague(initiator, random) : service;
      changes.add(new SampleAudit.Change(by, Map.of("actionState", state)));
    }
    if (this == DONE && random.nextInt(12) == 0) {
      changes.add(new SampleAudit.Change(service, ownerLeft()));
    }
    return changes;
  }

  private static Principal colleague(Principal initiator, Random random) {
    var administrators = initiator.tenant().administrators();
    return administrators.get(random.nextInt(administrators.size()));
  }

  private static Map<String, @Nullable String> ownerLeft() {
    return Collections.singletonMap("deviceOwnerUserPrincipalName", null);
  }
}
