package gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A start of its own, with limits that a test can reach. */
public final class SmallLimits implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "gateway.rate-limit.enabled", "true",
        "gateway.rate-limit.application.writes", "3",
        "gateway.rate-limit.application.requests", "30",
        "gateway.http.body-timeout", "1s");
  }
}
