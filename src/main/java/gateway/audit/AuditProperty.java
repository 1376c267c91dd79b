package gateway.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table of properties of a remoteActionAudit, in the order in which they are always written
 * (contract §2).
 *
 * <p>It drives reading and writing JSON, {@code $select}, the statements and the history. Adding a
 * property is one row here, one column, one migration.
 */
enum AuditProperty {
  ID("id", "id", Type.Text.KEY, false, false),
  DEVICE_DISPLAY_NAME("deviceDisplayName", "device_display_name", Type.Text.FREE, true, true),
  USER_NAME("userName", "user_name", Type.Text.FREE, true, true),
  INITIATED_BY_USER_PRINCIPAL_NAME(
      "initiatedByUserPrincipalName",
      "initiated_by_user_principal_name",
      Type.Text.FREE,
      true,
      true),
  ACTION("action", "action", new Type.Enum(Enumeration.REMOTE_ACTION), false, false),
  REQUEST_DATE_TIME("requestDateTime", "request_date_time", Type.Instant.INSTANCE, false, false),
  DEVICE_OWNER_USER_PRINCIPAL_NAME(
      "deviceOwnerUserPrincipalName",
      "device_owner_user_principal_name",
      Type.Text.FREE,
      true,
      true),
  DEVICE_IMEI("deviceIMEI", "device_imei", Type.Text.FREE, true, true),
  ACTION_STATE(
      "actionState", "action_state", new Type.Enum(Enumeration.ACTION_STATE), false, false),
  MANAGED_DEVICE_ID("managedDeviceId", "managed_device_id", Type.Text.FREE, true, false),
  BULK_DEVICE_ACTION_ID("bulkDeviceActionId", "bulk_device_action_id", Type.Text.FREE, true, false),
  DEVICE_ACTION_CATEGORY(
      "deviceActionCategory",
      "device_action_category",
      new Type.Enum(Enumeration.DEVICE_ACTION_CATEGORY),
      false,
      false);

  /** What a property holds, and so how it is read, written and compared. */
  sealed interface Type {
    /** Edm.String. The key is chosen once and never changed. */
    enum Text implements Type {
      KEY,
      FREE
    }

    /** A closed or evolvable enum, stored by number. */
    record Enum(Enumeration enumeration) implements Type {}

    /**
     * Edm.DateTimeOffset: its characters in the column, its instant in {@link
     * AuditProperty#TICKS_COLUMN}.
     */
    enum Instant implements Type {
      INSTANCE
    }
  }

  /**
   * Where the instant of {@link #REQUEST_DATE_TIME} is stored for comparing, in ticks of 100 ns.
   */
  static final String TICKS_COLUMN = "request_ticks";

  /** What a client may set, in the order in which it is written: everything but the key. */
  static final List<AuditProperty> WRITABLE =
      Arrays.stream(values()).filter(property -> property != ID).toList();

  private static final Map<String, AuditProperty> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(AuditProperty::wireName, Function.identity()));

  private final String wireName;
  private final String column;
  private final Type type;
  private final boolean nullable;
  private final boolean personal;

  AuditProperty(String wireName, String column, Type type, boolean nullable, boolean personal) {
    this.wireName = wireName;
    this.column = column;
    this.type = type;
    this.nullable = nullable;
    this.personal = personal;
  }

  static Optional<AuditProperty> named(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
  }

  String wireName() {
    return wireName;
  }

  String column() {
    return column;
  }

  Type type() {
    return type;
  }

  boolean nullable() {
    return nullable;
  }

  /**
   * Whether the value names or identifies a person (contract §11), so that history keeps it where
   * it can be erased.
   */
  boolean personal() {
    return personal;
  }
}
