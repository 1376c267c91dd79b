package gateway.command;

import java.util.Objects;

/** A command could not run, or cannot go on; the message says what to change, in one line. */
public final class Unable extends RuntimeException {

  public Unable(String what) {
    super(what);
  }

  /** The cause may quote what a server sent, so that no control character of it is kept. */
  public Unable(String what, Throwable cause) {
    super(
        what
            + ": "
            + Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName())
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("\\p{Cc}", "?"),
        cause);
  }
}
