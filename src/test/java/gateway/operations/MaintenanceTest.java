package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.TestDatabase;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class MaintenanceTest {

  @Test
  void makes_the_months_that_are_missing() throws SQLException {
    String url = TestDatabase.migrated("maintained");
    var month = YearMonth.now(ZoneOffset.UTC).plusMonths(7);
    try (var connection = DriverManager.getConnection(url, "owner", "owner");
        var statement = connection.createStatement()) {
      for (String parent : new String[] {"history_entry", "history_personal"}) {
        boolean _ =
            statement.execute(
                "drop table %s_%d_%02d".formatted(parent, month.getYear(), month.getMonthValue()));
      }
    }
    var config =
        config(
            Map.of(
                "quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.username", "owner",
                "quarkus.datasource.password", "owner"));

    assertThat(Maintenance.run(config))
        .isEqualTo("The history has its partitions for 12 months ahead; 2 were made.");
    assertThat(Maintenance.run(config))
        .isEqualTo("The history has its partitions for 12 months ahead; 0 were made.");
  }

  @Test
  void names_the_setting_that_is_missing_or_wrong() throws SQLException {
    var settings = new HashMap<String, String>();

    assertThatThrownBy(() -> Maintenance.run(config(settings)))
        .isInstanceOf(StartupFailure.class)
        .hasMessageStartingWith("QUARKUS_DATASOURCE_JDBC_URL is not set");

    settings.put("quarkus.datasource.jdbc.url", TestDatabase.migrated("not_maintained"));
    settings.put("quarkus.datasource.username", "gateway");
    settings.put("quarkus.datasource.password", "gateway");
    assertThatThrownBy(() -> Maintenance.run(config(settings)))
        .isInstanceOf(StartupFailure.class)
        .hasMessageStartingWith(
            "QUARKUS_DATASOURCE_JDBC_URL: maintenance failed: ERROR: permission denied");
  }

  private static Config config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build();
  }
}
