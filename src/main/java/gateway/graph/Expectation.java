package gateway.graph;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** {@code Expect: 100-continue} (RFC 9110 §10.1.1): a client that asks before it sends its body. */
final class Expectation {

  /** Time enough for a client to read a refusal and stop; as long as the guard has it. */
  private static final long LINGER_MILLIS = 2_000;

  private Expectation() {}

  /** HTTP/1.0 has no interim answers, and whoever speaks it waits for none. */
  static boolean isContinue(HttpServerRequest http) {
    return http.version() != HttpVersion.HTTP_1_0
        && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(
            http.headers().get(HttpHeaderNames.EXPECT));
  }

  /**
   * For an answer that comes before the body: it is the connection's last, since whether the body
   * comes all the same cannot be known. Until the connection ends, it is read and thrown away.
   */
  static void closeBehindAnswer(RoutingContext context) {
    var http = context.request();
    http.resume();
    http.response().putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    long _ =
        context
            .vertx()
            .setTimer(
                LINGER_MILLIS,
                _ -> {
                  var _ = http.connection().close();
                });
  }

  /** Whether the body will be larger than so many bytes; one in chunks may say so only later. */
  static boolean announcesMoreThan(int limit, HttpServerRequest http) {
    String length = http.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    // At most 18 digits: the guard lets no other through.
    return length != null && Long.parseLong(length) > limit;
  }
}
