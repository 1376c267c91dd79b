package gateway.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of an entry's changes, in their order: texts, null, or {@link #UNKNOWN}.
 *
 * @param served whether the entry is served among the changes, so that its values can be opened
 * @param closed the names of what is said to be erased: properties, or what names the initiator
 */
record Opened(
    boolean served,
    List<@Nullable String> before,
    List<@Nullable String> after,
    List<String> closed) {

  /** Stands for a value that nothing opens any more; compared by identity. */
  @SuppressWarnings("StringOperationCanBeSimplified")
  static final String UNKNOWN = new String("?");

  /** Whether two values contradict each other. */
  static boolean differ(@Nullable String one, @Nullable String other) {
    return !isUnknown(one) && !isUnknown(other) && !java.util.Objects.equals(one, other);
  }

  @SuppressWarnings("ReferenceEquality")
  static boolean isUnknown(@Nullable String value) {
    return value == UNKNOWN;
  }
}
