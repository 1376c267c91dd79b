package gateway.graph;

import java.util.UUID;

/** Who asks, as far as the wire conventions need to know; the security package says more. */
public interface Identity {

  UUID tenant();

  /** The client application's id. */
  String application();

  /** The id of who is signed in, or of the application itself; empty when the token has none. */
  default String principal() {
    return "";
  }
}
