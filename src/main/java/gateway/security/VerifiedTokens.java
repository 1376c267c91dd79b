package gateway.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Tokens whose signature and claims were found good, so that a client's next request need not pay
 * for it again: checking an RSA signature costs more than the rest of the request's own work.
 *
 * <p>What a clock or a rotation can change is never remembered: a token's life is checked at each
 * use, and a token is forgotten when the keys are no longer the very ones that verified it.
 */
final class VerifiedTokens {

  /**
   * 16 MiB: some 8,000 tokens of the usual 1.5 KB, one for each client that was active within the
   * hour; with {@link #OWN_BYTES} never more than 32,768 entries, however short the tokens.
   */
  private static final long LARGEST_WEIGHT = 16 * 1024 * 1024;

  /** What an entry takes beside its token's characters. */
  private static final int OWN_BYTES = 512;

  private record Verified(Caller caller, Lifetime lifetime, KeySet keys) {}

  private final Cache<String, Verified> entries =
      Caffeine.newBuilder()
          .maximumWeight(LARGEST_WEIGHT)
          .weigher((String token, Verified _) -> token.length() + OWN_BYTES)
          .executor(Runnable::run)
          .build();

  /**
   * The caller of a token that these very keys have verified and that is valid now; null when it
   * must be looked at as if for the first time.
   */
  @Nullable Caller find(String token, KeySet keys, long now) {
    var found = entries.getIfPresent(token);
    if (found == null) {
      return null;
    }
    if (isOf(keys, found) && found.lifetime.holds(now)) {
      return found.caller;
    }
    entries.invalidate(token);
    return null;
  }

  void remember(String token, Caller caller, Lifetime lifetime, KeySet keys) {
    entries.put(token, new Verified(caller, lifetime, keys));
  }

  /** Identity says it cheaply: a read that finds the same keys keeps the set that there is. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOf(KeySet keys, Verified entry) {
    return entry.keys == keys;
  }
}
