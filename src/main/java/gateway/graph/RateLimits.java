package gateway.graph;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * How much a caller may ask for in 20 seconds (contract §9): per application in a tenant, and per
 * tenant, writes and requests each; a write is a request, too. What is refused costs nothing. Each
 * pod counts for itself.
 */
@Singleton
public final class RateLimits {

  /** Graph's own figures, for each 20 s. */
  @ConfigMapping(prefix = "gateway.rate-limit")
  interface Settings {
    /** Whether there are any limits. */
    @WithDefault("true")
    boolean enabled();

    Application application();

    Tenant tenant();

    /** Of one application in one tenant. */
    interface Application {
      @WithDefault("200")
      int writes();

      @WithDefault("2000")
      int requests();
    }

    /** Of all applications of one tenant together. */
    interface Tenant {
      @WithDefault("400")
      int writes();

      @WithDefault("4000")
      int requests();
    }
  }

  /** Graph's window. */
  static final Duration WINDOW = Duration.ofSeconds(20);

  /**
   * Counters that are remembered, some 200 bytes each: those of 25,000 applications. Were there
   * more, the ones longest unused would begin anew.
   */
  private static final int MOST_COUNTERS = 100_000;

  /** From here on Graph tells a caller how much of a limit is used. */
  private static final double TOLD_FROM = 0.8;

  private static final Set<String> WRITES = Set.of("POST", "PATCH", "PUT", "DELETE");

  /**
   * One limit.
   *
   * @param scope as {@code x-ms-throttle-scope} names it
   * @param information as {@code x-ms-throttle-information} names it
   */
  private record Limit(
      String scope, String information, int most, boolean ofApplication, boolean ofWrites) {}

  /** What a counter counts; the application is empty where it makes no difference. */
  private record Counted(Limit limit, UUID tenant, String application) {}

  /** What a counter has left, and how long until it has more. */
  private record Taken(
      Counted counted, Bucket bucket, boolean taken, long left, long nanosToWait) {}

  private final boolean enabled;
  private final List<Limit> limits;
  private final TimeMeter time;
  private final Cache<Counted, Bucket> counters;
  private final AddressLimits addresses;

  @Inject
  RateLimits(Settings settings) {
    this(settings, TimeMeter.SYSTEM_NANOTIME);
  }

  RateLimits(Settings settings, TimeMeter time) {
    this.enabled = settings.enabled();
    this.limits =
        List.of(
            limit("WriteLimitExceeded", settings.application().writes(), true, true),
            limit("WriteLimitExceeded", settings.tenant().writes(), false, true),
            limit("ResourceUnitLimitExceeded", settings.application().requests(), true, false),
            limit("ResourceUnitLimitExceeded", settings.tenant().requests(), false, false));
    this.time = time;
    this.counters =
        Caffeine.newBuilder()
            .maximumSize(MOST_COUNTERS)
            .expireAfterAccess(WINDOW.multipliedBy(2))
            .build();
    this.addresses = new AddressLimits(settings.application().requests(), time);
  }

  private static Limit limit(
      String information, int most, boolean ofApplication, boolean ofWrites) {
    return new Limit(
        ofApplication ? "Tenant_Application" : "Tenant",
        information,
        most,
        ofApplication,
        ofWrites);
  }

  /**
   * Counts a request.
   *
   * @return the headers that tell the caller how near it is to a limit; none while it is far
   * @throws Problem 429 when a limit is reached
   */
  Map<String, String> admit(Identity identity, String method) {
    if (!enabled) {
      return Map.of();
    }
    boolean write = WRITES.contains(method);
    var taken = new ArrayList<Taken>(limits.size());
    for (var limit : limits) {
      if (write || !limit.ofWrites()) {
        var one = take(limit, identity);
        if (!one.taken()) {
          taken.forEach(earlier -> earlier.bucket().addTokens(1));
          throw refused(one, identity);
        }
        taken.add(one);
      }
    }
    double used = taken.stream().mapToDouble(RateLimits::used).max().orElse(0);
    return used > TOLD_FROM ? Map.of("x-ms-throttle-limit-percentage", percentage(used)) : Map.of();
  }

  /**
   * Counts a batch of which no part was counted, as one request that changes nothing.
   *
   * @throws Problem 429 when a limit is reached
   */
  public void admitBatch(Identity identity) {
    var _ = admit(identity, "GET");
  }

  /**
   * Counts a request of somebody who shows no token, by the address that it came from.
   *
   * @throws Problem 429 when a limit is reached
   */
  void admit(Peer peer) {
    if (enabled) {
      addresses.admit(peer.address());
    }
  }

  private Taken take(Limit limit, Identity identity) {
    var counted =
        new Counted(limit, identity.tenant(), limit.ofApplication() ? identity.application() : "");
    var bucket = counters.get(counted, _ -> bucket(limit));
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    return new Taken(
        counted,
        bucket,
        probe.isConsumed(),
        probe.getRemainingTokens(),
        probe.getNanosToWaitForRefill());
  }

  private Bucket bucket(Limit limit) {
    return bucket(limit.most(), time);
  }

  /** So many in each window. */
  static Bucket bucket(int most, TimeMeter time) {
    return Bucket.builder()
        .addLimit(rate -> rate.capacity(most).refillIntervally(most, WINDOW))
        .withCustomTimePrecision(time)
        .build();
  }

  /** As {@code Retry-After} says it: whole seconds, rounded up. */
  static long seconds(long nanos) {
    return Math.max(1, -Math.floorDiv(-nanos, 1_000_000_000L));
  }

  private static double used(Taken taken) {
    int most = taken.counted().limit().most();
    return 1 - taken.left() / (double) most;
  }

  private static Problem refused(Taken taken, Identity identity) {
    var limit = taken.counted().limit();
    long seconds = seconds(taken.nanosToWait());
    var problem =
        Problem.of(
            ErrorCode.TOO_MANY_REQUESTS,
            "There were more than %d %s of this %s in %d seconds; try again in %d."
                .formatted(
                    limit.most(),
                    limit.ofWrites() ? "writes" : "requests",
                    limit.ofApplication() ? "application" : "tenant",
                    WINDOW.toSeconds(),
                    seconds),
            Map.of(
                "Retry-After",
                Long.toString(seconds),
                "x-ms-throttle-limit-percentage",
                percentage(1),
                "x-ms-throttle-scope",
                "%s/%s/%s/%s"
                    .formatted(
                        limit.scope(),
                        limit.ofWrites() ? "Write" : "ReadWrite",
                        inHeader(identity.application()),
                        identity.tenant()),
                "x-ms-throttle-information",
                limit.information()));
    return problem.because(
        (limit.ofApplication() ? "application" : "tenant")
            + (limit.ofWrites() ? "_writes" : "_requests"));
  }

  /** A claim may hold what no header can, and the slashes that part one name from the next. */
  private static String inHeader(String claim) {
    return URLEncoder.encode(claim, StandardCharsets.UTF_8);
  }

  private static String percentage(double used) {
    return String.format(Locale.ROOT, "%.2f", used);
  }
}
