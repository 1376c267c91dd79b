package gateway.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/**
 * What proves: the facts of one change. Written by {@link EntryStatement} alone; the serving role
 * can neither change nor delete it.
 */
@Entity
@Immutable
@Table(name = "history_entry")
@IdClass(EntryKey.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
public class HistoryEntry {

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

  @Column(name = "id")
  public UUID entryId;

  public short operation;

  @Column(name = "principal_id")
  public String principalId;

  @Column(name = "application_id")
  public String applicationId;

  @Column(name = "authorization_kind")
  public short authorizationKind;

  @Column(name = "request_id")
  public UUID requestId;

  @Column(name = "client_request_id")
  public String clientRequestId;

  public String[] properties;
  public boolean[] personal;
  public String[] before;
  public String[] after;
}
