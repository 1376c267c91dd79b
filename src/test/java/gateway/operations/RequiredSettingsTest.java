package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredSettingsTest {

  private static final Map<String, String> SERVING =
      Map.of(
          "quarkus.datasource.reactive.url", "postgresql://db:5432/audits",
          "quarkus.datasource.username", "gateway",
          "gateway.trusted-issuers", "https://login.example.org/{tenantid}/v2.0",
          "mp.jwt.verify.audiences", "api://audits",
          "mp.jwt.verify.publickey.location", "/run/keys/jwks.json");

  @Test
  void is_content_with_what_the_contract_asks_for() {
    assertThat(RequiredSettings.fault(config(SERVING))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.datasource.reactive.url, QUARKUS_DATASOURCE_REACTIVE_URL",
    "quarkus.datasource.username, QUARKUS_DATASOURCE_USERNAME",
    "gateway.trusted-issuers, GATEWAY_TRUSTED_ISSUERS",
    "mp.jwt.verify.audiences, MP_JWT_VERIFY_AUDIENCES",
    "mp.jwt.verify.publickey.location, MP_JWT_VERIFY_PUBLICKEY_LOCATION",
  })
  void names_a_setting_that_is_missing_or_blank(String property, String variable) {
    assertThat(RequiredSettings.fault(config(without(property))).orElseThrow())
        .startsWith(variable + " is not set")
        .doesNotContain("\n");
    assertThat(RequiredSettings.fault(config(with(property, " "))).orElseThrow())
        .startsWith(variable + " is not set");
    assertThat(RequiredSettings.fault(config(with(property, " , "))).orElseThrow())
        .startsWith(variable + " is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.http.port, abc, QUARKUS_HTTP_PORT",
    "quarkus.management.port, 65536, QUARKUS_MANAGEMENT_PORT",
    "gateway.evolvable-enums, hide, GATEWAY_EVOLVABLE_ENUMS",
    "gateway.jwks-interval, abc, GATEWAY_JWKS_INTERVAL",
    "gateway.jwks-interval, PT, GATEWAY_JWKS_INTERVAL",
    "quarkus.datasource.reactive.max-size, abc, QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE",
    "gateway.export.at-once, 0, GATEWAY_EXPORT_AT_ONCE",
    "gateway.requests.memory, 64MB, GATEWAY_REQUESTS_MEMORY",
    "gateway.requests.memory, 0, GATEWAY_REQUESTS_MEMORY",
    "gateway.export.longest, long, GATEWAY_EXPORT_LONGEST",
    "gateway.log.public, ja, GATEWAY_LOG_PUBLIC",
    "gateway.log.public, '', GATEWAY_LOG_PUBLIC",
    "gateway.http.body-timeout, '', GATEWAY_HTTP_BODY_TIMEOUT",
    "gateway.http.body-timeout, 0, GATEWAY_HTTP_BODY_TIMEOUT",
    "gateway.database.acquire-timeout, PT0.000S, GATEWAY_DATABASE_ACQUIRE_TIMEOUT",
    "quarkus.http.port, '', QUARKUS_HTTP_PORT",
    "gateway.rate-limit.tenant.writes, -1, GATEWAY_RATE_LIMIT_TENANT_WRITES",
    "gateway.database.queue, 0, GATEWAY_DATABASE_QUEUE",
    "gateway.require-if-match, yes, GATEWAY_REQUIRE_IF_MATCH",
    "quarkus.otel.sdk.disabled, off, QUARKUS_OTEL_SDK_DISABLED",
    "quarkus.otel.exporter.otlp.endpoint, collector:4318, QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
    "quarkus.datasource.reactive.url, jdbc:postgresql://db/audits, QUARKUS_DATASOURCE_REACTIVE_URL",
    "quarkus.datasource.jdbc.url, postgresql://db/audits, QUARKUS_DATASOURCE_JDBC_URL",
  })
  void names_a_setting_of_the_wrong_form(String property, String value, String variable) {
    assertThat(RequiredSettings.fault(config(with(property, value))).orElseThrow())
        .startsWith(variable + ": ")
        .doesNotContain("\n");
  }

  @Test
  void takes_an_empty_address_for_none_where_none_will_do() {
    assertThat(RequiredSettings.fault(config(with("quarkus.datasource.jdbc.url", "")))).isEmpty();
    assertThat(RequiredSettings.fault(config(with("gateway.http.body-timeout", "100ms"))))
        .isEmpty();
    assertThat(RequiredSettings.fault(config(with("gateway.http.body-timeout", "PT0.5S"))))
        .isEmpty();
  }

  @Test
  void asks_a_migration_for_its_database_alone() {
    var migration = new HashMap<String, String>();
    migration.put("quarkus.flyway.migrate-at-start", "true");
    migration.put("quarkus.init-and-exit", "true");

    assertThat(RequiredSettings.fault(config(migration)).orElseThrow())
        .startsWith("QUARKUS_DATASOURCE_JDBC_URL");

    migration.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://db:5432/audits");
    assertThat(RequiredSettings.fault(config(migration)).orElseThrow())
        .startsWith("QUARKUS_DATASOURCE_USERNAME");

    migration.put("quarkus.datasource.username", "owner");
    assertThat(RequiredSettings.fault(config(migration))).isEmpty();
  }

  private static Map<String, String> with(String property, String value) {
    var settings = new HashMap<>(SERVING);
    settings.put(property, value);
    return settings;
  }

  private static Map<String, String> without(String property) {
    var settings = new HashMap<>(SERVING);
    settings.remove(property);
    return settings;
  }

  private static Config config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder().withDefaultValues(settings).build();
  }
}
