package gateway.collection;

import gateway.graph.Pieces;
import gateway.graph.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One export on its way, a batch of rows at a time. */
final class ExportedRows implements Pieces {

  private final Supplier<Uni<List<Row>>> batches;
  private final Runnable stopping;
  private final ExportText text;
  private final Exports exports;
  private final Clock clock;

  private State state = new State.Waiting();

  /** Where it stands. */
  private sealed interface State {
    /** Nothing is begun. */
    record Waiting() implements State {}

    /**
     * Counted among those under way.
     *
     * @param end when it has to have ended
     * @param headed whether what stands before the first row is written
     */
    record Running(Instant end, boolean headed) implements State {}

    record Ended() implements State {}
  }

  /**
   * @param batches gives the next rows, none behind the last
   * @param stopping ends that before its end
   */
  ExportedRows(
      Supplier<Uni<List<Row>>> batches,
      Runnable stopping,
      ExportText text,
      Exports exports,
      Clock clock) {
    this.batches = batches;
    this.stopping = stopping;
    this.text = text;
    this.exports = exports;
    this.clock = clock;
  }

  @Override
  public Uni<Optional<Buffer>> next() {
    return switch (state) {
      case State.Waiting _ -> {
        try {
          exports.begin();
        } catch (Problem full) {
          yield Uni.createFrom().failure(full);
        }
        state = new State.Running(clock.instant().plus(exports.longest()), false);
        yield piece(false);
      }
      case State.Running(Instant end, boolean _) when clock.instant().isAfter(end) -> {
        stop();
        yield Uni.createFrom()
            .failure(
                Problem.unavailable(
                    "The export took longer than %s.".formatted(exports.longest()),
                    new TimeoutException("gateway.export.longest")));
      }
      case State.Running(Instant _, boolean headed) -> piece(headed);
      case State.Ended _ -> Uni.createFrom().item(Optional.empty());
    };
  }

  @Override
  public void stop() {
    stopping.run();
    end();
  }

  private Uni<Optional<Buffer>> piece(boolean headed) {
    return batches.get().map(batch -> written(batch, headed)).onFailure().invoke(this::stop);
  }

  private Optional<Buffer> written(List<Row> batch, boolean headed) {
    var piece = headed ? Buffer.buffer() : text.head();
    piece.appendBuffer(text.rows(batch));
    if (piece.length() == 0) {
      end();
      return Optional.empty();
    }
    if (state instanceof State.Running(Instant end, boolean _)) {
      state = new State.Running(end, true);
    }
    return Optional.of(piece);
  }

  private void end() {
    if (state instanceof State.Running) {
      exports.end();
    }
    state = new State.Ended();
  }
}
