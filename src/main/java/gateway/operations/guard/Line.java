package gateway.operations.guard;

import gateway.graph.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The request line (RFC 9112 §3): {@code method SP request-target SP HTTP-version CRLF}. */
enum Line implements State {

  /** Between two requests. */
  START {
    @Override
    public State read(Input in, RequestHead request) {
      request.begin();
      return in.takeIf(CR) ? BLANK : METHOD;
    }
  },

  /**
   * One empty line before a request is ignored, for old clients that send one after a body (RFC
   * 9112 §2.2).
   */
  BLANK {
    @Override
    public State read(Input in, RequestHead request) {
      return State.lineFeed(in, METHOD);
    }
  },

  METHOD {
    @Override
    public State read(Input in, RequestHead request) {
      var unfinished = unfinishedWord(in, request);
      if (unfinished != null) {
        return unfinished;
      }
      return in.takeIf((byte) ' ') && request.endMethod()
          ? TARGET
          : State.refused(
              Reason.REQUEST_LINE, "The request line does not begin with a method and one space.");
    }
  },

  TARGET {
    @Override
    public State read(Input in, RequestHead request) {
      var unfinished = unfinishedWord(in, request);
      if (unfinished != null) {
        return unfinished;
      }
      return in.takeIf((byte) ' ') && request.endTarget()
          ? VERSION
          : State.refused(
              Reason.REQUEST_LINE,
              "The request target must be visible ASCII between two single spaces.");
    }
  },

  VERSION {
    @Override
    public State read(Input in, RequestHead request) {
      var unfinished = unfinishedWord(in, request);
      if (unfinished != null) {
        return unfinished;
      }
      return in.takeIf(CR) && request.endVersion()
          ? END
          : State.refused(
              Reason.REQUEST_LINE,
              "The request line must end with HTTP/1.1 or HTTP/1.0 and CR LF.");
    }
  },

  END {
    @Override
    public State read(Input in, RequestHead request) {
      return State.lineFeed(in, Fields.LINE);
    }
  };

  /** Where reading stands while a word of the line has no end yet; null when it has one. */
  @Nullable State unfinishedWord(Input in, RequestHead request) {
    request.addToLine(in.takeWhile(request.word()));
    if (request.isLineTooLong()) {
      return new Refused(
          Reason.LONG_REQUEST_LINE,
          ErrorCode.URI_TOO_LONG,
          "The request line is longer than %d bytes.".formatted(RequestHead.LONGEST_LINE));
    }
    return in.hasMore() ? null : this;
  }
}
