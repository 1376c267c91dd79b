package gateway.operations.development;

import gateway.security.TokenSettings;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The identity provider of development: signs whatever it is asked for. */
@IfBuildProfile("dev")
@Singleton
final class TokenIssuer {

  /** A day's work without a new token. */
  static final Duration LIFETIME = Duration.ofHours(12);

  private final String issuer;
  private final String audience;
  private final Clock clock;

  TokenIssuer(
      TokenSettings settings,
      @ConfigProperty(name = "mp.jwt.verify.audiences") List<String> audiences,
      Clock clock) {
    this.issuer = settings.trustedIssuers().orElseThrow().getFirst();
    this.audience = audiences.getFirst();
    this.clock = clock;
  }

  /** A token with the claims of a version 2 access token. */
  String token(Principal principal) {
    String tenant = principal.tenant().id().toString();
    var now = clock.instant();
    var token =
        Jwt.issuer(issuer.replace("{tenantid}", tenant))
            .audience(audience)
            .subject(principal.id().toString())
            .issuedAt(now)
            .expiresAt(now.plus(LIFETIME))
            .claim("ver", "2.0")
            .claim("tid", tenant)
            .claim("oid", principal.id().toString())
            .claim("azp", principal.application().toString());
    String permission = principal.permission().wireName();
    principal
        .userPrincipalName()
        .ifPresentOrElse(
            name -> token.claim("scp", permission).claim("preferred_username", name),
            () -> token.claim("idtyp", "app").claim("roles", Set.of(permission)));
    return token.jws().algorithm(SignatureAlgorithm.ES256).sign(SigningKey.read());
  }
}
