package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import gateway.TestLogKey;
import gateway.TestWitness;
import gateway.tlog.Checkpoint;
import gateway.tlog.EntryProof;
import gateway.tlog.Hash;
import gateway.tlog.Note;
import gateway.tlog.VerifierKey;
import gateway.verify.VerifyCommand;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with the real witness in other hands: both over HTTP, the log on PostgreSQL. */
@GatewayTest
@TestProfile(WitnessedLogTest.Witnessed.class)
class WitnessedLogTest {

  /** Where the witness is kept: profile and test may have class loaders of their own. */
  private static final String FOLDER = "test.witness";

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Asked over HTTP, until the service has done by itself what it must do. */
  private static final int MOST_QUESTIONS = 20_000;

  public static final class Witnessed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        var folder = Files.createTempDirectory("witness");
        System.setProperty(FOLDER, folder.toString());
        var witness = TestWitness.in(folder);
        return Map.of("gateway.log.witnesses", witness.key() + " " + witness.url() + "/");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static TestWitness witness;

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);
  private final WitnessClient client = new WitnessClient();

  @TempDir Path folder;
  @Inject Sequencer sequencer;
  @Inject Publisher publisher;
  @Inject TestPods pods;
  @Inject LogSigning signing;
  @Inject Cosignatures cosignatures;
  @Inject LogReader reader;
  @Inject WitnessAhead ahead;
  @Inject WitnessMeters meters;
  @Inject Witnesses witnesses;
  @Inject SeenFiles files;

  @BeforeAll
  static void begin() {
    witness = TestWitness.in(Path.of(System.getProperty(FOLDER))).start();
  }

  @AfterAll
  static void end() {
    witness.close();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @BeforeEach
  void isKnown() {
    witness.knows(key());
  }

  @Test
  void carries_what_the_witness_said_of_the_checkpoint_and_in_every_proof() {
    String id = api.created();
    log.sequencedBy(sequencer).publishedBy(publisher);

    awaitCosigned(1);

    var proof =
        EntryProof.parse(
            api.get(Api.AUDITS + "/" + id + "/history/1/proof")
                .is(200)
                .body()
                .getBytes(StandardCharsets.UTF_8));
    assertThat(proof.checkpoint().verify(List.of(key(), witness.key()))).hasSize(2);
  }

  @Test
  void is_cosigned_again_as_it_grows_and_when_it_is_silent() {
    String id = api.created();
    log.sequencedBy(sequencer).publishedBy(publisher);
    awaitCosigned(1);
    api.patch(id, "{\"userName\":\"Ada\"}").is(200);
    log.sequencedBy(sequencer).publishedBy(publisher);
    awaitCosigned(2);
    var first = served();

    // A cosignature is of a second; the next one is of another.
    var impatient = pods.publisher(Duration.ZERO);
    for (int i = 0; i < MOST_QUESTIONS && served().equals(first); i++) {
      boolean _ = impatient.publish().await().atMost(LONGEST);
    }

    assertThat(served()).isNotEqualTo(first);
    assertThat(served().text()).isEqualTo(first.text());
    assertThat(served().signatures()).hasSize(2);
    assertThat(served().verify(List.of(witness.key()))).hasSize(1);
  }

  @Test
  void is_verified_with_the_witness_and_not_with_another() throws IOException {
    assertThat(api.created()).isNotEmpty();
    log.sequencedBy(sequencer).publishedBy(publisher);
    awaitCosigned(1);
    var token = Files.writeString(folder.resolve("token"), api.token());
    var saved = folder.resolve("saved").toString();
    var other = new VerifierKey("w2", VerifierKey.Type.COSIGNATURE, witness.key().publicKey());

    var online =
        verify(
            "--url", api.origin(),
            "--tenant", tenant.toString(),
            "--token-file", token.toString(),
            "--witness", witness.key().toString(),
            "--save", saved);
    var unknown =
        verify("--dir", saved, "--witness", witness.key() + "", "--witness", other.toString());
    var log = verify("--dir", saved, "--witness", key().toString());

    assertThat(online).startsWith("0 verified: 1 entries");
    assertThat(unknown)
        .isEqualTo("1 checkpoint-before: not cosigned by w2: no signature of a known key\n");
    assertThat(log).startsWith("2 --witness: a log's key is --key").hasLineCount(1);
  }

  @Test
  void waits_for_a_witness_that_is_away() {
    try (var lines = LogLines.of(WitnessQueue.class)) {
      witness.close();
      assertThat(api.created()).isNotEmpty();
      log.sequencedBy(sequencer).publishedBy(publisher);
      assertThatThrownBy(this::visit).isInstanceOf(WitnessClient.Away.class);
      assertThat(served().signatures()).hasSize(1);
      var queue = new WitnessQueue("away-and-back", visiting()::of, Duration.ofMillis(100));
      queue.add(tenant);
      until(() -> lines.about("away-and-back").size() == 1);

      witness.start();
      awaitCosigned(1);
      until(() -> lines.about("away-and-back").size() == 2);

      assertThat(lines.about("away-and-back").getFirst()).startsWith("WARN ").contains(" is away");
      assertThat(lines.about("away-and-back").getLast())
          .isEqualTo("INFO The witness away-and-back is back.");
      queue.close();
    }
  }

  @Test
  void goes_on_from_where_the_witness_says_it_stands() throws SQLException {
    String id = api.created();
    log.sequencedBy(sequencer).publishedBy(publisher);
    awaitCosigned(1);
    forgotten("log_cosignature");
    api.patch(id, "{\"userName\":\"Ada\"}").is(200);
    log.sequencedBy(sequencer).publishedBy(publisher);

    visit();

    assertThat(served().verify(List.of(witness.key()))).hasSize(1);
  }

  @Test
  void lets_many_pods_ask_at_once() {
    String id = api.created();
    for (int round = 1; round < 5; round++) {
      log.sequencedBy(sequencer).publishedBy(publisher);
      Stream.generate(() -> visiting().of(tenant).subscribeAsCompletionStage())
          .limit(8)
          .toList()
          .forEach(each -> assertThat(each.join()).isNull());
      assertThat(served().verify(List.of(witness.key()))).hasSize(1);
      api.patch(id, "{\"userName\":\"" + round + "\"}").is(200);
    }
  }

  @Test
  void says_that_the_log_is_behind_when_the_witness_has_seen_more() throws SQLException {
    String id = api.created();
    log.sequencedBy(sequencer).publishedBy(publisher);
    for (String name : List.of("Ada", "Bo")) {
      api.patch(id, "{\"userName\":\"" + name + "\"}").is(200);
    }
    log.sequencedBy(sequencer).publishedBy(publisher);
    awaitCosigned(3);
    forgotten("log_checkpoint where size > 1 and");

    try (var lines = LogLines.of(WitnessAhead.class)) {
      visit();
      visit();

      assertThat(lines.about(tenant.toString()))
          .containsExactly(
              "WARN The log of %s has 1 entries, and the witness %s has cosigned 3."
                  .formatted(tenant, TestWitness.NAME));
    }
  }

  @Test
  void hears_from_the_witness_before_a_new_pod_signs_for_the_first_time() throws SQLException {
    String id = api.created();
    for (String name : List.of("Ada", "Bo")) {
      api.patch(id, "{\"userName\":\"" + name + "\"}").is(200);
    }
    log.sequencedBy(sequencer).publishedBy(publisher);
    awaitCosigned(3);
    restoredToOneEntry();
    api.patch(id, "{\"userName\":\"Cy\"}").is(200);
    log.sequencedBy(sequencer);
    var nothing = new Seen(files);
    var asking =
        new Cosigning(
            witnesses, cosignatures, reader, new WitnessAhead(nothing), meters, Clock.systemUTC());
    asking.ready();

    boolean _ = pods.publisher(asking, nothing).publish().await().atMost(LONGEST);

    assertThat(nothing.of(tenant, 0)).contains(Sighting.told(3, TestWitness.NAME));
    assertThat(sizesSigned()).containsExactly(1L);
    asking.close();
  }

  /** As a backup of then would have left the log. */
  private void restoredToOneEntry() throws SQLException {
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      boolean _ =
          statement.execute(
              """
              set session_replication_role = replica;
              delete from log_checkpoint where tenant_id = '%1$s';
              delete from log_leaf where tenant_id = '%1$s' and index > 0;
              update log_tile set hashes = substr(hashes, 1, 32) where tenant_id = '%1$s';
              update log_head h set size = 1, root = t.hashes, published_size = 1, published_root = t.hashes, published_at = now()
              from log_tile t where h.tenant_id = '%1$s' and t.tenant_id = h.tenant_id and t.level = 0 and t.index = 0
              """
                  .formatted(tenant));
      var checkpoint = Checkpoint.of(signing.origin(tenant), 1, Hash.of(head(statement)));
      boolean _ =
          statement.execute(
              "insert into log_checkpoint (tenant_id, size, signed_at, note) values ('%s', 1, now(), '%s')"
                  .formatted(tenant, signing.signer(tenant).orElseThrow().sign(checkpoint)));
    }
  }

  private byte[] head(Statement statement) throws SQLException {
    try (var row =
        statement.executeQuery("select root from log_head where tenant_id = '" + tenant + "'")) {
      assertThat(row.next()).isTrue();
      return row.getBytes(1);
    }
  }

  private List<Long> sizesSigned() throws SQLException {
    var sizes = new ArrayList<Long>();
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement();
        var rows =
            statement.executeQuery(
                "select size from log_checkpoint where tenant_id = '" + tenant + "'")) {
      while (rows.next()) {
        sizes.add(rows.getLong(1));
      }
    }
    return sizes;
  }

  @Test
  void says_that_a_witness_does_not_know_the_log_and_when_it_does() {
    var stranger = UUID.randomUUID();
    assertThat(Api.of(stranger).created()).isNotEmpty();
    var unknown = new TestLog(stranger);
    unknown.sequencedBy(sequencer).publishedBy(publisher);
    var visit = visiting();

    try (var lines = LogLines.of(WitnessVisit.class)) {
      visit.of(stranger).await().atMost(LONGEST);
      visit.of(stranger).await().atMost(LONGEST);
      witness.knows(signing.signer(stranger).orElseThrow().verifierKey());
      visit.of(stranger).await().atMost(LONGEST);

      assertThat(lines.about(stranger.toString()))
          .contains(
              "WARN The witness %s does not cosign the log of %s: 404, not a log that is witnessed here"
                  .formatted(TestWitness.NAME, stranger),
              "INFO The witness %s cosigns the log of %s again."
                  .formatted(TestWitness.NAME, stranger));
    }
  }

  private void visit() {
    visiting().of(tenant).await().atMost(LONGEST);
  }

  private WitnessVisit visiting() {
    return new WitnessVisit(
        WitnessAddress.parse(witness.key() + " " + witness.url()),
        client,
        cosignatures,
        reader,
        ahead,
        meters);
  }

  /** Deletes rows of this tenant past what the tables allow. */
  private void forgotten(String table) throws SQLException {
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      statement.execute("set session_replication_role = replica");
      String where = table.contains(" ") ? table : table + " where";
      assertThat(
              statement.executeUpdate("delete from %s tenant_id = '%s'".formatted(where, tenant)))
          .isPositive();
    }
  }

  private void awaitCosigned(long size) {
    until(() -> {
      var note = served();
      return Checkpoint.parse(note.text()).size() == size && note.signatures().size() == 2;
    });
    assertThat(served().verify(List.of(key(), witness.key()))).hasSize(2);
  }

  private interface Condition {
    boolean holds();
  }

  private void until(Condition condition) {
    for (int i = 0; i < MOST_QUESTIONS; i++) {
      assertThat(served().text()).startsWith(TestLogKey.ORIGIN);
      if (condition.holds()) {
        return;
      }
    }
    throw new AssertionError("It does not come about.");
  }

  private Note served() {
    return Note.parse(
        api.get("/log/" + tenant + "/checkpoint").is(200).body().getBytes(StandardCharsets.UTF_8));
  }

  private VerifierKey key() {
    return VerifierKey.parse(api.get("/log/" + tenant + "/key").is(200).body().strip());
  }

  /** The exit code and what was printed. */
  private String verify(String... arguments) {
    var printed = new ByteArrayOutputStream();
    var said = new ByteArrayOutputStream();
    var all = Stream.concat(Stream.of("--key", key().toString()), Stream.of(arguments));
    try (var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var err = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      int exit = VerifyCommand.run(out, err, all.toArray(String[]::new));
      return exit + " " + (exit == 2 ? said : printed).toString(StandardCharsets.UTF_8);
    }
  }
}
