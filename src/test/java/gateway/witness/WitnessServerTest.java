package gateway.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.TestWitness;
import gateway.command.Unable;
import gateway.tlog.Checkpoint;
import gateway.tlog.LogSigner;
import gateway.tlog.Note;
import gateway.tlog.SecretKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The witness as a log has it: over HTTP, with its files on a disk. */
class WitnessServerTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final SecretKey KEY = SecretKey.ofPem(TestWitness.pem());
  private static final String ORIGIN = "log.example.org/t";
  private static final SampleLog LOG = SampleLog.of(new LogSigner(ORIGIN, KEY));

  @TempDir Path folder;
  private TestWitness witness;

  @BeforeEach
  void start() {
    witness = TestWitness.in(folder);
    witness.knows(LOG.signer().verifierKey());
    witness.start();
  }

  @AfterEach
  void end() {
    witness.close();
  }

  @Test
  void cosigns_a_log_as_it_grows() {
    for (int[] step : new int[][] {{0, 3}, {3, 7}, {7, 7}, {7, 40}}) {
      var answer = add(LOG.grown(step[0], step[1]));

      assertThat(answer.statusCode()).isEqualTo(200);
      var note = LOG.signer().sign(LOG.checkpoint(step[1])) + answer.body();
      assertThat(Note.parse(note.getBytes(StandardCharsets.UTF_8)).verify(List.of(witness.key())))
          .hasSize(1);
    }
  }

  @Test
  void has_written_down_what_it_signs_when_the_answer_comes() throws IOException {
    for (int size = 1; size < 20; size++) {
      assertThat(add(LOG.grown(size - 1, size)).statusCode()).isEqualTo(200);

      assertThat(stored()).isEqualTo(LOG.checkpoint(size));
    }
    try (var files = Files.list(witness.store())) {
      assertThat(files.map(file -> file.getFileName().toString().replaceAll("^[0-9a-f]{64}", "")))
          .containsExactlyInAnyOrder(".note", "lock");
    }
  }

  @Test
  void says_where_it_stands_to_another_old_size() {
    assertThat(add(LOG.grown(0, 5)).statusCode()).isEqualTo(200);

    var answer = add(LOG.grown(3, 9));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/x.tlog.size");
    assertThat(answer.body()).isEqualTo("5\n");
  }

  @Test
  void lets_one_of_many_win_that_go_on_from_the_same_size_in_two_ways() throws IOException {
    assertThat(add(LOG.grown(0, 10)).statusCode()).isEqualTo(200);
    var fork = LOG.forkedAt(10);

    var answers =
        IntStream.range(0, 64)
            .mapToObj(i -> (i % 2 == 0 ? LOG : fork).grown(10, 11 + i))
            .map(body -> HTTP.sendAsync(request(body), BodyHandlers.ofString()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .map(HttpResponse::statusCode)
            .toList();

    assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
    assertThat(answers).filteredOn(status -> status != 200).containsOnly(409);
    int won = answers.indexOf(200);
    assertThat(stored()).isEqualTo((won % 2 == 0 ? LOG : fork).checkpoint(11 + won));
    var other = won % 2 == 0 ? fork : LOG;
    assertThat(add(other.grown(11 + won, 200)).statusCode()).isEqualTo(422);
    assertThat(add(other.grown(11 + won, 11 + won)).statusCode()).isEqualTo(409);
    assertThat(witness.said()).contains("refused with 422").contains("refused with 409");
  }

  @Test
  void prints_what_a_log_cannot_prove_once_however_often_it_is_sent() {
    assertThat(add(LOG.grown(0, 10)).statusCode()).isEqualTo(200);
    var fork = LOG.forkedAt(5);
    var altered =
        new String(fork.grown(10, 12), UTF_8)
            .replaceFirst("(?m)^[^ \n]{43}=$", "A".repeat(43) + "=")
            .getBytes(UTF_8);

    assertThat(add(fork.grown(10, 12)).statusCode()).isEqualTo(422);
    assertThat(add(altered).statusCode()).isEqualTo(422);
    assertThat(add(fork.grown(10, 13)).statusCode()).isEqualTo(422);

    assertThat(witness.said().split("refused with 422")).hasSize(3);
  }

  @Test
  void knows_after_a_restart_what_it_cosigned_before() {
    assertThat(add(LOG.grown(0, 8)).statusCode()).isEqualTo(200);
    witness.close();
    witness.start();

    assertThat(add(LOG.grown(0, 3)).body()).isEqualTo("8\n");
    assertThat(add(LOG.forkedAt(5).grown(8, 12)).statusCode()).isEqualTo(422);
    assertThat(add(LOG.grown(8, 12)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, -1})
  void does_not_start_on_a_file_that_is_torn(int bytes) throws IOException {
    assertThat(add(LOG.grown(0, 8)).statusCode()).isEqualTo(200);
    witness.close();
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, bytes < 0 ? whole.length - 1 : bytes));

    assertThatThrownBy(witness::start)
        .isInstanceOf(Unable.class)
        .hasMessageStartingWith("--store: " + file() + " is not what this witness wrote")
        .hasMessageNotContaining("\n");

    Files.write(file(), whole);
    witness.start();
    assertThat(add(LOG.grown(0, 3)).body()).isEqualTo("8\n");
  }

  @Test
  void does_not_start_on_what_another_signed_or_of_another_log() throws IOException {
    assertThat(add(LOG.grown(0, 8)).statusCode()).isEqualTo(200);
    witness.close();
    byte[] whole = Files.readAllBytes(file());

    Files.write(file(), LOG.signer().sign(LOG.checkpoint(2)).encode());
    assertThatThrownBy(witness::start).hasMessageContaining("no signature of a known key");

    var other = witness.store().resolve("00.note");
    Files.move(file(), other);
    Files.write(other, whole);
    assertThatThrownBy(witness::start).hasMessage("--store: %s is another log's file", other);
  }

  @Test
  void does_not_start_without_its_folder_or_beside_another() {
    assertThatThrownBy(() -> TestWitness.in(folder).start())
        .hasMessageStartingWith("--store: a witness is running on");
    assertThat(add(LOG.grown(0, 8)).statusCode()).isEqualTo(200);

    var gone = folder.resolve("gone").toString();
    var run = run(arguments("--store", gone));
    assertThat(run).startsWith("2 --store: " + gone + " is no folder");
  }

  @Test
  void forgets_a_log_when_it_is_told_so_while_it_does_not_run() {
    assertThat(add(LOG.grown(0, 8)).statusCode()).isEqualTo(200);
    String[] forget = {"--forget", ORIGIN, "--store", witness.store().toString()};
    assertThat(run(forget)).startsWith("2 --store: a witness is running on");
    witness.close();

    assertThat(run(forget))
        .isEqualTo(
            "0 forgotten: %s, size 8, root %s; its next checkpoint will be the first\n"
                .formatted(ORIGIN, LOG.root(8)));
    assertThat(run(forget)).startsWith("2 --forget: nothing is known of " + ORIGIN);

    witness.start();
    assertThat(add(LOG.forkedAt(1).grown(0, 4)).statusCode()).isEqualTo(200);
  }

  @Test
  void reads_the_file_of_logs_again_and_keeps_what_it_knew_when_it_cannot() throws IOException {
    var other = SampleLog.of(new LogSigner("other.example.org", KEY));
    assertThat(add(other.grown(0, 1)).statusCode()).isEqualTo(404);

    witness.knows(other.signer().verifierKey());
    assertThat(add(other.grown(0, 1)).statusCode()).isEqualTo(200);

    Files.writeString(folder.resolve("logs"), "no key");
    assertThat(add(other.grown(1, 2)).statusCode()).isEqualTo(200);
    assertThat(add(other.grown(2, 3)).statusCode()).isEqualTo(200);
    assertThat(witness.said()).containsOnlyOnce("what was known stays known");
  }

  @Test
  void answers_what_the_protocol_says_to_what_it_does_not_sign() {
    var stranger = SampleLog.of(new LogSigner(ORIGIN, SecretKey.ofPem(TestWitness.pem())));

    assertThat(add(stranger.grown(0, 3)).statusCode()).isEqualTo(403);
    assertThat(add("old 1\n".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(400);
    assertThat(add(new byte[65_537]).statusCode()).isEqualTo(400);
    assertThat(add(new byte[65_537]).body()).isEqualTo("a body of more than 65536 bytes\n");
    assertThat(add(LOG.grown(0, 3)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /add-checkpoint, 405, POST",
    "PUT, /add-checkpoint, 405, POST",
    "POST, /, 405, GET",
    "HEAD, /, 405, GET",
    "POST, /add-checkpoint/, 404,",
    "POST, /other, 404,",
    "GET, /add-checkpoint/x, 404,",
  })
  void has_nothing_else(String method, String path, int status, String allow) {
    var answer = send(to(path).method(method, BodyPublishers.noBody()).build());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Allow").orElse(null)).isEqualTo(allow);
  }

  @Test
  void tells_its_key() {
    assertThat(send(to("/").build()).body()).isEqualTo(witness.key() + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--listen 127.0.0.1:0",
        "--listen",
        "--print-key --key x --name v --name w",
        "--print-key --store x",
        "--print-key",
        "--forget x",
        "--forget x --store y --key z",
        "--what x",
      })
  void says_in_one_line_what_it_does_not_understand(String line) {
    assertThat(run(line.split(" "))).startsWith("2 ").contains("usage: witness ").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--listen, nowhere, --listen: 'nowhere' is not HOST:PORT",
    "--listen, 127.0.0.1:65536, --listen: ",
    "--key, /nowhere, --key: /nowhere cannot be read",
    "--name, a b, --key or --name: ",
    "--logs, /nowhere, --logs: /nowhere cannot be read",
    "--log, x, --log: verifier key",
  })
  void says_in_one_line_which_argument_cannot_be_used(String name, String value, String said) {
    assertThat(run(arguments(name, value))).startsWith("2 " + said).hasLineCount(1);
  }

  private String[] arguments(String name, String value) {
    var given =
        new java.util.TreeMap<>(
            java.util.Map.of(
                "--listen", "127.0.0.1:0",
                "--key", folder.resolve("key.pem").toString(),
                "--name", "w",
                "--store", witness.store().toString(),
                "--log", LOG.signer().verifierKey().toString()));
    given.put(name, value);
    return given.entrySet().stream()
        .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
        .toArray(String[]::new);
  }

  /** The exit code and what was printed. */
  private static String run(String... arguments) {
    var printed = new ByteArrayOutputStream();
    var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return WitnessCommand.run(stream, stream, arguments)
        + " "
        + printed.toString(StandardCharsets.UTF_8);
  }

  private Checkpoint stored() throws IOException {
    return Checkpoint.parse(Note.parse(Files.readAllBytes(file())).text());
  }

  private Path file() throws IOException {
    try (var files = Files.list(witness.store())) {
      return files.filter(file -> file.toString().endsWith(".note")).findFirst().orElseThrow();
    }
  }

  private HttpResponse<String> add(byte[] body) {
    return send(request(body));
  }

  private HttpRequest request(byte[] body) {
    return to("/add-checkpoint").POST(BodyPublishers.ofByteArray(body)).build();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(witness.url() + path));
  }

  private static HttpResponse<String> send(HttpRequest request) {
    return HTTP.sendAsync(request, BodyHandlers.ofString()).join();
  }
}
