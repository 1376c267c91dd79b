package gateway.operations;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Takes out of a span what may name a person before anybody can export it: a query holds what
 * somebody looks for, a path holds an id of the client's choosing, and an address is a person's.
 */
@Singleton
class SpanScrubbing implements SpanProcessor {

  /** A span's attributes can be replaced, and not removed. */
  private static final String REMOVED = "-";

  private static final List<AttributeKey<String>> PERSONAL =
      List.of(
          AttributeKey.stringKey("url.path"),
          AttributeKey.stringKey("url.query"),
          AttributeKey.stringKey("url.full"),
          AttributeKey.stringKey("client.address"),
          AttributeKey.stringKey("network.peer.address"),
          AttributeKey.stringKey("user_agent.original"),
          AttributeKey.stringKey("http.request.method_original"));

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    for (var key : PERSONAL) {
      if (span.getAttribute(key) != null) {
        var _ = span.setAttribute(key, REMOVED);
      }
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    // By now it can only be read.
  }

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
