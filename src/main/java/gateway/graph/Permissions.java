package gateway.graph;

import java.util.List;

/** What a token must grant, for the documents that describe the service. */
public interface Permissions {

  /**
   * The names of the permissions each of which is enough. Of no meaning for {@link
   * Access#ANONYMOUS} and {@link Access#AUTHENTICATED}, which ask for none.
   */
  List<String> sufficientFor(Access access);
}
