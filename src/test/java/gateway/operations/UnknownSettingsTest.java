package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownSettingsTest {

  /** Read by the migration, not by a mapping. */
  private static final String OF_FLYWAY = "GATEWAY_DATABASE_ROLE";

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_TRUSTED_ISSUER, GATEWAY_TRUSTED_ISSUERS",
    "GATEWAY_RATE_LIMIT_TENANT_WRITE, GATEWAY_RATE_LIMIT_TENANT_WRITES",
    "GATEWAY_RATELIMIT_ENABLED, GATEWAY_RATE_LIMIT_ENABLED",
    "GATEWAY_LOG_SIGNING_KEY_FILE, GATEWAY_LOG_SIGNING_KEY_LOCATION",
    "GATEWAY_REQUIRE_IFMATCH, GATEWAY_REQUIRE_IF_MATCH",
  })
  void names_the_setting_that_was_probably_meant(String written, String meant) {
    assertThat(UnknownSettings.warnings(Set.of(written)))
        .containsExactly(
            written + " is no setting of this service and does nothing; is " + meant + " meant?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GATEWAY_LOG_PUBLIC",
        "GATEWAY_TRUSTED_ISSUERS_FILE",
        "GATEWAY_TRUSTED_PROXIES_0_",
        "GATEWAY_SERVICE_HOST",
        "GATEWAY_SERVICE_PORT",
        "GATEWAY_SERVICE_PORT_HTTP",
        "GATEWAY_PORT",
        "GATEWAY_PORT_8080_TCP",
        "GATEWAY_PORT_8080_TCP_ADDR",
        "GATEWAY_DB_RW_SERVICE_HOST",
        "GATEWAY_DB_RW_PORT_5432_TCP_PROTO",
        "PATH",
        "QUARKUS_HTTP_PORT",
      })
  void says_nothing_of_settings_and_of_what_kubernetes_sets(String name) {
    assertThat(UnknownSettings.warnings(Set.of(name))).isEmpty();
  }

  @Test
  void knows_every_setting_that_is_read() {
    var read = new TreeSet<>(Set.of(OF_FLYWAY));
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("gateway")
            .stream()
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
            .map(JavaClass::reflect)
            .flatMap(type ->
                ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(type))
                    .keySet()
                    .stream())
            // One element of a list; what is written so is tested above.
            .filter(name -> !name.endsWith("[*]"))
            .map(name -> name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
            .forEach(read::add);

    assertThat(UnknownSettings.KNOWN).containsExactlyElementsOf(read);
  }
}
