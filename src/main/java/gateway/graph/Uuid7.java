package gateway.graph;

import java.util.UUID;

/**
 * UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits. The time is
 * the system's own and not an injected clock's: nothing is decided by it, it only keeps new ids
 * together in an index.
 */
public final class Uuid7 {

  private Uuid7() {}

  public static UUID next() {
    return at(System.currentTimeMillis());
  }

  static UUID at(long unixMillis) {
    var random = UUID.randomUUID();
    long high = unixMillis << 16 | 0x7000L | (random.getMostSignificantBits() & 0x0FFFL);
    return new UUID(high, random.getLeastSignificantBits());
  }
}
