package gateway.operations.guard;

import gateway.graph.ErrorCode;
import java.util.Optional;

/**
 * Where in a request the bytes of a connection stand. The states follow the grammar of RFC 9112 in
 * its strict reading: what it lets a recipient tolerate or repair is refused, because the next
 * recipient may repair it in another way.
 *
 * <p>They hold no bytes. What must be remembered across reads stands in {@link RequestHead}.
 */
sealed interface State permits Line, Fields, Chunks, State.Body, State.Refused {

  byte CR = '\r';
  byte LF = '\n';

  /**
   * Takes at least one byte, or goes to a state that does.
   *
   * @param in has at least one byte
   * @return the same state when the bytes ran out in it
   */
  State read(Input in, RequestHead request);

  static Refused refused(Reason reason, String message) {
    return new Refused(reason, ErrorCode.BAD_REQUEST, message);
  }

  static State refusedOr(Optional<Refused> fault, State next) {
    return fault.isPresent() ? fault.get() : next;
  }

  /** The second byte of a line's end: a bare CR is refused (RFC 9112 §2.2). */
  static State lineFeed(Input in, State next) {
    return in.takeIf(LF) ? next : bareReturn();
  }

  static State bareReturn() {
    return refused(Reason.LINE_END, "A line ends with a bare CR; it must end with CR LF.");
  }

  /**
   * Content whose length is known: a whole body (RFC 9112 §6.2), or the data of one chunk (§7.1).
   */
  record Body(long remaining, State next) implements State {
    @Override
    public State read(Input in, RequestHead request) {
      long left = remaining - in.takeUpTo(remaining);
      return left == 0 ? next : new Body(left, next);
    }
  }

  /** No byte of this connection counts any more. */
  record Refused(Reason reason, ErrorCode code, String message) implements State {
    @Override
    public State read(Input in, RequestHead request) {
      var _ = in.takeUpTo(Long.MAX_VALUE);
      return this;
    }
  }
}
