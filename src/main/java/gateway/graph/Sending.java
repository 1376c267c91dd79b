package gateway.graph;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sends a body in {@link Pieces}, at the pace at which the client takes them: the next is made when
 * the one before has left for the network. A client that goes away stops what makes them.
 *
 * <p>The answer begins with the first piece. What fails later ends the connection without the
 * closing chunk, so that a client can tell a part from the whole (RFC 9112 §8). A client of
 * HTTP/1.0, whose bodies end with the connection, cannot.
 */
final class Sending {

  private final HttpServerResponse out;
  private final HttpConnection connection;
  private final Pieces pieces;
  private final Outcome outcome;
  private boolean begun;

  /**
   * What is done at the seams.
   *
   * @param begins writes the head
   * @param refused answers a failure of the first piece
   */
  record Outcome(Runnable begins, Consumer<Throwable> refused) {}

  private Sending(
      HttpServerResponse out, HttpConnection connection, Pieces pieces, Outcome outcome) {
    this.out = out;
    this.connection = connection;
    this.pieces = pieces;
    this.outcome = outcome;
  }

  /** Begins, on the event loop of the request. */
  static void start(RoutingContext context, Pieces pieces, Outcome outcome) {
    var out = context.response();
    if (out.closed()) {
      pieces.stop();
      return;
    }
    int _ = context.addEndHandler(_ -> pieces.stop());
    new Sending(out, context.request().connection(), pieces, outcome).next();
  }

  private void next() {
    var _ = pieces.next().subscribe().with(this::send, this::fail);
  }

  private void send(Optional<Buffer> piece) {
    if (out.closed()) {
      pieces.stop();
      return;
    }
    if (!begun) {
      begun = true;
      outcome.begins().run();
      out.setChunked(true);
    }
    if (piece.isEmpty()) {
      out.end();
    } else {
      out.write(piece.get()).onSuccess(_ -> next()).onFailure(_ -> pieces.stop());
    }
  }

  private void fail(Throwable failure) {
    if (out.closed()) {
      return;
    }
    if (!begun) {
      outcome.refused().accept(failure);
    } else {
      // Not by reset(), which tells nobody that the request is over: neither who counts those that
      // are under way, nor who waits for them when the service stops.
      var _ = connection.close();
    }
  }
}
