package gateway.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whose tokens are believed. Key and audiences have MicroProfile JWT's own names. */
@ConfigMapping(prefix = "gateway")
public interface TokenSettings {

  /**
   * Issuers, compared exactly; {@code {tenantid}} in one stands for the tenant of the token.
   * Required.
   */
  Optional<List<String>> trustedIssuers();

  /**
   * The least time between two readings of the keys; at least one second. A new key is known after
   * this time at the latest.
   */
  @WithDefault("PT30S")
  Duration jwksInterval();
}
