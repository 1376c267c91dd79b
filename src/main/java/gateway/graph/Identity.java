package gateway.graph;

import java.util.UUID;

/** Who asks, as far as the wire conventions need to know; the security package says more. */
public interface Identity {

  UUID tenant();

  /** The client application's id. */
  String application();
}
