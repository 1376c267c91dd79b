package gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL for the tests: embedded binaries, or with {@code -Dtest.database=containers} a
 * container of the major version that {@code -Dtest.postgres} names. One server for the whole run,
 * with an owner and a serving role as in production.
 */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {

  private static final String NAME = "audits";

  /** How to reach a running server as its superuser. */
  private record Server(String host, int port, String user, String password) {
    String jdbcUrl(String database) {
      return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }
  }

  /**
   * Where the running server stands: a system property, because tests and test resources may have
   * class loaders of their own.
   */
  private static final String RUNNING = "test.running-server";

  @Override
  public Map<String, String> start() {
    var running = server();
    return Map.of(
        "quarkus.datasource.reactive.url",
            "postgresql://%s:%d/%s".formatted(running.host, running.port, NAME),
        "quarkus.datasource.username", "gateway",
        "quarkus.datasource.password", "gateway",
        "quarkus.datasource.jdbc.url", running.jdbcUrl(NAME),
        "quarkus.flyway.jdbc-url", running.jdbcUrl(NAME),
        "quarkus.flyway.username", "owner",
        "quarkus.flyway.password", "owner",
        "quarkus.flyway.migrate-at-start", "true");
  }

  @Override
  public void stop() {
    // The server serves every application of this run and ends with the JVM.
  }

  /** A connection as the superuser, past every policy. */
  public static Connection asSuperuser() throws SQLException {
    var running = server();
    return DriverManager.getConnection(running.jdbcUrl(NAME), running.user, running.password);
  }

  /** A connection as the owner of the tables. */
  public static Connection asOwner() throws SQLException {
    return DriverManager.getConnection(server().jdbcUrl(NAME), "owner", "owner");
  }

  /** Holds an audit's row, as a change that does not end would; until the connection ends. */
  public static Connection locking(UUID tenant, String id) throws SQLException {
    var owner = asOwner();
    owner.setAutoCommit(false);
    try (var statement =
        owner.prepareStatement("select 1 from audit where tenant_id = ? and id = ? for update")) {
      statement.setObject(1, tenant);
      statement.setString(2, id);
      if (!statement.executeQuery().next()) {
        throw new AssertionError("There is no audit " + id);
      }
    }
    return owner;
  }

  /**
   * Runs a statement that locks tables of the history, such as {@code create trigger}, while no
   * sequencer is at them: it holds some months and comes to others, and so does such a statement.
   */
  public static void changeHistory(Connection owner, String sql) throws SQLException {
    try (var statement = owner.createStatement()) {
      boolean _ =
          statement.execute(
              "begin; lock table log_head in access exclusive mode; " + sql + "; commit");
    }
  }

  /** A connection as the serving role. */
  public static Connection asGateway() throws SQLException {
    return DriverManager.getConnection(server().jdbcUrl(NAME), "gateway", "gateway");
  }

  /**
   * A new database of the same server, migrated, that one test has for itself.
   *
   * @return its JDBC URL, without a user
   */
  public static String migrated(String name) throws SQLException {
    String url = created(name);
    migrate(url, "gateway");
    return url;
  }

  /** Migrates a database as its owner, for a serving role. */
  public static void migrate(String url, String role) {
    var result =
        Flyway.configure()
            .dataSource(url, "owner", "owner")
            .placeholders(Map.of("role", role))
            .load()
            .migrate();
    if (!result.success) {
      throw new IllegalStateException("The database " + url + " cannot be migrated.");
    }
  }

  /** A new database of the same server with nothing in it; gives its JDBC URL, without a user. */
  public static String created(String name) throws SQLException {
    var running = server();
    try (var connection =
            DriverManager.getConnection(
                running.jdbcUrl("postgres"), running.user, running.password);
        var statement = connection.createStatement()) {
      statement.execute("create database " + name + " owner owner");
    }
    return running.jdbcUrl(name);
  }

  /** A connection to a database of {@link #created} as the superuser. */
  public static Connection asSuperuser(String url) throws SQLException {
    return DriverManager.getConnection(url, server().user, server().password);
  }

  private static Server server() {
    synchronized (System.getProperties()) {
      String running = System.getProperty(RUNNING);
      if (running != null) {
        var parts = running.split(" ");
        return new Server(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
      }
      var started =
          switch (System.getProperty("test.database", "embedded")) {
            case "containers" -> container();
            case "embedded" -> embedded();
            default ->
                throw new IllegalStateException("test.database is neither embedded nor containers");
          };
      prepare(started);
      System.setProperty(
          RUNNING,
          String.join(" ", started.host, "" + started.port, started.user, started.password));
      return started;
    }
  }

  private static Server embedded() {
    try {
      // Sets fsync and synchronous_commit off by itself.
      var postgres = EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      return new Server("localhost", postgres.getPort(), "postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Server container() {
    String version = System.getProperty("test.postgres", "18");
    var container =
        new PostgreSQLContainer("postgres:" + version)
            .withCommand(
                "postgres",
                "-c",
                "max_connections=200",
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off");
    container.start();
    // The engine here may have no reaper, so the container ends with the JVM.
    Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
    return new Server(
        container.getHost(),
        container.getMappedPort(5432),
        container.getUsername(),
        container.getPassword());
  }

  private static void prepare(Server server) {
    try (var connection =
            DriverManager.getConnection(server.jdbcUrl("postgres"), server.user, server.password);
        var statement = connection.createStatement()) {
      statement.execute("create role owner login password 'owner'");
      statement.execute("create role gateway login password 'gateway'");
      statement.execute("create database " + NAME + " owner owner");
    } catch (SQLException e) {
      throw new IllegalStateException("The test database cannot be prepared.", e);
    }
  }
}
