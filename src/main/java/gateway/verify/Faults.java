package gateway.verify;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** What is not true, one line each; the first {@link #SHOWN}, and how many more there were. */
final class Faults {

  /** Nobody reads more lines than that; where everything is wrong, a million would follow. */
  static final int SHOWN = 1_000;

  private final PrintStream out;
  private long count;

  Faults(PrintStream out) {
    this.out = out;
  }

  void add(String fault, @Nullable Object... values) {
    count++;
    if (count <= SHOWN) {
      // A name may hold anything; a fault is one line, and moves no terminal's cursor.
      out.println(fault.formatted(values).replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?"));
    }
  }

  /** Ends the list; says whether there was none. */
  boolean none() {
    if (count > SHOWN) {
      out.println("and %d faults more".formatted(count - SHOWN));
    }
    return count == 0;
  }
}
