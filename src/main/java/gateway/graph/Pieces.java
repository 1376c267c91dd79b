package gateway.graph;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A body that is made while it is sent, so that no more of it is in memory than one piece. Nothing
 * is begun before the first piece is asked for; all of it happens on one event loop.
 */
public interface Pieces {

  /**
   * The next piece, empty behind the last one; asked for when the piece before is sent. A failure
   * of the first is answered as any other; one of a later piece breaks the answer off.
   */
  Uni<Optional<Buffer>> next();

  /**
   * Gives up what is under way and gives back what is held. Needless after the end or a failure,
   * and harmless.
   */
  void stop();
}
