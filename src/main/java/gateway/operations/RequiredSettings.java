package gateway.operations;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

  private static final Required USERNAME =
      new Required(
          "quarkus.datasource.username",
          "QUARKUS_DATASOURCE_USERNAME",
          "the database's role: the owner to migrate, another to serve");

  private static final List<Required> MIGRATING =
      List.of(
          new Required(
              "quarkus.datasource.jdbc.url",
              "QUARKUS_DATASOURCE_JDBC_URL",
              "the database to migrate, as jdbc:postgresql://host:port/name"),
          USERNAME);

  private static final List<Required> SERVING =
      List.of(
          new Required(
              "quarkus.datasource.reactive.url",
              "QUARKUS_DATASOURCE_REACTIVE_URL",
              "the database, as postgresql://host:port/name"),
          USERNAME,
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
              "gateway.rate-limit.enabled",
              "GATEWAY_RATE_LIMIT_ENABLED",
              "true or false",
              RequiredSettings::isFlag),
          new Formed(
              "gateway.log.public",
              "GATEWAY_LOG_PUBLIC",
              "true or false",
              RequiredSettings::isFlag),
          new Formed(
              "quarkus.otel.sdk.disabled",
              "QUARKUS_OTEL_SDK_DISABLED",
              "true or false",
              RequiredSettings::isFlag),
          new Formed(
              "quarkus.otel.exporter.otlp.endpoint",
              "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
              "of the form http://host:port",
              v -> v.matches("https?://.+")),
          rate("application.writes"),
          rate("application.requests"),
          rate("tenant.writes"),
          rate("tenant.requests"),
          number("quarkus.datasource.reactive.max-size", "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE"),
          number("gateway.database.queue", "GATEWAY_DATABASE_QUEUE"),
          number("gateway.database.read-connections", "GATEWAY_DATABASE_READ_CONNECTIONS"),
          duration("gateway.database.acquire-timeout", "GATEWAY_DATABASE_ACQUIRE_TIMEOUT"),
          duration("gateway.database.statement-timeout", "GATEWAY_DATABASE_STATEMENT_TIMEOUT"),
          number("gateway.export.at-once", "GATEWAY_EXPORT_AT_ONCE"),
          duration("gateway.export.longest", "GATEWAY_EXPORT_LONGEST"),
          number("gateway.requests.at-once", "GATEWAY_REQUESTS_AT_ONCE"),
          new Formed(
              "gateway.requests.memory",
              "GATEWAY_REQUESTS_MEMORY",
              "a number of bytes such as 64M",
              v -> v.matches("[1-9]\\d{0,8}[KkMmGg]?")),
          number("quarkus.http.limits.max-connections", "QUARKUS_HTTP_LIMITS_MAX_CONNECTIONS"),
          duration("gateway.http.body-timeout", "GATEWAY_HTTP_BODY_TIMEOUT"),
          duration("gateway.jwks-interval", "GATEWAY_JWKS_INTERVAL"),
          new Formed(
              "quarkus.datasource.reactive.url",
              "QUARKUS_DATASOURCE_REACTIVE_URL",
              "of the form postgresql://host:port/name",
              v -> v.matches("(?:vertx-reactive:)?postgres(?:ql)?://.+")),
          new Formed(
              "quarkus.datasource.jdbc.url",
              "QUARKUS_DATASOURCE_JDBC_URL",
              "of the form jdbc:postgresql://host:port/name",
              // Empty is none: serving needs no JDBC URL.
              v -> v.isEmpty() || v.matches("jdbc:(?:otel:)?postgresql:.+")));

  private RequiredSettings() {}

  /** One line that names the first setting that is missing or wrong. */
  static Optional<String> fault(Config config) {
    return missing(config).or(() -> malformed(config));
  }

  /** The same of what a command of the database's owner needs. */
  static Optional<String> faultOfOwner(Config config) {
    return firstMissing(config, MIGRATING).or(() -> malformed(config));
  }

  /** Whether this run is a migration, which ends when it is done and serves nobody. */
  static boolean migrates(Config config) {
    return isTrue(config, "quarkus.flyway.migrate-at-start")
        && isTrue(config, "quarkus.init-and-exit");
  }

  private static Optional<String> missing(Config config) {
    return firstMissing(config, migrates(config) ? MIGRATING : SERVING);
  }

  private static Optional<String> firstMissing(Config config, List<Required> settings) {
    return settings.stream()
        .filter(setting -> value(config, setting.property()).isEmpty())
        .findFirst()
        .map(setting ->
            "%s is not set: %s. The service does not start without it."
                .formatted(setting.variable(), setting.meaning()));
  }

  private static Optional<String> malformed(Config config) {
    return FORMS.stream()
        .filter(setting ->
            written(config, setting.property()).filter(setting.fits().negate()).isPresent())
        .findFirst()
        .map(setting -> "%s: the value is not %s.".formatted(setting.variable(), setting.form()));
  }

  /** What is blank, or a list of nothing, is not there. */
  private static Optional<String> value(Config config, String property) {
    return config
        .getOptionalValue(property, String.class)
        .filter(value -> !value.replace(',', ' ').isBlank());
  }

  /** What an operator wrote; empty text, too, which the framework refuses in a page of words. */
  private static Optional<String> written(Config config, String property) {
    var value = config.getConfigValue(property);
    return value.getRawValue() == null
        ? Optional.empty()
        : Optional.of(Objects.requireNonNullElse(value.getValue(), ""));
  }

  private static boolean isTrue(Config config, String property) {
    return value(config, property).filter("true"::equalsIgnoreCase).isPresent();
  }

  private static boolean isPort(String value) {
    return value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535;
  }

  private static Formed number(String property, String variable) {
    return new Formed(
        property, variable, "a whole number from 1 to 99999", v -> v.matches("[1-9]\\d{0,4}"));
  }

  private static Formed rate(String of) {
    String property = "gateway.rate-limit." + of;
    return new Formed(
        property,
        property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
        "a whole number from 1 to 999999999",
        v -> v.matches("[1-9]\\d{0,8}"));
  }

  private static Formed duration(String property, String variable) {
    return new Formed(
        property,
        variable,
        "a duration such as 30s or PT30S",
        v ->
            v.matches(
                "(?i)(?=.*[1-9])(?:\\d{1,9}(?:ms|s|m|h|d)?|P(?=.)(?:\\d+D)?(?:T(?=.)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?)"));
  }

  private static boolean isFlag(String value) {
    return value.matches("(?i)true|false");
  }
}
