package gateway.security;

import gateway.graph.Access;
import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The 401 of a refused token and the 403 of one that is not enough, with the {@code
 * WWW-Authenticate} of Microsoft Graph (RFC 6750 §3, and {@code authorization_uri} as Power Query
 * looks for it to find where a person signs in).
 */
final class Challenge {

  private static final Pattern ENTRA_V1 = Pattern.compile("https://sts\\.windows\\.net/([^/]+)/");
  private static final Pattern ENTRA_V2 =
      Pattern.compile(
          "(https://login\\.(?:partner\\.)?microsoftonline\\.(?:com|us|cn))/([^/]+)/v2\\.0");

  /** Who brings no token, or credentials of another scheme, made no error (RFC 6750 §3.1). */
  private static final Set<TokenRefusal> WITHOUT_TOKEN =
      EnumSet.of(TokenRefusal.EMPTY, TokenRefusal.OTHER_SCHEME);

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

  /**
   * Names the permissions that would do in words, not as a {@code scope}, which would ask for all
   * of them.
   */
  Problem forbid(Caller caller, Access access) {
    String message =
        "The access token lacks a permission for this operation; one of these would do: %s."
            .formatted(Permission.sufficientFor(access));
    return Problem.of(
            ErrorCode.FORBIDDEN,
            message,
            Map.of("WWW-Authenticate", header("insufficient_scope", message)))
        .askedBy(caller);
  }

  private String header(RefusedToken refused) {
    return WITHOUT_TOKEN.contains(refused.reason())
        ? parameters
        : header("invalid_token", refused.publicMessage());
  }

  private String header(String error, String description) {
    return parameters + parameter("error", error) + parameter("error_description", description);
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
