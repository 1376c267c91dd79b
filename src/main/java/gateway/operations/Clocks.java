package gateway.operations;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The service's one clock. */
final class Clocks {

  private Clocks() {}

  @Produces
  @Singleton
  static Clock utc() {
    return Clock.systemUTC();
  }
}
