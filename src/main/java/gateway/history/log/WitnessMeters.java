package gateway.history.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * What comes of asking the witnesses, by the names that the operator gave; no label names a log.
 */
@Singleton
final class WitnessMeters {

  /** What came of asking one witness for one log. */
  enum Result {
    /** It signed. */
    COSIGNED,
    /** It has cosigned a larger tree than the database has. */
    AHEAD,
    /** Other pods were faster each time. */
    OVERTAKEN,
    /** It has cosigned what the log does not contain. */
    CONTRADICTED,
    /** It does not take this log. */
    REFUSED,
    /** It gave no answer, or none that a witness gives. */
    AWAY,
    /** It was the gateway, or its database, that failed. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);
  }

  private final MeterRegistry registry;

  WitnessMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Begins with zeros: an increase from nothing is none, and the first refusal is an alert. */
  void watch(String witness, BooleanSupplier away) {
    for (var result : Result.values()) {
      var _ = visits(witness, result);
    }
    var _ =
        Gauge.builder("gateway.log.witness.away", () -> away.getAsBoolean() ? 1 : 0)
            .description("1 while a witness does not answer this pod.")
            .tag("witness", witness)
            .register(registry);
  }

  void visited(String witness, Result result) {
    visits(witness, result).increment();
  }

  private Counter visits(String witness, Result result) {
    return Counter.builder("gateway.log.witness.visits")
        .description("Checkpoints that this pod asked a witness to cosign, by what came of it.")
        .tag("witness", witness)
        .tag("result", result.label)
        .register(registry);
  }
}
