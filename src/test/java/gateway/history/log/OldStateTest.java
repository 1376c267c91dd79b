package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestWitness;
import gateway.history.log.LyingService.Answer;
import gateway.tlog.Checkpoint;
import gateway.tlog.Cosigner;
import gateway.tlog.Note;
import gateway.tlog.SecretKey;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that has everything, the truth of yesterday included, and shows it beside the truth of
 * today, so as to hide what came between.
 */
@GatewayTest
class OldStateTest {

  private static final String HIDDEN =
      "audit b: is served at version 1, and its entries went to 2 before";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);
  private final Cosigner witness = new Cosigner("w1", SecretKey.ofPem(TestWitness.pem()));

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path folder;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private Path yesterday;

  /** Two audits and their two entries, as they were saved; and a third entry of today. */
  @BeforeEach
  void a_change_that_was_not_there_yesterday() {
    yesterday = folder.resolve("yesterday");
    for (String id : new String[] {"a", "b"}) {
      assertThat(
              api.created(
                  "{\"id\":\"%s\",\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}"
                      .formatted(id)))
          .isEqualTo(id);
    }
    log.sequencedBy(sequencer).publishedBy(publisher);
    Auditor.of(tenant, folder).online("--save", yesterday.toString()).passes();
    api.patch("b", "{\"actionState\":\"done\"}").is(200);
    log.sequencedBy(sequencer).publishedBy(publisher);
  }

  private String yesterdays(String file) {
    try {
      return Files.readString(yesterday.resolve(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Yesterday's checkpoint, audits and changes, and then the newest checkpoint. */
  private VerifierRun hidden(String... more) {
    var checkpoints = new AtomicInteger();
    String b =
        yesterdays("audits.ndjson")
            .lines()
            .filter(line -> line.contains("\"b\""))
            .findFirst()
            .get();
    LyingService.Lie lie =
        (address, truth) -> {
          if (address.endsWith("/checkpoint") && checkpoints.getAndIncrement() == 0) {
            return Answer.of(200, yesterdays("checkpoint"));
          } else if (address.contains("/remoteActionAudits?")) {
            return Answer.of(200, yesterdays("audits.ndjson"));
          } else if (address.contains("/remoteActionAuditChanges?")) {
            return Answer.of(200, yesterdays("changes.ndjson"));
          } else if (address.endsWith("/remoteActionAudits/b")) {
            return Answer.of(200, b);
          }
          return truth;
        };
    return verified(lie, more);
  }

  private VerifierRun verified(LyingService.Lie lie, String... more) {
    try (var service = new LyingService(api.origin(), lie)) {
      return new Auditor(tenant, service.origin(), folder).online(more);
    }
  }

  @Test
  void claims_no_more_than_the_checkpoint_that_was_shown_before_the_audits() {
    assertThat(hidden().passes().out())
        .startsWith("verified: 2 entries of 2 audits; ")
        .contains(", size 2, root ")
        .contains(Checkpoint.parse(note().text()).root().toString())
        .endsWith("; 1 entries more came while it was read\n");
  }

  /** Yesterday's checkpoint. */
  private Note note() {
    return Note.parse(yesterdays("checkpoint").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void names_what_is_hidden_behind_a_checkpoint_that_is_older_than_since() {
    var newest = Auditor.of(tenant, folder).checkpoint("newest");

    hidden("--since", newest.toString())
        .finds("checkpoint-before: has 2 entries, and the old checkpoint has 3, so that it was")
        .finds("audit b, sequence 2 (leaf 2): is in the log and not served among the changes")
        .finds(HIDDEN);
  }

  @Test
  void names_what_is_hidden_of_what_was_old_when_the_run_began() throws IOException {
    var saved = folder.resolve("saved");
    hidden("--save", saved.toString()).passes();
    var auditor = Auditor.of(tenant, folder);
    auditor.offline(saved).passes();

    began(saved, Instant.now().plus(Duration.ofMinutes(58)));
    auditor.offline(saved).passes();
    began(saved, Instant.now().plus(Duration.ofMinutes(62)));
    auditor
        .offline(saved)
        .finds(HIDDEN)
        .finds("audit b, sequence 2 (leaf 2): is in the log and not served among the changes");
  }

  private static void began(Path saved, Instant at) throws IOException {
    Files.writeString(saved.resolve("began"), at.toString());
  }

  @Test
  void says_that_a_folder_has_no_time_at_which_it_was_begun() throws IOException {
    Files.writeString(yesterday.resolve("began"), "yesterday");

    Auditor.of(tenant, folder).offline(yesterday).finds("began: has a time that is none");

    Files.delete(yesterday.resolve("began"));
    Auditor.of(tenant, folder).offline(yesterday).passes();
  }

  /** The service, and a cosignature of some age at its checkpoints. */
  private static LyingService.Lie cosigned(Cosigner witness, Duration ago) {
    return (address, truth) -> {
      if (!address.endsWith("/checkpoint")) {
        return truth;
      }
      var note = Note.parse(truth.body());
      var checkpoint = Checkpoint.parse(note.text());
      return Answer.of(
          200, note.with(witness.cosign(checkpoint, Instant.now().minus(ago))).toString());
    };
  }

  @Test
  void takes_a_cosignature_of_the_last_two_hours_and_says_its_time() {
    String key = witness.verifierKey().toString();

    for (var ago : new Duration[] {Duration.ZERO, Duration.ofMinutes(118)}) {
      assertThat(verified(cosigned(witness, ago), "--witness", key).passes().out())
          .startsWith("verified: 3 entries of 2 audits; ")
          .containsPattern(", newest entry \\S+Z, cosigned by w1 at \\S+Z\n$");
    }
  }

  @Test
  void refuses_a_cosignature_that_is_older_than_a_living_log_has_and_again_offline() {
    String key = witness.verifierKey().toString();
    var saved = folder.resolve("saved");

    var online =
        verified(
            cosigned(witness, Duration.ofMinutes(122)),
            "--witness",
            key,
            "--save",
            saved.toString());

    online.finds("checkpoint-before: was cosigned by w1 at ").finds(": it is an old one, or a");
    var offline = Auditor.of(tenant, folder).offline(saved, "--witness", key).finds("");
    assertThat(offline.out()).isEqualTo(online.out());
  }

  @Test
  void refuses_a_cosignature_of_a_time_to_come() {
    verified(
            cosigned(witness, Duration.ofMinutes(-122)),
            "--witness",
            witness.verifierKey().toString())
        .finds("checkpoint-before: was cosigned by w1 at ");
  }

  @Test
  void demands_a_cosignature_of_what_is_claimed_as_of_what_is_newest() throws IOException {
    String key = witness.verifierKey().toString();
    var saved = folder.resolve("saved");
    verified(cosigned(witness, Duration.ZERO), "--witness", key, "--save", saved.toString())
        .passes();
    Files.writeString(saved.resolve("checkpoint-before"), note().toString());

    var run = Auditor.of(tenant, folder).offline(saved, "--witness", key).finds("");

    assertThat(run.out())
        .isEqualTo("checkpoint-before: not cosigned by w1: no signature of a known key\n");
  }
}
