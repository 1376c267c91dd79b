package gateway.operations.retention;

/** Why a log's pruning stops here; what is done of it is whole, and the next run goes on. */
final class Unfinished extends RuntimeException {

  Unfinished(String reason) {
    super(reason, null, false, false);
  }
}
