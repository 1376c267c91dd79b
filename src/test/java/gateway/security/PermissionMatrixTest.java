package gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestIssuer;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each permission, in a person's token and in an application's, against each operation (contract
 * §8).
 */
@GatewayTest
class PermissionMatrixTest {

  private static final List<String> READING =
      List.of("DeviceManagementConfiguration.Read.All", "DeviceManagementManagedDevices.Read.All");
  private static final List<String> WRITING =
      List.of(
          "DeviceManagementConfiguration.ReadWrite.All",
          "DeviceManagementManagedDevices.ReadWrite.All");
  private static final List<String> NEITHER =
      List.of(
          "",
          "DeviceManagementManagedDevices.PrivilegedOperations.All",
          "devicemanagementconfiguration.readwrite.all",
          "DeviceManagementConfiguration.ReadWrite",
          "DeviceManagementConfiguration.ReadWrite.All.Evil",
          "Directory.ReadWrite.All");

  private static final String CHANGES_OF_ALL = "/beta/deviceManagement/remoteActionAuditChanges";
  private static final String ERASURE = "/beta/deviceManagement/erasePersonalData";

  private enum Operation {
    LIST,
    COUNT,
    GET,
    HISTORY,
    TIMELINE,
    CHANGES,
    COUNT_OF_CHANGES,
    EXPORT,
    GROUPS,
    POST,
    PATCH,
    ERASE,
    ERASE_PERSON,
    DELETE;

    boolean changes() {
      return switch (this) {
        case LIST, COUNT, GET, HISTORY, TIMELINE, CHANGES, COUNT_OF_CHANGES, EXPORT, GROUPS ->
            false;
        case POST, PATCH, ERASE, ERASE_PERSON, DELETE -> true;
      };
    }

    int success() {
      return this == POST ? 201 : this == DELETE ? 204 : 200;
    }

    Api.Answer by(Api api, String id) {
      return switch (this) {
        case LIST -> api.get(Api.AUDITS);
        case COUNT -> api.get(Api.AUDITS + "/$count");
        case GET -> api.get(Api.AUDITS + "/" + id);
        case HISTORY -> api.get(Api.AUDITS + "/" + id + "/history");
        case TIMELINE -> api.get(Api.AUDITS + "/" + id + "/timeline");
        case CHANGES -> api.get(CHANGES_OF_ALL);
        case COUNT_OF_CHANGES -> api.get(CHANGES_OF_ALL + "/$count");
        case EXPORT -> api.get(Api.AUDITS + "?$format=csv");
        case GROUPS -> api.get(Api.AUDITS + "?$apply=groupby((action))");
        case POST ->
            api.post("{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");
        case PATCH -> api.patch(id, "{\"actionState\":\"done\"}");
        case ERASE -> api.send("POST", Api.AUDITS + "/" + id + "/erasePersonalData", "");
        case ERASE_PERSON ->
            api.sending("Content-Type", "application/json")
                .send("POST", ERASURE, "{\"userPrincipalName\":\"nobody@example.org\"}");
        case DELETE -> api.delete(Api.AUDITS + "/" + id);
      };
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("everyone")
  void admits_those_that_the_permission_allows_and_no_one_else(
      String kind, String permission, Operation operation) {
    var tenant = UUID.randomUUID();
    String id = Api.of(tenant).created();
    BiFunction<UUID, String, String> token =
        kind.equals("delegated") ? TestIssuer::delegated : TestIssuer::application;

    var answer = operation.by(Api.with(token.apply(tenant, permission)), id);

    boolean allowed =
        WRITING.contains(permission) || (READING.contains(permission) && !operation.changes());
    if (allowed) {
      answer.is(operation.success());
    } else {
      var error = answer.is(403).error();
      assertThat(error.get("code").asText()).isEqualTo("Forbidden");
      assertThat(error.get("message").asText()).contains(WRITING);
      if (operation.changes()) {
        assertThat(error.get("message").asText()).doesNotContain(READING);
        assertThat(Api.of(tenant).audit(id).get("@odata.etag").asText()).isEqualTo("W/\"1\"");
        assertThat(Api.of(tenant).history(id)).hasSize(1);
      } else {
        assertThat(error.get("message").asText()).contains(READING);
      }
    }
  }

  static Stream<Arguments> everyone() {
    return Stream.of("delegated", "application")
        .flatMap(kind ->
            Stream.of(READING, WRITING, NEITHER)
                .flatMap(List::stream)
                .flatMap(permission ->
                    Stream.of(Operation.values())
                        .map(operation -> Arguments.of(kind, permission, operation))));
  }
}
