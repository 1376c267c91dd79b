package gateway.graph;

import io.smallrye.mutiny.Uni;

/**
 * Admits a request, or fails with a {@link Problem} of 401 or 403. The security package has the one
 * that is used.
 */
public interface Gate {

  /** The caller of a request. Never asked for {@link Access#ANONYMOUS}. */
  Uni<? extends Identity> admit(Request request, Access access);
}
