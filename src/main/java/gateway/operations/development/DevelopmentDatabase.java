package gateway.operations.development;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real PostgreSQL, a child of this process that ends with it, with an owner and a serving role as
 * in production. Its data outlive it; to start over, delete the folder.
 */
final class DevelopmentDatabase {

  static final Path FOLDER = Path.of("target", "dev-database");

  private static final Path CLUSTER = FOLDER.resolve("cluster");
  private static final String NAME = "audits";

  /** A first start on a slow disk, or a recovery after a kill, takes some seconds. */
  private static final Duration STARTING = Duration.ofSeconds(60);

  private static final long ENDING_SECONDS = 30;

  /**
   * Says that this database is in use: a system property, because a live reload has a class loader
   * of its own.
   */
  private static final String IN_USE = "development.database";

  private DevelopmentDatabase() {}

  /** Whether the service runs on this database, and on no other that was configured. */
  static boolean isInUse() {
    return Boolean.getBoolean(IN_USE);
  }

  /** Starts the server and prepares what the migration needs; gives the settings to reach it. */
  static Map<String, String> start() {
    endOrphan();
    try {
      var server =
          EmbeddedPostgres.builder()
              .setDataDirectory(CLUSTER)
              .setCleanDataDirectory(false)
              // The machine's own locale may not be installed, and initdb insists.
              .setLocaleConfig("locale", "C")
              .setPGStartupWait(STARTING)
              .start();
      prepare(server);
      return settings(server.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("The development database cannot be prepared.", e);
    }
  }

  private static Map<String, String> settings(int port) {
    String address = "postgresql://localhost:%d/%s".formatted(port, NAME);
    return Map.of(
        IN_USE,
        "true",
        "quarkus.datasource.reactive.url",
        address,
        "quarkus.datasource.username",
        "gateway",
        "quarkus.datasource.password",
        "gateway",
        "quarkus.datasource.jdbc.url",
        "jdbc:" + address,
        "quarkus.flyway.jdbc-url",
        "jdbc:" + address,
        "quarkus.flyway.username",
        "owner",
        "quarkus.flyway.password",
        "owner",
        "quarkus.flyway.migrate-at-start",
        "true");
  }

  private static void prepare(EmbeddedPostgres server) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection()) {
      unless(connection, "select from pg_roles where rolname = 'owner'", "create role owner login");
      unless(
          connection,
          "select from pg_roles where rolname = 'gateway'",
          "create role gateway login");
      unless(
          connection,
          "select from pg_database where datname = '" + NAME + "'",
          "create database " + NAME + " owner owner");
    }
  }

  private static void unless(Connection connection, String found, String command)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      if (!statement.executeQuery(found).next()) {
        statement.execute(command);
      }
    }
  }

  /** A development run that was killed could not end its server, which would now be in the way. */
  private static void endOrphan() {
    if (isLocked()) {
      throw new IllegalStateException(
          "Another development run uses %s; end it first.".formatted(FOLDER));
    }
    var file = CLUSTER.resolve("postmaster.pid");
    if (Files.exists(file)) {
      ProcessHandle.of(processId(file))
          .filter(process -> process.info().command().orElse("").contains("postgres"))
          .ifPresent(DevelopmentDatabase::end);
    }
  }

  private static void end(ProcessHandle server) {
    try {
      server.destroy();
      server.onExit().get(ENDING_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "The PostgreSQL of an earlier run, process %d, does not end.".formatted(server.pid()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The first line of PostgreSQL's own lock file. */
  private static long processId(Path file) {
    try (var lines = Files.lines(file)) {
      return Long.parseLong(lines.findFirst().orElseThrow().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a living process holds the lock that {@link EmbeddedPostgres} takes. */
  private static boolean isLocked() {
    var file = CLUSTER.resolve("epg-lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
