package gateway.operations;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The settings without which the service does not start in production (contract §8, §10). */
final class RequiredSettings {

  /**
   * @param variable as an operator writes it
   */
  private record Required(String property, String variable, String meaning) {}

  private static final Required DATABASE =
      new Required(
          "quarkus.datasource.reactive.url",
          "QUARKUS_DATASOURCE_REACTIVE_URL",
          "the database, as postgresql://host:port/name");

  private static final Required MIGRATION =
      new Required(
          "quarkus.datasource.jdbc.url",
          "QUARKUS_DATASOURCE_JDBC_URL",
          "the database to migrate, as jdbc:postgresql://host:port/name");

  private static final List<Required> SERVING =
      List.of(
          DATABASE,
          new Required(
              "gateway.trusted-issuers",
              "GATEWAY_TRUSTED_ISSUERS",
              "the issuers whose tokens are believed"),
          new Required(
              "mp.jwt.verify.audiences",
              "MP_JWT_VERIFY_AUDIENCES",
              "the audiences that a token may be for"),
          new Required(
              "mp.jwt.verify.publickey.location",
              "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
              "the PEM or JWKS that tokens are verified with"));

  private RequiredSettings() {}

  /** One line that names the first setting that is missing. */
  static Optional<String> missing(Config config) {
    var required = migrates(config) ? List.of(MIGRATION) : SERVING;
    return required.stream()
        .filter(setting ->
            config
                .getOptionalValue(setting.property(), String.class)
                .filter(v -> !v.isBlank())
                .isEmpty())
        .findFirst()
        .map(setting ->
            "%s is not set: %s. The service does not start without it."
                .formatted(setting.variable(), setting.meaning()));
  }

  /** Whether this run is a migration, which ends when it is done and serves nobody. */
  static boolean migrates(Config config) {
    return isTrue(config, "quarkus.flyway.migrate-at-start")
        && isTrue(config, "quarkus.init-and-exit");
  }

  private static boolean isTrue(Config config, String property) {
    return config.getOptionalValue(property, Boolean.class).orElse(false);
  }
}
