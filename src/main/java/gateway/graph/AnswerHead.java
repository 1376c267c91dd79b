package gateway.graph;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Status and headers of an answer on its connection (contract §5): those that every answer carries,
 * those that speak of the connection, and its own.
 */
@ApplicationScoped
class AnswerHead {

  private final HttpDate date;
  private volatile boolean isServiceStopping;

  AnswerHead(HttpDate date) {
    this.date = date;
  }

  /** The framework says so only in answers to requests that begin from now on. */
  void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
    isServiceStopping = true;
  }

  void write(HttpServerResponse out, Peer peer, RequestIds ids, Response response) {
    out.setStatusCode(response.status());
    var headers = out.headers();
    CommonHeaders.add(ids, headers::add);
    headers.add(HttpHeaderNames.DATE, date.now());
    if (peer.tls()) {
      headers.add("Strict-Transport-Security", CommonHeaders.HSTS);
    }
    response
        .headers()
        .forEach((name, value) -> {
          if (value.isEmpty()) {
            headers.remove(name);
          } else {
            headers.set(name, value);
          }
        });
    if (isServiceStopping) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    // Quarkus sets "identity" on every answer; without it, what the client accepts is compressed.
    headers.remove(HttpHeaderNames.CONTENT_ENCODING);
    headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
  }
}
