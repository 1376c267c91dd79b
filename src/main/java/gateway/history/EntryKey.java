package gateway.history;

import java.io.Serializable;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of an entry and of its personal values. The instant is in it because the tables are
 * partitioned by month.
 */
public class EntryKey implements Serializable {

  private static final long serialVersionUID = 1L;

  public @Nullable UUID tenantId;
  public @Nullable String auditId;
  public long sequence;
  public @Nullable OffsetDateTime changedAt;

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EntryKey key
        && sequence == key.sequence
        && Objects.equals(tenantId, key.tenantId)
        && Objects.equals(auditId, key.auditId)
        && Objects.equals(changedAt, key.changedAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tenantId, auditId, sequence, changedAt);
  }
}
