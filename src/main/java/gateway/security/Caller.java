package gateway.security;

import gateway.graph.Access;
import gateway.graph.Identity;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who asks, as a verified token says it.
 *
 * @param principalId the token's {@code oid}: the user or the application's service principal;
 *     empty when the token has none
 * @param applicationId the client application: {@code appid} of a v1 token, {@code azp} of a v2
 *     token; empty when the token has neither
 * @param userPrincipalName for the history alone, and nothing is ever decided on it: names change
 *     hands
 */
public record Caller(
    UUID tenant,
    String principalId,
    String applicationId,
    Optional<String> userPrincipalName,
    Authorization authorization,
    Set<Permission> permissions)
    implements Identity {

  public Caller {
    permissions = Set.copyOf(permissions);
  }

  @Override
  public String application() {
    return applicationId;
  }

  @Override
  public String principal() {
    return principalId;
  }

  /** The caller that {@link TokenGate} admitted; an operation that is open to everyone has none. */
  public static Caller of(Identity identity) {
    if (identity instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("No caller was asked for: the operation is anonymous.");
  }

  /** Whether one of the permissions is enough for an operation that asks for that access. */
  boolean mayUse(Access access) {
    return switch (access) {
      case ANONYMOUS, AUTHENTICATED -> true;
      case READ, WRITE -> permissions.stream().anyMatch(permission -> permission.grants(access));
    };
  }
}
