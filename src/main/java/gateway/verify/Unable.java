package gateway.verify;

/** The verifier could not run; the message says what to change, in one line. */
final class Unable extends RuntimeException {

  Unable(String what) {
    super(what);
  }

  Unable(String what, Throwable cause) {
    super(what + ": " + String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", " "), cause);
  }
}
