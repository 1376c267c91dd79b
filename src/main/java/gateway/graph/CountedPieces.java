package gateway.graph;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * The pieces of an answer that is counted once, when it has ended: as what broke it off, or else as
 * the 200 that it began with, to whose end the client may not have listened.
 */
final class CountedPieces implements Pieces {

  private final Pieces pieces;
  private final Asked asked;
  private final Failures failures;
  private final RequestMeters meters;
  private boolean isCounted;

  CountedPieces(Pieces pieces, Asked asked, Failures failures, RequestMeters meters) {
    this.pieces = pieces;
    this.asked = asked;
    this.failures = failures;
    this.meters = meters;
  }

  @Override
  public Uni<Optional<Buffer>> next() {
    return pieces.next().onFailure().transform(this::failed);
  }

  /** Is called behind every end (see {@link Sending}). */
  @Override
  public void stop() {
    pieces.stop();
    if (!isCounted) {
      isCounted = true;
      meters.answered(asked, 200);
    }
  }

  private Problem failed(Throwable failure) {
    if (isCounted) {
      // What was stopped fails, too.
      return Failures.problem(failure);
    }
    isCounted = true;
    return failures.report(asked, failure);
  }
}
