package gateway.security;

import io.vertx.core.MultiMap;

/**
 * Finds the access token of a request (RFC 6750 §2.1). A token in the query or in a form is none:
 * addresses end up in logs.
 */
final class BearerToken {

  private static final String SCHEME = "Bearer";

  private BearerToken() {}

  static String of(MultiMap headers) throws RefusedToken {
    var lines = headers.getAll("Authorization");
    return switch (lines.size()) {
      case 0 -> throw new RefusedToken(TokenRefusal.EMPTY);
      case 1 -> token(lines.getFirst().strip());
      default -> throw new RefusedToken(TokenRefusal.SEVERAL_HEADERS);
    };
  }

  private static String token(String credentials) throws RefusedToken {
    if (credentials.isEmpty() || credentials.equalsIgnoreCase(SCHEME)) {
      throw new RefusedToken(TokenRefusal.EMPTY);
    }
    int end = SCHEME.length();
    if (!credentials.regionMatches(true, 0, SCHEME, 0, end) || credentials.charAt(end) != ' ') {
      throw new RefusedToken(TokenRefusal.OTHER_SCHEME);
    }
    return credentials.substring(end).stripLeading();
  }
}
