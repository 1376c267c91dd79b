package gateway.security;

import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The 401 of a refused token, with the {@code WWW-Authenticate} of Microsoft Graph (RFC 6750 §3,
 * and {@code authorization_uri} as Power Query looks for it to find where a person signs in).
 */
final class Challenge {

  private static final Pattern ENTRA_V1 = Pattern.compile("https://sts\\.windows\\.net/([^/]+)/");
  private static final Pattern ENTRA_V2 =
      Pattern.compile(
          "(https://login\\.(?:partner\\.)?microsoftonline\\.(?:com|us|cn))/([^/]+)/v2\\.0");

  private final String parameters;

  Challenge(List<String> issuers, List<String> audiences) {
    var signIn = issuers.stream().flatMap(issuer -> signIn(issuer).stream()).findFirst();
    this.parameters =
        "Bearer realm=\"\""
            + signIn.map(uri -> parameter("authorization_uri", uri)).orElse("")
            + audiences.stream().findFirst().map(id -> parameter("client_id", id)).orElse("");
  }

  Problem answer(RefusedToken refused) {
    return Problem.of(
            ErrorCode.INVALID_AUTHENTICATION_TOKEN,
            refused.publicMessage(),
            Map.of("WWW-Authenticate", header(refused)))
        .because(refused.reason().name().toLowerCase(Locale.ROOT));
  }

  /** A request that brought no token has made no error (RFC 6750 §3.1). */
  private String header(RefusedToken refused) {
    return refused.reason() == TokenRefusal.EMPTY
        ? parameters
        : parameters
            + parameter("error", "invalid_token")
            + parameter("error_description", refused.publicMessage());
  }

  /**
   * Where people of that issuer sign in; empty for issuers that are not Microsoft Entra ID, whose
   * addresses follow no rule.
   */
  private static Optional<String> signIn(String issuer) {
    var v1 = ENTRA_V1.matcher(issuer);
    if (v1.matches()) {
      return Optional.of(authorize("https://login.microsoftonline.com", v1.group(1)));
    }
    var v2 = ENTRA_V2.matcher(issuer);
    return v2.matches() ? Optional.of(authorize(v2.group(1), v2.group(2))) : Optional.empty();
  }

  private static String authorize(String host, String tenant) {
    return host + "/" + (tenant.equals("{tenantid}") ? "common" : tenant) + "/oauth2/authorize";
  }

  /**
   * A parameter as a quoted-string (RFC 9110 §5.6.4); what may not stand in one becomes a question
   * mark.
   */
  private static String parameter(String name, String value) {
    String quoted = value.replaceAll("[^\\x20-\\x7E]", "?").replaceAll("[\\\\\"]", "\\\\$0");
    return ", " + name + "=\"" + quoted + "\"";
  }
}
