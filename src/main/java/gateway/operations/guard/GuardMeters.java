package gateway.operations.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Counts the connections that guards end. Of the client nothing is known there, and nothing of its
 * bytes becomes a label.
 */
final class GuardMeters {

  private final MeterRegistry registry;

  GuardMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Reason reason : Reason.values()) {
      // There from the start, so that the first refusal is an increase.
      var _ = counter(reason);
    }
  }

  void refused(Reason reason) {
    counter(reason).increment();
  }

  private Counter counter(Reason reason) {
    return Counter.builder("gateway.connections.refused")
        .description("Connections ended because what came was no request, by why it was none.")
        .tag("reason", reason.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
