package gateway.graph.schema;

import gateway.graph.Access;
import gateway.graph.Permissions;
import java.util.List;

/**
 * What a caller needs, as {@code Capabilities.PermissionType} says it: of each way to get a token,
 * one of the scopes.
 */
public final class RequiredPermissions {

  /** Graph's names of the ways: a person's token, an application's token. */
  private static final String DELEGATED = "DelegatedWork";

  private static final String APPLICATION = "Application";

  private RequiredPermissions() {}

  /** The value of a {@code Permissions} property for an operation that asks for that access. */
  public static Expression of(Permissions permissions, Access access) {
    var scopes =
        new Expression.Items(
            permissions.sufficientFor(access).stream()
                .<Expression>map(name -> Expression.fields().with("Scope", name))
                .toList());
    return new Expression.Items(
        List.of(DELEGATED, APPLICATION).stream()
            .<Expression>map(
                scheme -> Expression.fields().with("SchemeName", scheme).with("Scopes", scopes))
            .toList());
  }

  /** What a bound function needs, which reads. */
  public static Annotation ofFunction(Permissions permissions) {
    return ofOperation(permissions, Access.READ);
  }

  /** What a bound action needs, which changes something. */
  public static Annotation ofAction(Permissions permissions) {
    return ofOperation(permissions, Access.WRITE);
  }

  private static Annotation ofOperation(Permissions permissions, Access access) {
    return Annotation.of(
        "Capabilities.OperationRestrictions",
        Expression.fields()
            .with("FilterSegmentSupported", false)
            .with("Permissions", of(permissions, access)));
  }

  /** What those ways are. */
  static Annotation schemes() {
    return Annotation.of(
        "Authorization.Authorizations",
        Expression.items(
            scheme(
                DELEGATED,
                "A work or school account through an application: the scope stands in the token's scp."),
            scheme(
                APPLICATION, "An application by itself: the scope stands in the token's roles.")));
  }

  private static Expression scheme(String name, String description) {
    return Expression.fields("Authorization.Http")
        .with("Name", name)
        .with("Description", description)
        .with("Scheme", "bearer")
        .with("BearerFormat", "JWT");
  }
}
