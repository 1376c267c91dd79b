package gateway.operations;

import gateway.history.log.Behind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * How many logs are not signed because their database is behind, as the gauge {@code
 * gateway_log_behind} and as a detail of readiness. The service serves all the same: requests do
 * not wait for checkpoints.
 */
@Readiness
@ApplicationScoped
class LogsBehind implements HealthCheck {

  /** An example leads to the lines of the log; a list of all could be of any length. */
  private static final int NAMED = 5;

  private final Behind behind;

  LogsBehind(Behind behind) {
    this.behind = behind;
  }

  void start(@Observes StartupEvent started, MeterRegistry meters) {
    var _ =
        Gauge.builder("gateway.log.behind", behind, Behind::count)
            .description(
                "Logs that are not signed, since their database lacks what was seen of them.")
            .register(meters);
  }

  @Override
  public HealthCheckResponse call() {
    var response =
        HealthCheckResponse.named("logs").up().withData("logsBehind", (long) behind.count());
    String tenants =
        behind.some(NAMED).stream().map(String::valueOf).collect(Collectors.joining(", "));
    return (tenants.isEmpty() ? response : response.withData("tenantsBehind", tenants)).build();
  }
}
