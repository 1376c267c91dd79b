package gateway.security;

/**
 * When a token is valid, in milliseconds since 1970.
 *
 * @param notBefore the claim {@code nbf}; 0 when there is none
 * @param expires the claim {@code exp}
 */
record Lifetime(long notBefore, long expires) {

  /**
   * How far the issuer's clock and ours may differ. Synchronised clocks differ by less; a token
   * lives an hour, so a minute more harms nobody.
   */
  static final long CLOCK_SKEW_MILLIS = 60_000;

  static Lifetime of(Claims claims) throws RefusedToken {
    return new Lifetime(
        claims.instant("nbf").orElse(0),
        claims.instant("exp").orElseThrow(() -> RefusedToken.malformed("exp")));
  }

  boolean holds(long now) {
    return !isOver(now) && hasBegun(now);
  }

  /** Refuses a token before and after its life. */
  void check(long now) throws RefusedToken {
    if (isOver(now)) {
      throw new RefusedToken(TokenRefusal.EXPIRED);
    }
    if (!hasBegun(now)) {
      throw new RefusedToken(TokenRefusal.NOT_YET_VALID);
    }
  }

  private boolean isOver(long now) {
    return now >= expires + CLOCK_SKEW_MILLIS;
  }

  private boolean hasBegun(long now) {
    return now >= notBefore - CLOCK_SKEW_MILLIS;
  }
}
