package gateway.verify;

import java.io.PrintStream;
import java.time.Duration;

/** How far the verifier has come: a line a second at most. */
final class Progress {

  private static final long BETWEEN = Duration.ofSeconds(1).toNanos();

  private final PrintStream err;
  private long said = System.nanoTime();

  Progress(PrintStream err) {
    this.err = err;
  }

  void at(String what, long done, long all) {
    long now = System.nanoTime();
    if (now - said >= BETWEEN) {
      said = now;
      err.println("%s: %d of %d".formatted(what, done, all));
    }
  }
}
