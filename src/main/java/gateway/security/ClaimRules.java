package gateway.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * From the claims of a token whose signature is good to its caller (contract §8). The claims are
 * those of Microsoft's access tokens, version 1 and 2.
 */
final class ClaimRules {

  /**
   * The tenant of all personal Microsoft accounts. A guest has it in {@code idp}, which is not
   * looked at: a guest is an account of the inviting tenant.
   */
  private static final String PERSONAL_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";

  /** {@link UUID#fromString} takes shorter groups, too. */
  private static final Pattern GUID =
      Pattern.compile(
          "\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

  private static final Pattern SPACES = Pattern.compile(" +");

  private final List<TrustedIssuer> issuers;
  private final Set<String> audiences;

  /** With no issuer, or no audience, nobody is admitted. */
  ClaimRules(List<String> issuers, List<String> audiences) {
    this.issuers = issuers.stream().map(TrustedIssuer::new).toList();
    this.audiences = Set.copyOf(audiences);
  }

  Caller caller(Claims claims) throws RefusedToken {
    String tenant = tenant(claims);
    checkAudience(claims);
    return isApplication(claims)
        ? caller(claims, tenant, Authorization.APPLICATION, claims.texts("roles"))
        : caller(claims, tenant, Authorization.DELEGATED, scopes(claims));
  }

  private String tenant(Claims claims) throws RefusedToken {
    String tid = claims.requiredText("tid");
    if (!GUID.matcher(tid).matches()) {
      throw RefusedToken.malformed("tid");
    }
    String iss = claims.requiredText("iss");
    if (tid.equalsIgnoreCase(PERSONAL_TENANT)
        || iss.toLowerCase(Locale.ROOT).contains(PERSONAL_TENANT)) {
      throw new RefusedToken(TokenRefusal.PERSONAL_ACCOUNT);
    }
    if (issuers.stream().noneMatch(issuer -> issuer.matches(iss, tid))) {
      throw new RefusedToken(TokenRefusal.UNTRUSTED_ISSUER);
    }
    return tid;
  }

  private void checkAudience(Claims claims) throws RefusedToken {
    if (claims.textOrTexts("aud").stream().noneMatch(audiences::contains)) {
      throw new RefusedToken(TokenRefusal.OTHER_AUDIENCE);
    }
  }

  /**
   * {@code idtyp} says so where the issuer was told to send it. Where it was not, an application's
   * token is known by having no {@code scp} and by being about itself: its object is its subject,
   * while a user's {@code sub} is made for each application.
   */
  private static boolean isApplication(Claims claims) throws RefusedToken {
    var type = claims.text("idtyp");
    if (type.isPresent()) {
      return type.get().equals("app");
    }
    var principal = claims.text("oid");
    return !claims.has("scp") && principal.isPresent() && principal.equals(claims.text("sub"));
  }

  private static List<String> scopes(Claims claims) throws RefusedToken {
    return SPACES.splitAsStream(claims.text("scp").orElse("")).toList();
  }

  private static Caller caller(
      Claims claims, String tenant, Authorization authorization, List<String> granted)
      throws RefusedToken {
    return new Caller(
        UUID.fromString(tenant),
        claims.keptText("oid").orElse(""),
        either(claims, "appid", "azp").orElse(""),
        either(claims, "upn", "preferred_username"),
        authorization,
        Permission.named(granted));
  }

  private static Optional<String> either(Claims claims, String first, String second)
      throws RefusedToken {
    var found = claims.keptText(first);
    return found.isPresent() ? found : claims.keptText(second);
  }
}
