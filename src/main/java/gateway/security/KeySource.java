package gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The trusted keys, read again as they rotate: at most once per interval, whatever arrives, and by
 * one read at a time that all who wait share.
 *
 * <p>Nothing runs by a timer. A request that finds the interval over starts the read; those whose
 * key is known go on with the keys there are, unless nobody came to start it in time: a key that
 * was withdrawn while nobody asked would admit whoever comes first. A read that fails leaves the
 * old keys in place: an issuer that is away for a while must not take this service with it.
 */
final class KeySource {

  private static final Logger LOG = Logger.getLogger(KeySource.class);

  /**
   * How long after the interval's end a read may begin for known keys not to wait for it: where
   * somebody asks every second, nobody ever waits.
   */
  private static final long IN_TIME_MILLIS = 1_000;

  private final KeyLocation location;
  private final Clock clock;
  private final long intervalMillis;

  private volatile KeySet keys = KeySet.NONE;
  private volatile long readAt;
  private volatile boolean awaited;
  private CompletableFuture<KeySet> read = CompletableFuture.completedFuture(KeySet.NONE);

  KeySource(KeyLocation location, Duration interval, Clock clock) {
    this.location = location;
    this.clock = clock;
    this.intervalMillis = interval.toMillis();
    this.readAt = clock.millis() - intervalMillis;
  }

  /** The keys at this moment, without waiting; empty while nobody may go by those there are. */
  Optional<KeySet> current() {
    if (age() >= intervalMillis) {
      var _ = read();
    }
    return awaited ? Optional.empty() : Optional.of(keys);
  }

  /**
   * The keys after the read that is under way or due, if there is one; for a token whose key is not
   * known. Never fails.
   */
  CompletableFuture<KeySet> refreshed() {
    return read().handle((_, _) -> keys);
  }

  /** Reads the keys for the first time; fails with {@link UnusableKeys}. */
  CompletableFuture<KeySet> load() {
    return read().copy();
  }

  private synchronized CompletableFuture<KeySet> read() {
    long age = age();
    if (read.isDone() && age >= intervalMillis) {
      // Of an issuer that was away the last time nothing is expected.
      awaited = age >= intervalMillis + IN_TIME_MILLIS && !read.isCompletedExceptionally();
      readAt = clock.millis();
      read = location.read().thenApply(KeyDocument::parse).whenComplete(this::settle);
    }
    return read;
  }

  /**
   * Since the last read began. A clock that was set back counts, too: it must not stop the rotation
   * until it has caught up.
   */
  private long age() {
    return Math.abs(clock.millis() - readAt);
  }

  private void settle(@Nullable KeySet found, @Nullable Throwable failure) {
    if (found == null) {
      warn(failure);
    } else if (!found.equals(keys)) {
      keys = found;
    }
    awaited = false;
  }

  private void warn(@Nullable Throwable failure) {
    if (!keys.equals(KeySet.NONE)) {
      var cause = failure instanceof CompletionException wrapper ? wrapper.getCause() : failure;
      LOG.warnf(
          "The keys of access tokens could not be read again, the old ones stay in use: %s",
          cause == null ? "" : cause.getMessage());
    }
  }
}
