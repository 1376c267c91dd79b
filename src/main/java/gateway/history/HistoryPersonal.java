package gateway.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * What names a person in one change; it can be erased, and then the entry beside it still stands.
 */
@Entity
@Immutable
@Table(name = "history_personal")
@IdClass(EntryKey.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
public class HistoryPersonal {

  @Id
  @Column(name = "tenant_id")
  public UUID tenantId;

  @Id
  @Column(name = "audit_id")
  public String auditId;

  @Id public long sequence;

  @Id
  @Column(name = "changed_at")
  public OffsetDateTime changedAt;

  @Column(name = "user_principal_name")
  public @Nullable String userPrincipalName;

  @Column(name = "client_address")
  public @Nullable String clientAddress;

  public @Nullable String[] before;
  public @Nullable String[] after;

  /** What was erased from this row, as {@link ErasedNames} reads it. */
  public String[] erased;
}
