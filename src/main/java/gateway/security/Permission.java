package gateway.security;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import gateway.graph.Access;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The permissions that Microsoft Graph's page of {@code remoteActionAudit} names, and what each
 * allows.
 */
public enum Permission {
  CONFIGURATION_READ("DeviceManagementConfiguration.Read.All", false),
  CONFIGURATION_READ_WRITE("DeviceManagementConfiguration.ReadWrite.All", true),
  MANAGED_DEVICES_READ("DeviceManagementManagedDevices.Read.All", false),
  MANAGED_DEVICES_READ_WRITE("DeviceManagementManagedDevices.ReadWrite.All", true);

  private static final Map<String, Permission> BY_WIRE_NAME =
      Arrays.stream(values()).collect(toMap(Permission::wireName, permission -> permission));

  private final String wireName;
  private final boolean changes;

  Permission(String wireName, boolean changes) {
    this.wireName = wireName;
    this.changes = changes;
  }

  /** The name in {@code scp} or {@code roles}; letter case matters. */
  public String wireName() {
    return wireName;
  }

  /** Whether this permission is enough for an operation that asks for that access. */
  public boolean grants(Access access) {
    return switch (access) {
      case ANONYMOUS, AUTHENTICATED, READ -> true;
      case WRITE -> changes;
    };
  }

  /** The permissions among these names; names that mean nothing here are passed over. */
  static Set<Permission> named(Collection<String> wireNames) {
    return wireNames.stream()
        .map(BY_WIRE_NAME::get)
        .filter(Objects::nonNull)
        .collect(toUnmodifiableSet());
  }

  /** The names of the permissions that would do, for a message. */
  static String sufficientFor(Access access) {
    return String.join(", ", namesFor(access));
  }

  static List<String> namesFor(Access access) {
    return Arrays.stream(values())
        .filter(permission -> permission.grants(access))
        .map(Permission::wireName)
        .toList();
  }
}
