package gateway.sdk;

import gateway.Api;
import gateway.TestIssuer;
import java.util.UUID;

/** What the behaviours need of a connection: the SDK of whoever holds a token. */
interface Connection {

  Sdk with(String token);

  /** A person of a tenant of this test alone, who may do everything. */
  default Sdk ofNewTenant() {
    return of(UUID.randomUUID());
  }

  default Sdk of(UUID tenant) {
    return with(TestIssuer.delegated(tenant, Api.READ_WRITE));
  }
}
