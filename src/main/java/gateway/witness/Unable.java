package gateway.witness;

/** The witness cannot run, or cannot go on; the message says what to change, in one line. */
public final class Unable extends RuntimeException {

  Unable(String what) {
    super(what);
  }

  Unable(String what, Throwable cause) {
    super(what + ": " + String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", " "), cause);
  }
}
