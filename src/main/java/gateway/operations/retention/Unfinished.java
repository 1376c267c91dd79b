package gateway.operations.retention;

/** Why a log's pruning stops here; what is done of it is whole, and the next run goes on. */
class Unfinished extends RuntimeException {

  Unfinished(String reason) {
    super(reason, null, false, false);
  }

  /** No pod lets the log grow: so it may be with every other one. */
  static final class StandsStill extends Unfinished {
    StandsStill(String reason) {
      super(reason);
    }
  }
}
