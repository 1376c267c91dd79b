package gateway.graph;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Sends the whole body of an answer. What the client has not taken of it stays in memory: it counts
 * among the {@link HeldBytes} until then, and the client has so long to take it.
 */
@ApplicationScoped
class AnswerBody {

  private final Vertx vertx;
  private final HeldBytes held;
  private final long millis;

  AnswerBody(Vertx vertx, HeldBytes held, HttpTimeouts timeouts) {
    this.vertx = vertx;
    this.held = held;
    this.millis = timeouts.answerTimeout().toMillis();
  }

  /** Ends the answer to a request; its head is written. */
  void end(HttpServerRequest http, Buffer body) {
    if (body.length() == 0) {
      var _ = http.response().end();
      return;
    }
    var share = held.share();
    share.takeAnyway(body.length());
    var taken = http.response().end(body).onComplete(_ -> share.giveBack());
    if (!taken.isComplete()) {
      long deadline =
          vertx.setTimer(
              millis,
              _ -> {
                var _ = http.connection().close();
              });
      var _ = taken.onComplete(_ -> vertx.cancelTimer(deadline));
    }
  }
}
