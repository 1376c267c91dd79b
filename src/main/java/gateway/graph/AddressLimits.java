package gateway.graph;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * How much whoever shows no token may ask for from one address: as much as one application
 * (contract §9). Counted apart from callers, so that no crowd of strangers makes the service forget
 * what a caller has used.
 */
final class AddressLimits {

  /**
   * Addresses that are remembered, some 200 bytes each. Were there more, the ones longest unused
   * would begin anew; a crowd of that size is the network's affair.
   */
  private static final int MOST_ADDRESSES = 50_000;

  private static final int PREFIX_BYTES = 8;

  private final int most;
  private final TimeMeter time;
  private final Cache<String, Bucket> counters;

  AddressLimits(int most, TimeMeter time) {
    this.most = most;
    this.time = time;
    this.counters =
        Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(RateLimits.WINDOW.multipliedBy(2))
            .build();
  }

  /** Counts a request; {@link Problem} 429 when there were too many. */
  void admit(String address) {
    var bucket = counters.get(network(address), _ -> RateLimits.bucket(most, time));
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = RateLimits.seconds(probe.getNanosToWaitForRefill());
      throw Problem.of(
          ErrorCode.TOO_MANY_REQUESTS,
          "There were more than %d requests without a token from this address in %d seconds; try again in %d."
              .formatted(most, RateLimits.WINDOW.toSeconds(), seconds),
          Map.of("Retry-After", Long.toString(seconds)));
    }
  }

  /**
   * The address itself, or the /64 of one of IPv6: whoever has one address of it has them all (RFC
   * 4291 §2.5.1). Below {@code ::/64} there are no networks but forms of IPv4.
   */
  private static String network(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null || bytes.length <= PREFIX_BYTES) {
      return address;
    }
    long prefix = ByteBuffer.wrap(bytes).getLong();
    return prefix == 0 ? address : Long.toHexString(prefix);
  }
}
