package gateway.security;

/** A token that admits nobody. It costs no stack trace: anybody can send as many as they like. */
final class RefusedToken extends Exception {

  private final TokenRefusal reason;

  RefusedToken(TokenRefusal reason) {
    this(reason, reason.message());
  }

  private RefusedToken(TokenRefusal reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /**
   * @param claim its name, which is ours and not the token's
   */
  static RefusedToken malformed(String claim) {
    return new RefusedToken(
        TokenRefusal.MALFORMED_CLAIM, TokenRefusal.MALFORMED_CLAIM.message().formatted(claim));
  }

  TokenRefusal reason() {
    return reason;
  }

  String publicMessage() {
    return String.valueOf(getMessage());
  }
}
