package gateway.graph;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * How long the body of a request may take to come to its end, whether somebody reads it or not: a
 * request that is answered before its body has come would otherwise be read for ever, and counted
 * by nobody.
 */
@ApplicationScoped
class BodyDeadline {

  /** Bounds of a body. */
  @ConfigMapping(prefix = "gateway.http")
  interface Settings {
    /**
     * How long a body may take to arrive, from its head on; then the connection is closed. 1.5 MiB
     * in a minute is 25 kB a second: no honest client is slower.
     */
    @WithDefault("60s")
    Duration bodyTimeout();
  }

  private final Vertx vertx;
  private final long millis;

  BodyDeadline(Vertx vertx, Settings settings) {
    this.vertx = vertx;
    this.millis = settings.bodyTimeout().toMillis();
  }

  /**
   * From now on the connection is closed unless the body ends in time.
   *
   * @return what is run when it ends
   */
  Runnable start(HttpServerRequest http) {
    long timer =
        vertx.setTimer(
            millis,
            _ -> {
              var _ = http.connection().close();
            });
    return () -> {
      boolean _ = vertx.cancelTimer(timer);
    };
  }

  /** Reads a request to its end, and throws away what comes. */
  void discard(HttpServerRequest http) {
    if (announcesBody(http)) {
      var deadline = start(http);
      http.endHandler(_ -> deadline.run());
    }
    http.resume();
  }

  private static boolean announcesBody(HttpServerRequest http) {
    return http.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
        || http.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
  }
}
