package gateway.command;

/** A command could not run, or cannot go on; the message says what to change, in one line. */
public final class Unable extends RuntimeException {

  public Unable(String what) {
    super(what);
  }

  public Unable(String what, Throwable cause) {
    super(what + ": " + String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", " "), cause);
  }
}
