package gateway.graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a client may take, on the socket's side. */
@ConfigMapping(prefix = "gateway.http")
interface HttpTimeouts {

  /**
   * How long a body may take to arrive, from its head on; then the connection is closed. 1.5 MiB in
   * a minute is 25 kB a second: no honest client is slower.
   */
  @WithDefault("60s")
  Duration bodyTimeout();

  /**
   * How long a client may take for one answer; then the connection is closed. As long as a silent
   * connection lives (quarkus.http.idle-timeout): for a page of 1,000 usual audits, 600 kB, that is
   * 8 kB a second. Exports have a bound of their own.
   */
  @WithDefault("75s")
  Duration answerTimeout();
}
