package gateway.graph;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** {@code Expect: 100-continue} (RFC 9110 §10.1.1): a client that asks before it sends its body. */
final class Expectation {

  private Expectation() {}

  /** HTTP/1.0 has no interim answers, and whoever speaks it waits for none. */
  static boolean isContinue(HttpServerRequest http) {
    return http.version() != HttpVersion.HTTP_1_0
        && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(
            http.headers().get(HttpHeaderNames.EXPECT));
  }

  /** Whether the body will be larger than so many bytes; one in chunks may say so only later. */
  static boolean announcesMoreThan(int limit, HttpServerRequest http) {
    String length = http.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    // At most 18 digits: the guard lets no other through.
    return length != null && Long.parseLong(length) > limit;
  }
}
