package gateway.security;

/** Why a token is refused. The message is for the client and never repeats what the token holds. */
enum TokenRefusal {
  EMPTY("Access token is empty."),
  SEVERAL_HEADERS("The request has more than one Authorization header; exactly one is expected."),
  OTHER_SCHEME("The Authorization header must read: Bearer, a space, and the access token."),
  TOO_LONG("The access token is longer than %d characters.".formatted(SignedToken.LONGEST)),
  NOT_A_TOKEN("The access token is not a well-formed JSON Web Token in compact form."),
  UNSUPPORTED_ALGORITHM("The access token must be signed with RS256, PS256 or ES256."),
  CRITICAL_HEADER("The access token has a 'crit' header; no extension of it is supported."),
  UNKNOWN_KEY("The key that signed the access token is not known here."),
  WRONG_SIGNATURE("The signature of the access token is not valid."),
  MALFORMED_CLAIM("The claim '%s' of the access token is missing, or has the wrong type or form."),
  EXPIRED("Lifetime validation failed, the access token is expired."),
  NOT_YET_VALID("Lifetime validation failed, the access token is not yet valid."),
  UNTRUSTED_ISSUER("The issuer of the access token is not trusted here."),
  OTHER_AUDIENCE("The audience of the access token is another service."),
  PERSONAL_ACCOUNT("Personal Microsoft accounts are not supported; use a work or school account.");

  private final String message;

  TokenRefusal(String message) {
    this.message = message;
  }

  String message() {
    return message;
  }
}
