package gateway.operations;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;

/**
 * What the settings must be before anything starts in production (contract §8, §10): those without
 * which nobody could be served are there, and those that have a form have it. Checked ahead of the
 * framework, whose own refusals are longer than the one line that an operator needs.
 */
final class RequiredSettings {

  /**
   * @param variable as an operator writes it
   */
  private record Required(String property, String variable, String meaning) {}

  /**
   * @param form what would do, in words
   */
  private record Formed(String property, String variable, String form, Predicate<String> fits) {}

  private static final List<Required> MIGRATING =
      List.of(
          new Required(
              "quarkus.datasource.jdbc.url",
              "QUARKUS_DATASOURCE_JDBC_URL",
              "the database to migrate, as jdbc:postgresql://host:port/name"));

  private static final List<Required> SERVING =
      List.of(
          new Required(
              "quarkus.datasource.reactive.url",
              "QUARKUS_DATASOURCE_REACTIVE_URL",
              "the database, as postgresql://host:port/name"),
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

  private static final List<Formed> FORMS =
      List.of(
          new Formed(
              "quarkus.http.port",
              "QUARKUS_HTTP_PORT",
              "a port from 0 to 65535",
              RequiredSettings::isPort),
          new Formed(
              "quarkus.management.port",
              "QUARKUS_MANAGEMENT_PORT",
              "a port from 0 to 65535",
              RequiredSettings::isPort),
          new Formed(
              "gateway.evolvable-enums",
              "GATEWAY_EVOLVABLE_ENUMS",
              "expose or mask",
              v -> v.matches("(?i)expose|mask")),
          new Formed(
              "gateway.require-if-match",
              "GATEWAY_REQUIRE_IF_MATCH",
              "true or false",
              RequiredSettings::isFlag),
          new Formed(
              "quarkus.datasource.reactive.url",
              "QUARKUS_DATASOURCE_REACTIVE_URL",
              "of the form postgresql://host:port/name",
              v -> v.matches("(?:vertx-reactive:)?postgres(?:ql)?://.+")),
          new Formed(
              "quarkus.datasource.jdbc.url",
              "QUARKUS_DATASOURCE_JDBC_URL",
              "of the form jdbc:postgresql://host:port/name",
              v -> v.matches("jdbc:(?:otel:)?postgresql:.+")));

  private RequiredSettings() {}

  /** One line that names the first setting that is missing or wrong. */
  static Optional<String> fault(Config config) {
    return missing(config).or(() -> malformed(config));
  }

  /** Whether this run is a migration, which ends when it is done and serves nobody. */
  static boolean migrates(Config config) {
    return isTrue(config, "quarkus.flyway.migrate-at-start")
        && isTrue(config, "quarkus.init-and-exit");
  }

  private static Optional<String> missing(Config config) {
    return (migrates(config) ? MIGRATING : SERVING)
        .stream()
            .filter(setting -> value(config, setting.property()).isEmpty())
            .findFirst()
            .map(setting ->
                "%s is not set: %s. The service does not start without it."
                    .formatted(setting.variable(), setting.meaning()));
  }

  private static Optional<String> malformed(Config config) {
    return FORMS.stream()
        .filter(setting ->
            value(config, setting.property()).filter(setting.fits().negate()).isPresent())
        .findFirst()
        .map(setting -> "%s: the value is not %s.".formatted(setting.variable(), setting.form()));
  }

  private static Optional<String> value(Config config, String property) {
    return config.getOptionalValue(property, String.class).filter(value -> !value.isBlank());
  }

  private static boolean isTrue(Config config, String property) {
    return value(config, property).filter("true"::equalsIgnoreCase).isPresent();
  }

  private static boolean isPort(String value) {
    return value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535;
  }

  private static boolean isFlag(String value) {
    return value.matches("(?i)true|false");
  }
}
