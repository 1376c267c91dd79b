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
  private final Exports exports;
  private final Clock clock;

  Listings(TenantScope tenants, SkipTokens tokens, Exports exports, Clock clock) {
    this.tenants = tenants;
    this.tokens = tokens;
    this.exports = exports;
    this.clock = clock;
  }

  public Listing of(EntitySet set) {
    return new Listing(set, tenants, tokens, new Export(set, tenants, exports, clock), clock);
  }
}
