package gateway.security;

import gateway.graph.Access;
import gateway.graph.Permissions;
import jakarta.inject.Singleton;
import java.util.List;

/** The names of {@link Permission} for the documents that describe the service. */
@Singleton
class KnownPermissions implements Permissions {

  @Override
  public List<String> sufficientFor(Access access) {
    return Permission.namesFor(access);
  }
}
