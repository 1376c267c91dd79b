package gateway.verify;

import java.security.SecureRandom;
import java.util.Arrays;

/** Some of many, each with the same chance, however many there turn out to be. */
final class Sample {

  private final SecureRandom random = new SecureRandom();
  private final long[] chosen;
  private long offered;

  Sample(int size) {
    this.chosen = new long[size];
  }

  void offer(long place) {
    // Algorithm R (Vitter 1985): the n-th replaces one of those chosen with the chance size / n.
    long slot = offered < chosen.length ? offered : random.nextLong(offered + 1);
    if (slot < chosen.length) {
      chosen[(int) slot] = place;
    }
    offered++;
  }

  long[] chosen() {
    return Arrays.copyOf(chosen, (int) Math.min(offered, chosen.length));
  }
}
