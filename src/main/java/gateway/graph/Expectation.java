package gateway.graph;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers that come before the body: to a client that asks before it sends one ({@code Expect:
 * 100-continue}, RFC 9110 §10.1.1), and to one that sends too much.
 */
final class Expectation {

  private Expectation() {}

  /**
   * Whether a body will come, and not before the client was told to send it. HTTP/1.0 has no
   * interim answers, and whoever speaks it waits for none.
   */
  static boolean isContinue(HttpServerRequest http) {
    return http.version() != HttpVersion.HTTP_1_0
        && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(
            http.headers().get(HttpHeaderNames.EXPECT))
        && (announcesMoreThan(0, http)
            || http.headers().contains(HttpHeaderNames.TRANSFER_ENCODING));
  }

  /**
   * The answer is the connection's last: whether the body comes all the same cannot be known, and
   * it is no next request. What comes of it is thrown away where the connection ends ({@code
   * operations.guard}).
   */
  static void closeBehindAnswer(RoutingContext context) {
    // Late, since Vert.x itself writes to HTTP/1.0 that the connection stays.
    int _ =
        context.addHeadersEndHandler(_ -> {
          var _ = context.response().putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        });
  }

  /** Whether the head says how large the body is; one in gzip says so only once it is unpacked. */
  static boolean isSized(HttpServerRequest http) {
    String coding = http.headers().get(HttpHeaderNames.CONTENT_ENCODING);
    return http.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
        && (coding == null || !ContentCoding.isGzip(coding));
  }

  /**
   * HTTP/1.0 has no chunks: where no length is known, only the connection's end tells where the
   * answer ends (RFC 9112 §6.3), also for a client that wants the connection kept.
   */
  static void closeBehindPieces(RoutingContext context) {
    if (context.request().version() == HttpVersion.HTTP_1_0) {
      closeBehindAnswer(context);
    }
  }

  /** Whether the body will be larger than so many bytes; one in chunks may say so only later. */
  static boolean announcesMoreThan(int limit, HttpServerRequest http) {
    String length = http.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    // At most 18 digits: the guard lets no other through.
    return length != null && Long.parseLong(length) > limit;
  }
}
