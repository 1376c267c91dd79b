package gateway.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * The table of audits as Hibernate sees it: one field a column, {@link AuditProperty}'s and the
 * store's own. Changes go by {@link AuditStatements}, whose entries in the history Hibernate would
 * not write; hence immutable here.
 */
@Entity
@Immutable
@Table(name = "audit")
@IdClass(AuditRecord.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
public class AuditRecord {

  /** Tenant first, as in every key. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    public @Nullable UUID tenantId;
    public @Nullable String id;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Objects.equals(tenantId, key.tenantId)
          && Objects.equals(id, key.id);
    }

    @Override
    public int hashCode() {
      return Objects.hash(tenantId, id);
    }
  }

  @Id
  @Column(name = "tenant_id")
  public UUID tenantId;

  @Id public String id;

  public long version;

  @Column(name = "changed_at")
  public OffsetDateTime changedAt;

  @Column(name = "device_display_name")
  public @Nullable String deviceDisplayName;

  @Column(name = "user_name")
  public @Nullable String userName;

  @Column(name = "initiated_by_user_principal_name")
  public @Nullable String initiatedByUserPrincipalName;

  public short action;

  @Column(name = "request_date_time")
  public String requestDateTime;

  @Column(name = "request_ticks")
  public long requestTicks;

  @Column(name = "device_owner_user_principal_name")
  public @Nullable String deviceOwnerUserPrincipalName;

  @Column(name = "device_imei")
  public @Nullable String deviceIMEI;

  @Column(name = "action_state")
  public short actionState;

  @Column(name = "managed_device_id")
  public @Nullable String managedDeviceId;

  @Column(name = "bulk_device_action_id")
  public @Nullable String bulkDeviceActionId;

  @Column(name = "device_action_category")
  public short deviceActionCategory;
}
