package gateway.graph;

import java.util.UUID;

/** Whoever asks for what is open to everyone. */
enum Anonymous implements Identity {
  INSTANCE;

  @Override
  public UUID tenant() {
    throw new IllegalStateException("An anonymous request has no tenant.");
  }

  @Override
  public String application() {
    throw new IllegalStateException("An anonymous request has no application.");
  }
}
