package gateway.operations.guard;

/**
 * A body in chunks (RFC 9112 §7.1): {@code chunk-size [ chunk-ext ] CRLF chunk-data CRLF}, the last
 * of size 0.
 */
enum Chunks implements State {
  SIZE {
    @Override
    public State read(Input in, RequestHead request) {
      while (in.hasMore()) {
        byte next = in.take();
        if (next == CR || next == ';') {
          return request.chunk().hasSize() ? afterWord(next, request) : wrongSize();
        }
        if (!request.chunk().addDigit(next)) {
          return wrongSize();
        }
      }
      return this;
    }
  },

  /**
   * An extension is ignored, but not one that other recipients might read in another way: no bad
   * whitespace, no line end within.
   */
  EXTENSION_NAME {
    @Override
    public State read(Input in, RequestHead request) {
      request.chunk().addToExtensions(in.takeWhile(Bytes.TOKEN));
      if (request.chunk().areExtensionsTooLong()) {
        return wrongExtension();
      }
      if (!in.hasMore()) {
        return this;
      }
      return request.chunk().isWordEmpty() ? wrongExtension() : afterWord(in.take(), request);
    }
  },

  EXTENSION_VALUE {
    @Override
    public State read(Input in, RequestHead request) {
      request.chunk().addToExtensions(in.takeWhile(Bytes.TOKEN));
      if (request.chunk().areExtensionsTooLong()) {
        return wrongExtension();
      }
      if (!in.hasMore()) {
        return this;
      }
      if (request.chunk().isWordEmpty()) {
        return in.takeIf((byte) '"') ? EXTENSION_QUOTED : wrongExtension();
      }
      return in.takeIf((byte) '=') ? wrongExtension() : afterWord(in.take(), request);
    }
  },

  EXTENSION_QUOTED {
    @Override
    public State read(Input in, RequestHead request) {
      request.chunk().addToExtensions(in.takeWhile(Bytes.QUOTED));
      if (request.chunk().areExtensionsTooLong()) {
        return wrongExtension();
      }
      if (!in.hasMore()) {
        return this;
      }
      if (in.takeIf((byte) '"')) {
        return EXTENSION_END;
      }
      request.chunk().addToExtensions(1);
      return in.takeIf((byte) '\\') ? EXTENSION_ESCAPED : wrongExtension();
    }
  },

  EXTENSION_ESCAPED {
    @Override
    public State read(Input in, RequestHead request) {
      request.chunk().addToExtensions(1);
      return Bytes.FIELD_TEXT.process(in.take()) ? EXTENSION_QUOTED : wrongExtension();
    }
  },

  EXTENSION_END {
    @Override
    public State read(Input in, RequestHead request) {
      return in.takeIf((byte) '=') ? wrongExtension() : afterWord(in.take(), request);
    }
  },

  SIZE_END {
    @Override
    public State read(Input in, RequestHead request) {
      long size = request.chunk().size();
      if (!in.takeIf(LF)) {
        return State.bareReturn();
      }
      if (size == 0) {
        request.beginTrailers();
        return Fields.LINE;
      }
      request.chunk().begin();
      return new Body(size, DATA_CR);
    }
  },

  DATA_CR {
    @Override
    public State read(Input in, RequestHead request) {
      return in.takeIf(CR)
          ? DATA_LF
          : State.refused(
              Reason.CHUNK,
              "A chunk is longer or shorter than its size, or does not end with CR LF.");
    }
  },

  DATA_LF {
    @Override
    public State read(Input in, RequestHead request) {
      return State.lineFeed(in, SIZE);
    }
  };

  /** What may follow the size, or a word of an extension. */
  private static State afterWord(byte next, RequestHead request) {
    if (next == CR) {
      return SIZE_END;
    }
    request.chunk().beginWord();
    return switch (next) {
      case ';' -> EXTENSION_NAME;
      case '=' -> EXTENSION_VALUE;
      default -> wrongExtension();
    };
  }

  private static State wrongSize() {
    return State.refused(
        Reason.CHUNK, "The size of a chunk must be one to eight hexadecimal digits, below 2 GiB.");
  }

  private static State wrongExtension() {
    return State.refused(
        Reason.CHUNK, "An extension of a chunk is malformed, or the extensions are too long.");
  }
}
