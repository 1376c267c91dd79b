import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The training run of the JVM's ahead-of-time cache: starts a PostgreSQL of its own, migrates it, starts the service as
 * production does, asks it what clients ask, and stops it, upon which the JVM writes what it has learned.
 *
 * <p>Arguments: the file to write, then the command that starts the service ({@code java ... -jar quarkus-run.jar}).
 * Fails when the service answers anything but what is expected, so that no image is made of a service that does not work.
 */
final class Training {

  /** Enough for the JVM to have compiled what every request passes through; some ten seconds. */
  private static final int ROUNDS = 600;

  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final Duration ANSWERING = Duration.ofSeconds(30);

  /** Migrating takes seconds, writing the cache some ten more, on a slow machine several times that. */
  private static final long ENDING_SECONDS = 300;

  private static final String TENANT = "7a4e9f10-52c6-4d8b-9e33-0b1f6c2d5a71";
  private static final String ISSUER = "https://login.training.example/%s/v2.0";
  private static final String AUDIENCE = "api://training";

  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path cache;
  private final List<String> command;
  private final KeyPair keys;
  private final int port = freePort();
  private final int managementPort = freePort();

  private Training(Path cache, List<String> command) throws IOException, GeneralSecurityException {
    this.cache = cache;
    this.command = command;
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    this.keys = generator.generateKeyPair();
  }

  public static void main(String[] arguments) throws Exception {
    var command = List.of(arguments).subList(1, arguments.length);
    try (var database = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").setPGStartupWait(STARTING).start()) {
      new Training(Path.of(arguments[0]), command).run(database);
    }
  }

  private void run(EmbeddedPostgres database) throws Exception {
    createRoles(database);
    String address = "postgresql://localhost:%d/audits".formatted(database.getPort());
    end(start(command, Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + address,
        "QUARKUS_DATASOURCE_USERNAME", "owner",
        "QUARKUS_DATASOURCE_PASSWORD", "owner",
        "QUARKUS_FLYWAY_MIGRATE_AT_START", "true",
        "QUARKUS_INIT_AND_EXIT", "true")), 0);
    var recording = new ArrayList<>(command);
    recording.add(1, "-XX:AOTCacheOutput=" + cache);
    var service = start(recording, Map.of(
        "QUARKUS_DATASOURCE_REACTIVE_URL", address,
        "QUARKUS_DATASOURCE_USERNAME", "gateway",
        "QUARKUS_DATASOURCE_PASSWORD", "gateway",
        "QUARKUS_HTTP_HOST", "127.0.0.1",
        "QUARKUS_HTTP_PORT", String.valueOf(port),
        "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
        "QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort),
        "GATEWAY_TRUSTED_ISSUERS", ISSUER.formatted("{tenantid}"),
        "MP_JWT_VERIFY_AUDIENCES", AUDIENCE,
        "MP_JWT_VERIFY_PUBLICKEY_LOCATION", publicKey().toString()));
    try {
      awaitReady(service);
      var began = Instant.now();
      work();
      System.out.printf("training: %d rounds in %d ms%n", ROUNDS, Duration.between(began, Instant.now()).toMillis());
      service.destroy();
      // 128 + 15: ended by the signal that asked it to, which is how the JVM reports it.
      end(service, 143);
    } finally {
      service.destroyForcibly();
    }
    System.out.printf("training: %s, %d MiB%n", cache, Files.size(cache) >> 20);
  }

  /** What clients do most, and the refusals that they meet most. */
  private void work() throws Exception {
    String audits = "/beta/deviceManagement/remoteActionAudits";
    String token = token("DeviceManagementManagedDevices.ReadWrite.All");
    expect(401, "GET", audits, "", null);
    expect(403, "POST", audits, "{}", token("DeviceManagementManagedDevices.Read.All"));
    for (int round = 0; round < ROUNDS; round++) {
      String id = "training-" + round;
      expect(201, "POST", audits, """
          {"id":"%s","action":"factoryReset","requestDateTime":"2026-01-01T00:03:07.1589002-08:00","deviceDisplayName":"LAPTOP-%d","userName":"Ada"}"""
          .formatted(id, round), token);
      expect(200, "PATCH", audits + "/" + id, "{\"actionState\":\"done\",\"userName\":null}", token);
      expect(200, "GET", audits + "/" + id, "", token);
      expect(200, "GET", audits + "('" + id + "')?$select=id,action", "", token);
      expect(200, "GET", audits + "?$top=50&$count=true", "", token);
      expect(200, "GET", audits + "?$filter=action%20eq%20'factoryReset'%20and%20startswith(deviceDisplayName,'LAPTOP')&$orderby=userName&$top=20", "", token);
      expect(200, "GET", audits + "/" + id + "/history", "", token);
      expect(400, "PATCH", audits + "/" + id, "{\"unknown\":1,\"action\":null}", token);
      if (round % 10 == 0) {
        // A new token costs a signature check, which callers with a token in hand do not.
        token = token("DeviceManagementManagedDevices.ReadWrite.All");
        expect(404, "GET", audits + "/missing", "", token);
        expect(200, "GET", audits + "/$count?$search=ada", "", token);
        expect(204, "DELETE", audits + "/" + id, "", token);
      }
    }
    for (String probe : List.of("started", "live", "ready")) {
      int status = client.send(request(managementPort, "/q/health/" + probe).build(), BodyHandlers.discarding()).statusCode();
      require(status == 200, "health " + probe, status);
    }
    int metrics = client.send(request(managementPort, "/q/metrics").build(), BodyHandlers.discarding()).statusCode();
    require(metrics == 200, "metrics", metrics);
  }

  private void expect(int status, String method, String path, String body, String token)
      throws IOException, InterruptedException {
    var request = request(port, path).method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .header("Content-Type", "application/json").header("Accept-Encoding", "gzip");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    int answered = client.send(request.build(), BodyHandlers.discarding()).statusCode();
    require(answered == status, method + " " + path, answered);
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(ANSWERING);
  }

  private static void require(boolean held, String what, int answered) {
    if (!held) {
      throw new IllegalStateException("%s was answered with %d".formatted(what, answered));
    }
  }

  private void awaitReady(Process service) throws InterruptedException {
    var deadline = Instant.now().plus(STARTING);
    while (Instant.now().isBefore(deadline)) {
      try {
        var ready = request(managementPort, "/q/health/ready").build();
        if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // It does not listen before it has started.
      }
      if (service.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("The service ended with " + service.exitValue());
      }
    }
    throw new IllegalStateException("The service was not ready within " + STARTING);
  }

  private static Process start(List<String> command, Map<String, String> settings) throws IOException {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(settings);
    // The training is one caller, who asks more than any may.
    builder.environment().put("GATEWAY_RATE_LIMIT_ENABLED", "false");
    return builder.start();
  }

  private static void end(Process process, int expected) throws InterruptedException {
    if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS) || process.exitValue() != expected) {
      process.destroyForcibly();
      throw new IllegalStateException("The service did not end with %d: %s".formatted(expected, process));
    }
  }

  private static void createRoles(EmbeddedPostgres database) throws SQLException {
    try (var connection = database.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
      for (String command : List.of("create role owner login", "create role gateway login", "create database audits owner owner")) {
        statement.execute(command);
      }
    }
  }

  private Path publicKey() throws IOException {
    String encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPublic().getEncoded());
    var file = Files.createTempFile("training", ".pem");
    return Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n".formatted(encoded));
  }

  private String token(String permission) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    String signed = part("{\"typ\":\"JWT\",\"alg\":\"RS256\"}") + "." + part("""
        {"iss":"%s","aud":"%s","tid":"%s","nbf":%d,"exp":%d,"oid":"c2d1f3a4-9b7e-4f60-8a51-3e6d7c8b9a02","sub":"training",\
        "azp":"11f0a7c8-6d5e-4b3a-92c1-d0e9f8a7b6c5","preferred_username":"ada@example.org","scp":"%s"}"""
        .formatted(ISSUER.formatted(TENANT), AUDIENCE, TENANT, now, now + 3600, permission));
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes());
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
