package gateway.graph;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Sends the whole body of an answer. What the client has not taken of it stays in memory, and
 * counts among the {@link HeldBytes} until it has, or its connection is closed.
 */
@ApplicationScoped
class AnswerBody {

  private final HeldBytes held;

  AnswerBody(HeldBytes held) {
    this.held = held;
  }

  /** Ends an answer; its head is written. */
  void end(HttpServerResponse out, Buffer body) {
    if (body.length() == 0) {
      var _ = out.end();
    } else {
      var share = held.share();
      share.takeAnyway(body.length());
      var _ = out.end(body).onComplete(_ -> share.giveBack());
    }
  }
}
