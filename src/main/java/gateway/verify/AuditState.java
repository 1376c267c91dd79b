package gateway.verify;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** One audit as its entries add up to, as far as they were read; there may be a million. */
final class AuditState {

  private static final @Nullable String[] NONE = {};

  /** Where it stands among the audits as served; -1 where it is not served. */
  long servedAt = -1;

  /** The version as served. */
  long servedVersion;

  /** The sequence of the newest entry read, 0 before there is one. */
  long sequence;

  /** Whether the audit as served was compared with what its entries add up to at that version. */
  boolean compared;

  /** The newest entry that the audit as served must show. */
  long sequenceBefore;

  /** The time of the newest entry, in microseconds since 1970. */
  long at = Long.MIN_VALUE;

  /** Whether there was anything but erasures, which may follow a deletion that was pruned. */
  boolean lives;

  boolean deleted;
  boolean deletedBefore;

  /**
   * Where entries before the first one read were pruned, values are unknown until one says them.
   */
  private @Nullable String unsaid;

  private @Nullable String[] values = NONE;

  /** Numbers of names that were said to be erased and that no later entry says to have erased. */
  private @Nullable BitSet closed;

  private long firstClosed;

  /** Begins behind entries that are not there any more. */
  void beginPruned() {
    unsaid = Opened.UNKNOWN;
  }

  /** Whether its first entries are missing, and no snapshot has said yet what they add up to. */
  boolean isUnsaid() {
    return unsaid != null;
  }

  /** Begins anew, with no value. */
  void begin() {
    unsaid = null;
    values = NONE;
  }

  @Nullable String get(int property) {
    return property < values.length ? values[property] : unsaid;
  }

  void set(int property, @Nullable String value) {
    if (property >= values.length) {
      int had = values.length;
      values = Arrays.copyOf(values, property + 1);
      Arrays.fill(values, had, values.length, unsaid);
    }
    values[property] = value;
  }

  /** How many properties may have a value. */
  int width() {
    return values.length;
  }

  void end() {
    deleted = true;
    values = NONE;
  }

  void close(int name) {
    if (closed == null) {
      closed = new BitSet();
    }
    if (closed.isEmpty()) {
      firstClosed = sequence;
    }
    closed.set(name);
  }

  void erased(int name) {
    if (closed != null) {
      closed.clear(name);
    }
  }

  /** The first entry of which something is said to be erased and no entry says so; 0 for none. */
  long unexplained() {
    return closed == null || closed.isEmpty() ? 0 : firstClosed;
  }
}
