package gateway.graph;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rate, errors and durations of requests. Every label has a closed set of values: operations are
 * those that the routes have, statuses those of the contract, reasons those of an enum.
 *
 * <p>The histogram has no status, and the counter no buckets: the two together would be thousands
 * of series that anyone could make appear.
 */
@Singleton
public final class RequestMeters {

  /**
   * From the time of a read by key to the longest that a statement may run, with 500 ms, at which
   * an alert fires, among them.
   */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private record Answered(String operation, int status, boolean part) {}

  private record Took(String operation, String outcome) {}

  private final MeterRegistry registry;
  private final Map<Answered, Counter> answers = new ConcurrentHashMap<>();
  private final Map<Took, Timer> times = new ConcurrentHashMap<>();
  private final AtomicInteger active;
  private final Counter defects;

  public RequestMeters(MeterRegistry registry) {
    this.registry = registry;
    this.active = new AtomicInteger();
    var _ =
        Gauge.builder("gateway.requests.active", active, AtomicInteger::get)
            .description("Requests under way, parts of batches among them.")
            .register(registry);
    // There from the start, since an alert asks for the first one: a series that begins with its
    // first event shows no increase.
    this.defects =
        Counter.builder("gateway.defects")
            .description("Requests answered with 500.")
            .register(registry);
    // There from the start, so that who asks for them finds them.
    var _ = unavailable(Problem.UNSAID);
    var _ = token(Problem.UNSAID);
    var _ = limited(Problem.UNSAID);
  }

  /** A request begins; {@link #ends} is called once for it. */
  void begins() {
    int _ = active.incrementAndGet();
  }

  void ends() {
    int _ = active.decrementAndGet();
  }

  /** Counts an answer. */
  void answered(Asked asked, int status) {
    answers
        .computeIfAbsent(new Answered(asked.operation(), status, asked.part()), this::counter)
        .increment();
  }

  /** Counts an error answer, and what of it has a metric of its own. */
  void refused(Asked asked, Problem problem) {
    answered(asked, problem.code().status());
    switch (problem.code()) {
      case INVALID_AUTHENTICATION_TOKEN -> token(problem.reason()).increment();
      case TOO_MANY_REQUESTS -> limited(problem.reason()).increment();
      case INTERNAL_SERVER_ERROR -> defects.increment();
      case SERVICE_UNAVAILABLE -> unavailable(problem.reason()).increment();
      default -> {
        // The status says it all.
      }
    }
  }

  /** Records how long an answer took to be ready. */
  void took(Asked asked, int status, long nanos) {
    times
        .computeIfAbsent(new Took(asked.operation(), outcome(status)), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Counter token(String reason) {
    return Counter.builder("gateway.tokens.refused")
        .description("Requests refused for their access token, by what was wrong with it.")
        .tag("reason", reason)
        .register(registry);
  }

  private Counter limited(String limit) {
    return Counter.builder("gateway.requests.limited")
        .description("Requests over a rate, by the limit that they met.")
        .tag("limit", limit)
        .register(registry);
  }

  private Counter unavailable(String reason) {
    return Counter.builder("gateway.requests.unavailable")
        .description("Requests that could not be served now, by why.")
        .tag("reason", reason)
        .register(registry);
  }

  private static String outcome(int status) {
    return status < 400 ? "done" : status < 500 ? "refused" : "failed";
  }

  private Counter counter(Answered answered) {
    return Counter.builder("gateway.requests")
        .description("Requests by what they were answered, parts of batches among them.")
        .tag("operation", answered.operation())
        .tag("status", Integer.toString(answered.status()))
        .tag("part", Boolean.toString(answered.part()))
        .register(registry);
  }

  private Timer timer(Took took) {
    return Timer.builder("gateway.request")
        .description("From a whole request to an answer that can be sent.")
        .tag("operation", took.operation())
        .tag("outcome", took.outcome())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
