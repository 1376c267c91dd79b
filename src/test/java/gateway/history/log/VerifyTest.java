package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.tlog.VerifierKey;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier against the running service. */
@GatewayTest
class VerifyTest {

  private static final String OFF = "http://localhost:1";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;
  @Inject TestPods pods;

  @TempDir Path folder;

  private Auditor auditor;

  @BeforeEach
  void an_auditor() {
    auditor = Auditor.of(tenant, folder);
  }

  @Test
  void finds_everything_true_online_and_again_offline() {
    history();
    var saved = folder.resolve("saved");

    var online = auditor.online("--save", saved.toString());
    var offline = auditor.offline(saved);

    assertThat(online).isEqualTo(offline);
    assertThat(online.passes().out())
        .startsWith(
            "verified: 6 entries of 3 audits; log log.example.org/" + tenant + ", size 6, ");
  }

  @Test
  void follows_a_log_of_more_than_a_bundle_from_an_old_checkpoint_on() {
    history();
    Path old = auditor.checkpoint("old");
    IntStream.range(0, 300).forEach(i -> api.patch("a", "{\"userName\":\"" + i + "\"}").is(200));
    log.sequencedBy(sequencer).publishedBy(publisher);

    var run = auditor.online("--since", old.toString());

    assertThat(run.passes().out()).startsWith("verified: 306 entries of 3 audits; ");
  }

  @Test
  void takes_what_was_erased_by_an_entry_that_says_so() {
    history();
    api.patch("c", "{\"userName\":\"Cy\"}").is(200);
    api.patch("a", "{\"deviceOwnerUserPrincipalName\":\"Bo\",\"deviceDisplayName\":\"d\"}").is(200);
    erased("", "{\"userPrincipalName\":\"ada\"}");
    erased("/remoteActionAudits/a", "");
    erased("/remoteActionAudits/b", "");
    erased("", "{\"userPrincipalName\":\"ADA@example.org\"}");
    api.patch("a", "{\"userName\":\"Di\"}").is(200);
    log.sequencedBy(sequencer).publishedBy(publisher);

    assertThat(auditor.online().passes().out()).contains(" of 3 audits; ");
  }

  private void erased(String of, String body) {
    var _ =
        api.sending("Content-Type", "application/json")
            .send("POST", "/beta/deviceManagement" + of + "/erasePersonalData", body)
            .is(200);
  }

  @Test
  void finds_a_log_that_is_behind_an_old_checkpoint() {
    history();
    var saved = folder.resolve("saved");
    auditor.online("--save", saved.toString()).passes();
    api.patch("a", "{\"userName\":\"later\"}").is(200);
    log.sequencedBy(sequencer).publishedBy(publisher);
    Path later = auditor.checkpoint("later");

    var run = auditor.offline(saved, "--since", later.toString()).finds("");

    assertThat(run.out()).isEqualTo("the old checkpoint: has 7 entries, and the log has 6\n");
  }

  @Test
  void takes_a_log_in_which_nothing_happened_for_an_hour() {
    history();
    Path old = auditor.checkpoint("old");
    var impatient = pods.publisher(Duration.ZERO);
    while (checkpoints().size() < 2) {
      boolean _ = impatient.publish().await().indefinitely();
    }

    auditor.online("--since", old.toString()).passes();
  }

  private List<Long> checkpoints() {
    return log.rows(
        "select size from log_checkpoint where tenant_id = '%s'", row -> row.getLong(1));
  }

  @Test
  void believes_no_other_key_and_no_other_log() throws NoSuchAlgorithmException {
    history();
    var other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    String name = auditor.key().name();
    var forged = new VerifierKey(name, VerifierKey.Type.NOTE, other);
    var elsewhere = new VerifierKey(name + "x", VerifierKey.Type.NOTE, auditor.key().publicKey());

    auditor.onlineBy(forged.toString()).finds("checkpoint: no signature of a known key");
    auditor.onlineBy(elsewhere.toString()).finds("checkpoint: a checkpoint of '" + name + "'");
  }

  @Test
  void says_in_one_line_why_it_could_not_run() throws IOException {
    String key = auditor.key().toString();
    String token = auditor.write("token", api.token()).toString();
    String empty = Files.createDirectory(folder.resolve("empty")).toString();
    for (var usage :
        List.of(
            VerifierRun.of(),
            VerifierRun.of("--key", key),
            VerifierRun.of("--what", "x"),
            VerifierRun.of("--url"))) {
      usage.isUnable("usage: verify --url");
    }
    VerifierRun.of("--dir", empty, "--key", "no key").isUnable("--key: ");
    VerifierRun.of("--dir", empty, "--key", key).isUnable("There is no checkpoint in " + empty);
    VerifierRun.of("--dir", empty, "--key", key, "--since", "/nowhere").isUnable("--since: /nowh");
    VerifierRun.of("--dir", empty, "--key", key, "--url", OFF).isUnable("exclude each other");
    asking(OFF, token).isUnable(OFF + "/log/" + tenant + "/checkpoint cannot be read");
    asking("no address", token).isUnable("'no address' is no address that can be asked");
    auditor.online().isUnable("the tenant's log has no checkpoint yet");
    asking(api.origin(), auditor.write("token", "x").toString()).isUnable(": 401");
  }

  private VerifierRun asking(String url, String token) {
    return VerifierRun.of(
        "--url", url, "--tenant", "" + tenant, "--token-file", token, "--key", "" + auditor.key());
  }

  /** Three audits, six entries: one lives and was changed, one was deleted, one was just made. */
  private void history() {
    create("a");
    api.patch("a", "{\"userName\":\"Bo\",\"deviceIMEI\":\"1\"}").is(200);
    api.patch("a", "{\"actionState\":\"done\",\"deviceIMEI\":null}").is(200);
    create("b");
    api.delete(Api.AUDITS + "/b").is(204);
    create("c");
    log.sequencedBy(sequencer).publishedBy(publisher);
  }

  private void create(String id) {
    assertThat(
            api.created(
                "{\"id\":\"%s\",\"userName\":\"Ada\",\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:05+01:00\"}"
                    .formatted(id)))
        .isEqualTo(id);
  }
}
