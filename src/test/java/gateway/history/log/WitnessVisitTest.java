package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import gateway.TestWitness;
import gateway.tlog.Cosigner;
import gateway.tlog.SecretKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of a witness that answers as no honest one has a reason to. */
@GatewayTest
class WitnessVisitTest {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);
  private final WitnessClient client = new WitnessClient();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private HttpServer http;
  private int status;
  private Supplier<String> body = () -> "";

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;
  @Inject Cosignatures cosignatures;
  @Inject LogReader reader;
  @Inject SeenFiles files;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var _ =
        http.createContext(
            "/add-checkpoint",
            exchange -> {
              try (exchange) {
                byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/x.tlog.size");
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
              }
            });
    http.start();
  }

  @AfterEach
  void end() {
    client.close();
    http.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "422, '', contradicted",
    "409, '0\n', contradicted",
    "409, '7\n', ahead",
    "409, '', contradicted",
    "400, '', refused",
    "403, '', refused",
    "404, '', refused",
  })
  void counts_what_the_witness_answered(int answered, String text, String result) {
    grown();
    status = answered;
    body = () -> text;

    visit().of(tenant).await().atMost(LONGEST);

    assertThat(counted()).isEqualTo(Map.of(result, 1.0));
  }

  @Test
  void counts_that_the_witness_is_away() {
    grown();
    status = 503;

    assertThatThrownBy(() -> visit().of(tenant).await().atMost(LONGEST))
        .isInstanceOf(WitnessClient.Away.class);

    assertThat(counted()).isEqualTo(Map.of("away", 1.0));
  }

  @Test
  void counts_that_other_pods_were_faster_each_time() {
    grown();
    grown();
    status = 409;
    var stands = List.of("1\n", "2\n", "1\n").iterator();
    body = stands::next;

    visit().of(tenant).await().atMost(LONGEST);

    assertThat(counted()).isEqualTo(Map.of("overtaken", 1.0));
  }

  @Test
  void counts_a_failure_of_its_own_apart() throws SQLException {
    grownWithoutTiles();
    status = 409;
    body = () -> "1\n";

    assertThatThrownBy(() -> visit().of(tenant).await().atMost(LONGEST))
        .hasMessageContaining("has lost its tile");

    assertThat(counted()).isEqualTo(Map.of("failed", 1.0));
  }

  @Test
  void hears_of_another_log_although_one_has_failed_by_itself() throws SQLException {
    grownWithoutTiles();
    var other = otherThatHasGrown();
    var cosigning = cosigning();
    status = 409;
    body = () -> "1\n";
    cosigning.hear(tenant).await().atMost(LONGEST);
    assertThat(counted()).containsEntry("failed", 1.0);

    status = 404;
    cosigning.hear(other).await().atMost(LONGEST);

    assertThat(counted()).containsEntry("refused", 1.0);
    cosigning.close();
  }

  @Test
  void waits_for_no_witness_that_is_away_before_it_signs_the_next_log() {
    grown();
    var other = otherThatHasGrown();
    var cosigning = cosigning();
    status = 503;
    cosigning.hear(tenant).await().atMost(LONGEST);

    cosigning.hear(other).await().atMost(LONGEST);

    assertThat(counted()).containsEntry("away", 1.0);
    cosigning.close();
  }

  @Test
  void begins_with_zeros_so_that_the_first_refusal_is_an_increase() {
    new WitnessMeters(registry).watch("w", () -> true);

    assertThat(registry.find("gateway.log.witness.visits").tag("witness", "w").counters())
        .hasSize(WitnessMeters.Result.values().length);
    assertThat(registry.get("gateway.log.witness.away").tag("witness", "w").gauge().value())
        .isEqualTo(1);
  }

  private UUID otherThatHasGrown() {
    var other = UUID.randomUUID();
    assertThat(Api.of(other).created()).isNotEmpty();
    new TestLog(other).sequencedBy(sequencer).publishedBy(publisher);
    return other;
  }

  private void grownWithoutTiles() throws SQLException {
    grown();
    grown();
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      boolean _ =
          statement.execute(
              "set session_replication_role = replica; delete from log_tile where tenant_id = '%s'"
                  .formatted(tenant));
    }
  }

  private void grown() {
    assertThat(api.created()).isNotEmpty();
    log.sequencedBy(sequencer).publishedBy(publisher);
  }

  private Map<String, Double> counted() {
    return registry.find("gateway.log.witness.visits").tag("witness", "w").counters().stream()
        .collect(
            Collectors.toMap(
                counter -> counter.getId().getTag("result"), counter -> counter.count()));
  }

  private Cosigning cosigning() {
    var settings =
        new TestLogSettings(
            Optional.of("not read"), Optional.empty(), Optional.of(List.of(witness())));
    var cosigning =
        new Cosigning(
            new Witnesses(settings),
            cosignatures,
            reader,
            new WitnessAhead(new Seen(files)),
            new WitnessMeters(registry),
            Clock.systemUTC());
    cosigning.ready();
    return cosigning;
  }

  private String witness() {
    var key = new Cosigner("w", SecretKey.ofPem(TestWitness.pem())).verifierKey();
    return key + " http://127.0.0.1:" + http.getAddress().getPort();
  }

  private WitnessVisit visit() {
    return new WitnessVisit(
        WitnessAddress.parse(witness()),
        client,
        cosignatures,
        reader,
        new WitnessAhead(new Seen(files)),
        new WitnessMeters(registry));
  }
}
