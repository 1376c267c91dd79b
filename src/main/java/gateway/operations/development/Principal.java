package gateway.operations.development;

import gateway.security.Permission;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Who acts in the samples and in the examples: a person through an application, or an application
 * by itself.
 *
 * @param userPrincipalName of a person; an application has none
 */
record Principal(
    SampleTenant tenant,
    UUID id,
    Optional<String> userPrincipalName,
    UUID application,
    Permission permission) {

  private static final UUID PORTAL = UUID.fromString("5f2c1d0e-8a77-4a4e-9b5b-6f3d2e1c0b9a");
  private static final UUID DEVICE_SERVICE =
      UUID.fromString("b3a4c5d6-1e2f-4a3b-8c9d-0e1f2a3b4c5d");

  static Principal person(SampleTenant tenant, String userPrincipalName, Permission permission) {
    return new Principal(
        tenant, named(userPrincipalName), Optional.of(userPrincipalName), PORTAL, permission);
  }

  /** What reports the devices' progress. */
  static Principal deviceService(SampleTenant tenant) {
    return new Principal(
        tenant,
        named("device-service@" + tenant.domain()),
        Optional.empty(),
        DEVICE_SERVICE,
        Permission.MANAGED_DEVICES_READ_WRITE);
  }

  /** The same id for the same name, in every run. */
  private static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
