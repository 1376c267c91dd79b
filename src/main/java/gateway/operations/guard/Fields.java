package gateway.operations.guard;

import gateway.graph.ErrorCode;

/**
 * The lines of fields after the request line (RFC 9112 §5), and the trailers after a chunked body
 * (§7.1.2).
 */
enum Fields implements State {

  /** The start of a line: a field, or the empty line that ends the block. */
  LINE {
    @Override
    public State read(Input in, RequestHead request) {
      if (in.takeIf(CR)) {
        return END;
      }
      request.name().begin();
      return NAME;
    }
  },

  /**
   * No whitespace may stand before the name, which would be obs-fold (RFC 9112 §5.2), nor before
   * the colon (§5.1).
   */
  NAME {
    @Override
    public State read(Input in, RequestHead request) {
      request.addToFields(in.takeWhile(request.name()));
      if (request.areFieldsTooLong()) {
        return tooLong();
      }
      if (!in.hasMore()) {
        return this;
      }
      if (request.name().isEmpty() || !in.takeIf((byte) ':')) {
        return State.refused(
            Reason.HEADER,
            "A header line must begin with a name and a colon, no whitespace before either.");
      }
      return request.beginValue() == Field.OTHER ? VALUE : KNOWN_VALUE;
    }
  },

  VALUE {
    @Override
    public State read(Input in, RequestHead request) {
      request.addToFields(in.takeWhile(Bytes.FIELD_TEXT));
      if (request.areFieldsTooLong()) {
        return tooLong();
      }
      if (!in.hasMore()) {
        return this;
      }
      return in.takeIf(CR) ? LINE_END : controlCharacter();
    }
  },

  /** The value of one of {@link Field}. */
  KNOWN_VALUE {
    @Override
    public State read(Input in, RequestHead request) {
      request.addToFields(in.takeWhile(request.value()));
      if (request.areFieldsTooLong()) {
        return tooLong();
      }
      if (!in.hasMore()) {
        return this;
      }
      return in.takeIf(CR) ? State.refusedOr(request.faultOfField(), LINE_END) : controlCharacter();
    }
  },

  LINE_END {
    @Override
    public State read(Input in, RequestHead request) {
      var next = State.lineFeed(in, LINE);
      if (next == LINE) {
        request.endLine();
      }
      return next;
    }
  },

  END {
    @Override
    public State read(Input in, RequestHead request) {
      if (!in.takeIf(LF)) {
        return State.bareReturn();
      }
      return request.isInTrailers()
          ? Line.START
          : State.refusedOr(request.endHead(), content(request));
    }
  };

  private static State content(RequestHead request) {
    if (request.isChunked()) {
      return Chunks.SIZE;
    }
    return request.contentLength() > 0 ? new Body(request.contentLength(), Line.START) : Line.START;
  }

  private static State tooLong() {
    return new Refused(
        Reason.LONG_HEADERS,
        ErrorCode.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "The headers are longer than %d bytes.".formatted(RequestHead.LONGEST_FIELDS));
  }

  private static State controlCharacter() {
    return State.refused(
        Reason.HEADER, "A header's value holds a control character, or a line ends without CR LF.");
  }
}
