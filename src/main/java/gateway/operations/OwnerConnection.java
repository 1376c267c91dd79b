package gateway.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.postgresql.Driver;

/** The database as its owner has it, for the commands that are the owner's. */
public final class OwnerConnection {

  /** What a command does with it. */
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private OwnerConnection() {}

  /**
   * Connects, works, and ends the connection.
   *
   * @param name what an operator calls the work
   * @throws StartupFailure when a setting is missing, or the database refuses
   */
  public static <T> T run(Config config, String name, Work<T> work) {
    RequiredSettings.faultOfOwner(config)
        .ifPresent(fault -> {
          throw new StartupFailure(fault);
        });
    try (var connection = connected(config)) {
      return work.with(connection);
    } catch (SQLException e) {
      throw new StartupFailure("%s failed: %s".formatted(name, oneLine(e)));
    }
  }

  private static Connection connected(Config config) {
    try {
      var connection =
          new Driver()
              .connect(config.getValue("quarkus.datasource.jdbc.url", String.class), login(config));
      if (connection == null) {
        throw new StartupFailure(
            "QUARKUS_DATASOURCE_JDBC_URL: the value is not of the form jdbc:postgresql://host:port/name.");
      }
      return connection;
    } catch (SQLException e) {
      throw new StartupFailure("%s: %s".formatted(setting(e), oneLine(e)));
    }
  }

  /**
   * Class 28 is a log-in that was refused; whatever else keeps a connection from being made, the
   * address leads to.
   */
  private static String setting(SQLException refused) {
    return String.valueOf(refused.getSQLState()).startsWith("28")
        ? "QUARKUS_DATASOURCE_USERNAME, QUARKUS_DATASOURCE_PASSWORD"
        : "QUARKUS_DATASOURCE_JDBC_URL";
  }

  private static String oneLine(SQLException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }

  private static Properties login(Config config) {
    var login = new Properties();
    login.setProperty("user", config.getValue("quarkus.datasource.username", String.class));
    config
        .getOptionalValue("quarkus.datasource.password", String.class)
        .ifPresent(password -> login.setProperty("password", password));
    return login;
  }
}
