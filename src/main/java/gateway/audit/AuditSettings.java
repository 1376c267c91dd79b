package gateway.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the resource. */
@ConfigMapping(prefix = "gateway")
interface AuditSettings {
  /**
   * {@code expose}: ordinary values. {@code mask}: {@code unknownFutureValue} unless the client
   * prefers otherwise.
   */
  @WithDefault("expose")
  EvolvableEnums.Mode evolvableEnums();

  /** Whether PATCH and DELETE are refused without an {@code If-Match}. */
  @WithDefault("false")
  boolean requireIfMatch();
}
