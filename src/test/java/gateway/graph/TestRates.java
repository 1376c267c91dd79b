package gateway.graph;

/** Rates of a test. */
record TestRates(boolean enabled, Application application, Tenant tenant)
    implements RateLimits.Settings {

  static final RateLimits NONE = new RateLimits(new TestRates(false, 1, 1, 1, 1));

  TestRates(
      boolean enabled,
      int applicationWrites,
      int applicationRequests,
      int tenantWrites,
      int tenantRequests) {
    this(
        enabled,
        new OfApplication(applicationWrites, applicationRequests),
        new OfTenant(tenantWrites, tenantRequests));
  }

  private record OfApplication(int writes, int requests) implements Application {}

  private record OfTenant(int writes, int requests) implements Tenant {}
}
