package gateway.security;

/**
 * An issuer whose tokens are believed.
 *
 * @param pattern compared character by character, but that {@code {tenantid}} stands for the
 *     token's own {@code tid}
 */
record TrustedIssuer(String pattern) {

  private static final String TENANT = "{tenantid}";

  /** Whether {@code iss} is this issuer, speaking for that tenant. */
  boolean matches(String iss, String tid) {
    int at = pattern.indexOf(TENANT);
    if (at < 0) {
      return iss.equals(pattern);
    }
    String suffix = pattern.substring(at + TENANT.length());
    return iss.length() == at + tid.length() + suffix.length()
        && iss.startsWith(pattern.substring(0, at))
        && iss.regionMatches(true, at, tid, 0, tid.length())
        && iss.endsWith(suffix);
  }
}
