package gateway.collection;

import gateway.graph.SkipTokens;
import gateway.security.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Makes the operations of a collection. */
@ApplicationScoped
public class Listings {

  private final TenantScope tenants;
  private final SkipTokens tokens;
  private final Clock clock;

  Listings(TenantScope tenants, SkipTokens tokens, Clock clock) {
    this.tenants = tenants;
    this.tokens = tokens;
    this.clock = clock;
  }

  public Listing of(EntitySet set) {
    return new Listing(set, tenants, tokens, clock);
  }
}
