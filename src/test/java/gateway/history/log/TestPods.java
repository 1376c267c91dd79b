package gateway.history.log;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Further publishers at the logs of the service under test, as other pods have them. */
@ApplicationScoped
class TestPods {

  private final LogStore store;
  private final LogSigning signing;
  private final Cosigning cosigning;
  private final Seen seen;
  private final Behind behind;
  private final Clock clock;
  private final LogMeters meters = new LogMeters(new SimpleMeterRegistry());

  TestPods(
      LogStore store,
      LogSigning signing,
      Cosigning cosigning,
      Seen seen,
      Behind behind,
      Clock clock) {
    this.store = store;
    this.signing = signing;
    this.cosigning = cosigning;
    this.seen = seen;
    this.behind = behind;
    this.clock = clock;
  }

  /** A publisher that has seen what the service has. */
  Publisher publisher(Duration heartbeat) {
    return new Publisher(store, signing, cosigning, seen, behind, clock, heartbeat, meters);
  }

  /** A pod that has seen nothing, and asks the witnesses itself. */
  Publisher publisher(Cosigning other, Seen nothing) {
    return new Publisher(
        store, signing, other, nothing, new Behind(clock), clock, Duration.ofMinutes(59), meters);
  }

  /** A pod that has seen what is given, and nothing else. */
  Publisher publisher(Seen other, Duration heartbeat) {
    return new Publisher(
        store, signing, cosigning, other, new Behind(clock), clock, heartbeat, meters);
  }
}
