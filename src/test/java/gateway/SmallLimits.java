package gateway;

import gateway.tlog.Cosigner;
import gateway.tlog.SecretKey;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A start of its own, with limits that a test can reach, and a witness that is never there. */
public final class SmallLimits implements QuarkusTestProfile {

  public static final String WITNESS = "witness.example.org/away";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "gateway.rate-limit.enabled", "true",
        "gateway.rate-limit.application.writes", "3",
        "gateway.rate-limit.application.requests", "30",
        "gateway.http.body-timeout", "1s",
        // Nobody listens at port 1 of a machine that is not set up for it.
        "gateway.log.witnesses", witness() + " http://127.0.0.1:1");
  }

  private static String witness() {
    return new Cosigner(WITNESS, SecretKey.ofPem(TestWitness.pem())).verifierKey().toString();
  }
}
