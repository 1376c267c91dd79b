package gateway.operations;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.postgresql.Driver;

/**
 * The command {@code maintain}: makes the months of the history that lie ahead, as its owner; a
 * scheduled job's work. Entries of a month that has none go to the default partition, from where
 * nothing moves them.
 */
final class Maintenance {

  /** As the migration makes them: a job that fails for months is still no emergency. */
  private static final int MONTHS_AHEAD = 12;

  private Maintenance() {}

  /**
   * Gives what was done, in one line.
   *
   * @throws StartupFailure when a setting is missing, or the database refuses
   */
  static String run(Config config) {
    RequiredSettings.faultOfOwner(config)
        .ifPresent(fault -> {
          throw new StartupFailure(fault);
        });
    String url = config.getValue("quarkus.datasource.jdbc.url", String.class);
    var login = new Properties();
    login.setProperty("user", config.getValue("quarkus.datasource.username", String.class));
    password(config).ifPresent(password -> login.setProperty("password", password));
    try (var connection = new Driver().connect(url, login)) {
      if (connection == null) {
        throw new StartupFailure(
            "QUARKUS_DATASOURCE_JDBC_URL: the value is not of the form jdbc:postgresql://host:port/name.");
      }
      try (var statement = connection.prepareStatement("select ensure_history_partitions(?)")) {
        statement.setInt(1, MONTHS_AHEAD);
        try (var row = statement.executeQuery()) {
          boolean _ = row.next();
          return "The history has its partitions for %d months ahead; %d were made."
              .formatted(MONTHS_AHEAD, row.getInt(1));
        }
      }
    } catch (SQLException e) {
      throw new StartupFailure(
          "QUARKUS_DATASOURCE_JDBC_URL: maintenance failed: "
              + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "));
    }
  }

  private static Optional<String> password(Config config) {
    return config.getOptionalValue("quarkus.datasource.password", String.class);
  }
}
