package gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A start of its own, whose connections to the database a test can use up and wait for. */
public final class SmallPool implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.datasource.reactive.max-size", "2",
        "gateway.database.queue", "110",
        "gateway.database.acquire-timeout", "3s",
        "gateway.database.statement-timeout", "2s");
  }
}
