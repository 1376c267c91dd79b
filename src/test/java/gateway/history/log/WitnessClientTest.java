package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import gateway.TestWitness;
import gateway.history.log.WitnessClient.Answer;
import gateway.tlog.AddCheckpoint;
import gateway.tlog.Checkpoint;
import gateway.tlog.Cosigner;
import gateway.tlog.Hash;
import gateway.tlog.LogSigner;
import gateway.tlog.SecretKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the client makes of answers that other witnesses than ours may give. */
class WitnessClientTest {

  private static final Checkpoint CHECKPOINT = Checkpoint.of("log", 0, Hash.OF_EMPTY_TREE);
  private static final Cosigner WITNESS = cosigner("w");
  private static final AddCheckpoint ASKED =
      new AddCheckpoint(
          0, List.of(), new LogSigner("log", SecretKey.ofPem(TestWitness.pem())).sign(CHECKPOINT));

  private final WitnessClient client = new WitnessClient();
  private HttpServer http;
  private int status = 200;
  private Optional<String> type = Optional.empty();
  private String body = "";

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var _ =
        http.createContext(
            "/w/add-checkpoint",
            exchange -> {
              try (exchange) {
                assertThat(exchange.getRequestBody().readAllBytes()).isEqualTo(ASKED.encode());
                type.ifPresent(given -> exchange.getResponseHeaders().set("Content-Type", given));
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
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

  @Test
  void takes_the_witnesss_cosignature_among_others() {
    body = line(cosigner("other")) + line(cosigner("w")) + line(WITNESS) + line(cosigner("x"));

    assertThat(ask())
        .isInstanceOfSatisfying(
            Answer.Cosigned.class,
            cosigned -> {
              assertThat(cosigned.signature().key()).isEqualTo(WITNESS.verifierKey());
              assertThat(cosigned.signature().cosignedAt()).hasValue(1_700_000_000);
            });
  }

  @Test
  void believes_no_cosignature_of_another_or_of_something_else() {
    var other = Checkpoint.of("log", 1, Hash.OF_EMPTY_TREE);
    for (String lines :
        List.of(
            "",
            "\n",
            "no line\n",
            line(cosigner("w")),
            line(WITNESS).strip(),
            WITNESS.cosign(other, Instant.EPOCH.plusSeconds(1)).line(),
            WITNESS.cosign(CHECKPOINT, Instant.ofEpochSecond(253_402_300_800L)).line())) {
      body = lines;

      assertThatThrownBy(this::ask)
          .as(lines)
          .isInstanceOf(WitnessClient.Away.class)
          .hasMessageStartingWith("its cosignature is ");
    }
  }

  @Test
  void reads_where_the_witness_stands() {
    status = 409;
    type = Optional.of("text/x.tlog.size");
    body = "20852014\n";

    assertThat(ask()).isEqualTo(new Answer.StandsAt(20_852_014));
  }

  @ParameterizedTest
  @CsvSource({
    "409, text/plain, '7\n'",
    "409, text/x.tlog.size, 7",
    "409, text/x.tlog.size, '07\n'",
    "409, text/x.tlog.size, '-7\n'",
    "400, text/plain, x",
    "403, text/plain, x",
    "404, text/plain, x",
    "422, text/plain, x",
  })
  void takes_every_other_refusal_for_one(int answered, String with, String text) {
    status = answered;
    type = Optional.of(with);
    body = text;

    assertThat(ask()).isEqualTo(new Answer.Refused(answered, text.strip()));
  }

  @ParameterizedTest
  @CsvSource({"204", "302", "429", "500", "503"})
  void takes_a_witness_that_cannot_answer_for_one_that_is_away(int answered) {
    status = answered;

    assertThatThrownBy(this::ask)
        .isInstanceOf(WitnessClient.Away.class)
        .hasMessage("it answers " + answered);
  }

  @Test
  void reads_no_more_than_a_witness_has_to_say() {
    status = 404;
    body = "x".repeat(65_537);

    assertThatThrownBy(this::ask).isInstanceOf(WitnessClient.Away.class);
  }

  @Test
  void closes_the_connection_when_nobody_waits_for_the_answer_any_longer() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var asked =
          client.ask(address(silent.getLocalPort()), ASKED).subscribe().with(_ -> {}, _ -> {});
      try (var connection = silent.accept()) {
        connection.setSoTimeout(30_000);
        assertThat(connection.getInputStream().read()).isEqualTo('P');

        asked.cancel();

        // Everything that was sent, and then the end.
        assertThat(connection.getInputStream().readAllBytes()).isNotEmpty();
      }
    }
  }

  @Test
  void finds_out_that_nobody_listens() {
    http.stop(0);

    assertThatThrownBy(this::ask).isInstanceOf(WitnessClient.Away.class);
  }

  private Answer ask() {
    return client.ask(address(http.getAddress().getPort()), ASKED).await().indefinitely();
  }

  private static WitnessAddress address(int port) {
    return WitnessAddress.parse(WITNESS.verifierKey() + " http://127.0.0.1:" + port + "/w");
  }

  private static Cosigner cosigner(String name) {
    return new Cosigner(name, SecretKey.ofPem(TestWitness.pem()));
  }

  private static String line(Cosigner cosigner) {
    return cosigner.cosign(CHECKPOINT, Instant.ofEpochSecond(1_700_000_000)).line();
  }
}
