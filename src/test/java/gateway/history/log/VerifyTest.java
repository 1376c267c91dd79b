package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import gateway.tlog.VerifierKey;
import gateway.verify.VerifyCommand;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The verifier against the running service, and what it says when the database was tampered with.
 */
@GatewayTest
class VerifyTest {

  private static final String OFF = "http://localhost:1";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;

  @TempDir Path folder;

  /** What a run of the command gave. */
  private record Run(int exit, String out, String err) {}

  @Test
  void finds_everything_true_online_and_again_offline() {
    history();
    var saved = folder.resolve("saved");

    var online = online("--save", saved.toString());
    var offline = offline(saved);

    assertThat(online).isEqualTo(offline);
    assertThat(online.exit).as(online.out + online.err).isZero();
    assertThat(online.out)
        .startsWith("verified: 6 entries of 3 audits; log log.example.org/" + tenant + ", size 6, ")
        .hasLineCount(1);
  }

  @Test
  void follows_a_log_of_more_than_a_bundle_from_an_old_checkpoint_on() throws IOException {
    history();
    Path old = write("old", api.get("/log/" + tenant + "/checkpoint").is(200).body());
    IntStream.range(0, 300).forEach(i -> api.patch("a", "{\"userName\":\"" + i + "\"}").is(200));
    log.sequencedBy(sequencer).publishedBy(publisher);

    var run = online("--since", old.toString());

    assertThat(run.exit).as(run.out + run.err).isZero();
    assertThat(run.out).startsWith("verified: 306 entries of 3 audits; ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          update log_leaf set leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1) where index = 2 and %s | leaf 2: is not the entry
          delete from log_leaf where index = 3 and %s | leaf 0 to leaf 5: tile/entries/000.p/6 is not there
          update log_leaf set index = 3 - index + 100 where index in (1, 2) and %s; update log_leaf set index = index - 100 where index > 99 and %s | leaf 1: is not the entry
          update audit set user_name = 'Eve' where id = 'a' and %s | audit a, sequence 3: userName is served otherwise
          update audit set user_name = null where id = 'a' and %s | audit a, sequence 3: userName is served otherwise
          update audit set managed_device_id = 'm' where id = 'c' and %s | audit c, sequence 1: managedDeviceId is served otherwise
          update audit set version = 2 where id = 'a' and %s | audit a: is served at version 2, and its entries went to 3
          update audit set version = 4 where id = 'a' and %s | audit a, sequence 4: is served, and its entries end at 3
          delete from audit where id = 'c' and %s | audit c, sequence 1: lives by its entries, and is not served
          update audit set id = 'z' where id = 'c' and %s | audit z: is served, and the log has no entry of it
          update history_personal set after = array_replace(after, 'Ada', 'Eve') where audit_id = 'a' and %s | audit a, sequence 1 (leaf 0): userName (/changes/1/after) is not the value that was logged
          update history_personal set user_principal_name = 'eve@example.org' where audit_id = 'b' and sequence = 2 and %s | audit b, sequence 2 (leaf 4): initiatedBy/userPrincipalName (/userPrincipalName) is not the value
          update history_personal set erased = '{userName/after}' where audit_id = 'c' and %s | audit c, sequence 1: values are said to be erased, and no erase entry says so
          update history_entry set client_request_id = 'x' where audit_id = 'a' and sequence = 2 and %s | audit a, sequence 2 (leaf 1): clientRequestId is served otherwise
          update history_entry set changed_at = changed_at + interval '1 microsecond' where audit_id = 'a' and sequence = 2 and %s | audit a, sequence 2 (leaf 1): changedDateTime is served otherwise
          delete from history_entry where audit_id = 'a' and sequence = 2 and %s | audit a, sequence 2 (leaf 1): is in the log and not served
          delete from audit where id = 'a' and %s; delete from history_entry where audit_id = 'a' and %s; delete from history_personal where audit_id = 'a' and %s | audit a, sequence 3: lives by its entries
          delete from log_salt where path = '/clientAddress' and entry_id = (select id from history_entry where audit_id = 'c' and %s) | audit c, sequence 1 (leaf 5): nothing opens clientAddress
          update log_tile set hashes = substr(hashes, 1, 64) where level = 0 and %s | tile/0/000.p/6: is not there
          update log_tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where level = 0 and %s | leaf 1: is not the entry
          update log_checkpoint set note = replace(note, E'\\n6\\n', E'\\n5\\n') where %s | checkpoint: the signature of log.example.org
          """)
  void names_the_place_of_what_was_changed(String tampering, String fault) throws SQLException {
    history();

    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      statement.execute("set session_replication_role = replica");
      for (String each : tampering.split(";")) {
        assertThat(statement.executeUpdate(each.replace("%s", "tenant_id = '" + tenant + "'")))
            .isPositive();
      }
    }

    var run = online();
    assertThat(run.exit).as(run.out + run.err).isEqualTo(1);
    assertThat(run.out).contains(fault);
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

    var run = online();

    assertThat(run.exit).as(run.out + run.err).isZero();
    assertThat(run.out).contains(" of 3 audits; ");
  }

  private void erased(String of, String body) {
    var _ =
        api.sending("Content-Type", "application/json")
            .send("POST", "/beta/deviceManagement" + of + "/erasePersonalData", body)
            .is(200);
  }

  @Test
  void finds_a_log_that_is_behind_an_old_checkpoint() throws IOException {
    history();
    var saved = folder.resolve("saved");
    assertThat(online("--save", saved.toString()).exit).isZero();
    api.patch("a", "{\"userName\":\"later\"}").is(200);
    log.sequencedBy(sequencer).publishedBy(publisher);
    Path later = write("later", api.get("/log/" + tenant + "/checkpoint").is(200).body());

    var run = offline(saved, "--since", later.toString());

    assertThat(run.exit).isEqualTo(1);
    assertThat(run.out).isEqualTo("the old checkpoint: has 7 entries, and the log has 6\n");
  }

  @Test
  void believes_no_other_key_and_no_other_log() throws NoSuchAlgorithmException {
    history();
    var other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    var forged = new VerifierKey("log.example.org/" + tenant, VerifierKey.Type.NOTE, other);
    var elsewhere = api("/log/" + tenant + "/key").replaceAll("\\+.*", "");

    var wrongKey = run(arguments(forged.toString()));
    var wrongOrigin =
        run(
            arguments(
                new VerifierKey(elsewhere + "x", VerifierKey.Type.NOTE, key().publicKey())
                    .toString()));

    assertThat(wrongKey.exit).isEqualTo(1);
    assertThat(wrongKey.out).contains("checkpoint: no signature of a known key");
    assertThat(wrongOrigin.exit).isEqualTo(1);
    assertThat(wrongOrigin.out).contains("checkpoint: a checkpoint of 'log.example.org/" + tenant);
  }

  @Test
  void says_in_one_line_why_it_could_not_run() throws IOException {
    String key = key().toString();
    Path token = write("token", api.token());
    Path empty = Files.createDirectory(folder.resolve("empty"));
    var usage = List.of(run(), run("--key", key), run("--what", "x"), run("--url"));
    var runs = new ArrayList<>(usage);
    runs.add(run("--dir", empty.toString(), "--key", "no key"));
    runs.add(run("--dir", empty.toString(), "--key", key));
    runs.add(run("--dir", empty.toString(), "--key", key, "--since", "/nowhere"));
    runs.add(run("--dir", empty.toString(), "--key", key, "--url", OFF));
    for (String url : List.of(OFF, "no address")) {
      runs.add(
          run("--url", url, "--tenant", "" + tenant, "--token-file", "" + token, "--key", key));
    }
    // A tenant without a log.
    runs.add(run(arguments(key)));
    Files.writeString(token, "x");
    runs.add(
        run(
            "--url",
            api.origin(),
            "--tenant",
            "" + tenant,
            "--token-file",
            "" + token,
            "--key",
            key));

    for (var run : runs) {
      assertThat(run.exit).isEqualTo(2);
      assertThat(run.out).isEmpty();
      assertThat(run.err).hasLineCount(1);
    }
    assertThat(runs.getLast().err).contains("401");
    assertThat(usage).allSatisfy(run -> assertThat(run.err).contains("usage: verify --url"));
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

  private Run online(String... more) {
    return run(arguments(key().toString(), more));
  }

  private Run offline(Path saved, String... more) {
    var arguments = new ArrayList<>(List.of("--dir", saved.toString(), "--key", key().toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private String[] arguments(String key, String... more) {
    var arguments =
        new ArrayList<>(
            List.of("--url", api.origin(), "--tenant", tenant.toString(), "--key", key));
    arguments.addAll(List.of("--token-file", write("token", api.token() + "\n").toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private VerifierKey key() {
    return VerifierKey.parse(api("/log/" + tenant + "/key"));
  }

  private String api(String address) {
    return api.get(address).is(200).body().strip();
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Run run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        VerifyCommand.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
