package gateway.history.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** What this pod has done to the logs of all tenants; no label names one of them. */
@Singleton
final class LogMeters {

  private final Timer batches;
  private final Counter entries;
  private final Counter checkpoints;
  private final Counter unsequenced;
  private final Counter unsigned;

  LogMeters(MeterRegistry registry) {
    batches =
        Timer.builder("gateway.log.batch")
            .description("Transactions that gave entries their places, from lock to commit.")
            .register(registry);
    entries =
        Counter.builder("gateway.log.entries.sequenced")
            .description("Entries to which this pod gave their places.")
            .register(registry);
    checkpoints =
        Counter.builder("gateway.log.checkpoints")
            .description("Checkpoints that this pod signed.")
            .register(registry);
    unsequenced = failures(registry, "sequence");
    unsigned = failures(registry, "sign");
  }

  private static Counter failures(MeterRegistry registry, String work) {
    return Counter.builder("gateway.log.failures")
        .description("Attempts at a log that failed and are made again.")
        .tag("work", work)
        .register(registry);
  }

  void sequenced(int count, long nanos) {
    if (count > 0) {
      batches.record(nanos, TimeUnit.NANOSECONDS);
      entries.increment(count);
    }
  }

  void notSequenced() {
    unsequenced.increment();
  }

  void signed() {
    checkpoints.increment();
  }

  void notSigned() {
    unsigned.increment();
  }
}
