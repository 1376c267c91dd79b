package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.tlog.JsonValue;
import gateway.tlog.LogSigner;
import gateway.tlog.SecretKey;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The matrix: whatever is done to the database by one who may do everything there, the verifier
 * names the place, or an old checkpoint shows it.
 */
@GatewayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperingTest {

  private final UUID tenant = UUID.randomUUID();

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;
  @Inject LogSigning signing;

  private TamperedLog log;
  private Auditor auditor;

  @BeforeAll
  void a_log_of_more_than_two_thousand_entries() {
    log = new TamperedLog(tenant);
    new TestLog(tenant).sequencedBy(sequencer).publishedBy(publisher);
    log.keep();
  }

  @BeforeEach
  void an_auditor(@TempDir Path folder) {
    auditor = Auditor.of(tenant, folder);
  }

  @AfterEach
  void as_it_was() {
    log.putBack();
  }

  @Test
  void is_true_before_anything_is_done() {
    assertThat(auditor.online().passes().out())
        .startsWith("verified: 2020 entries of 260 audits; log log.example.org/" + tenant);
  }

  /** One has more changes than the log has entries, and the verifier waits 15 seconds for those. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          update log_leaf set leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1) where index = 1234 and %s | leaf 1234: is not the entry
          delete from log_leaf where index = 1234 and %s | leaf 1024 to leaf 1279: tile/entries/004 is not there
          delete from log_leaf where index = 2019 and %s | leaf 1792 to leaf 2019: tile/entries/007.p/228 is not there
          update log_leaf set index = index + 100000 where index in (1001, 1700) and %s; update log_leaf set index = 102701 - index where index > 99999 and %s | leaf 1001: is not the entry
          update audit set user_name = 'Eve' where id = 'a17' and %s | audit a17, sequence 8: userName is served otherwise than the entries
          update audit set user_name = null where id = 'a17' and %s | audit a17, sequence 8: userName is served otherwise than the entries
          update audit set managed_device_id = 'm' where id = 'a17' and %s | audit a17, sequence 8: managedDeviceId is served otherwise
          update audit set version = 7 where id = 'a17' and %s | audit a17: is served at version 7, and its entries went to 8
          update audit set version = 9 where id = 'a17' and %s | audit a17, sequence 9: is served, and its entries end at 8
          delete from audit where id = 'a17' and %s | audit a17, sequence 8: lives by its entries, and is not served
          update audit set id = 'z' where id = 'a17' and %s | audit z: is served, and the log has no entry of it
          insert into audit select tenant_id, 'd3', 3, changed_at, device_display_name, user_name, initiated_by_user_principal_name, action, request_date_time, request_ticks, device_owner_user_principal_name, device_imei, action_state, managed_device_id, bulk_device_action_id, device_action_category from audit where id = 'a17' and %s | audit d3, sequence 3: is served, and its entries end at 2
          insert into audit select tenant_id, 'd3', 2, changed_at, device_display_name, user_name, initiated_by_user_principal_name, action, request_date_time, request_ticks, device_owner_user_principal_name, device_imei, action_state, managed_device_id, bulk_device_action_id, device_action_category from audit where id = 'a17' and %s | audit d3: is served, and was deleted
          update history_personal set after = array_replace(after, 'Ada', 'Eve') where audit_id = 'a17' and %s | audit a17, sequence 1 (leaf
          update history_personal set user_principal_name = 'eve@example.org' where audit_id = 'd3' and sequence = 2 and %s | initiatedBy/userPrincipalName (/userPrincipalName) is not the value
          update history_personal set client_address = '192.0.2.1' where audit_id = 'a17' and sequence = 4 and %s | clientAddress (/clientAddress) is not the value
          update history_personal set erased = '{userName/after}' where audit_id = 'a17' and sequence = 8 and %s | audit a17, sequence 8: values are said to be erased, and no erase entry says so
          delete from history_personal where audit_id = 'a17' and sequence = 8 and %s | audit a17, sequence 8 (leaf
          delete from log_salt where path = '/clientAddress' and entry_id = (select id from history_entry where audit_id = 'a17' and sequence = 2 and %s) | nothing opens clientAddress (/clientAddress), and it was not erased
          update history_entry set client_request_id = 'x' where audit_id = 'a17' and sequence = 2 and %s | clientRequestId is served otherwise than the log has it
          update history_entry set principal_id = 'eve' where audit_id = 'a17' and sequence = 2 and %s | initiatedBy/principalId is served otherwise than the log has it
          update history_entry set changed_at = changed_at + interval '1 microsecond' where audit_id = 'a17' and sequence = 2 and %s | changedDateTime is served otherwise than the log has it
          update history_entry set after = array_replace(after, 'failed', 'done') where audit_id = 'a17' and sequence = 3 and %s | actionState (/changes/0/after) is served otherwise than the log has it
          delete from history_entry where audit_id = 'a17' and sequence = 2 and %s | is in the log and not served among the changes
          insert into history_entry select tenant_id, audit_id, 9, changed_at, gen_random_uuid(), operation, principal_id, application_id, authorization_kind, request_id, client_request_id, properties, personal, before, after from history_entry where audit_id = 'a17' and sequence = 8 and %s | audit a17, sequence 9: is served among the changes and is not in the log
          delete from audit where id = 'a17' and %s; delete from history_entry where audit_id = 'a17' and %s; delete from history_personal where audit_id = 'a17' and %s | audit a17, sequence 8: lives by its entries
          update log_tile set hashes = substr(hashes, 1, 8160) where level = 0 and index = 3 and %s | tile/0/003: is not there
          delete from log_tile where level = 0 and index = 3 and %s | tile/0/003: is not there
          update log_tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where level = 0 and index = 3 and %s | leaf 769: is not the entry
          update log_tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where level = 1 and %s | hash 1 of tile/1/000.p/7: is not that of the entries below it
          update log_checkpoint set note = replace(note, E'\\n2020\\n', E'\\n2021\\n') where %s | checkpoint: the signature of log.example.org
          """)
  void names_the_place_of_what_was_changed(String tampering, String fault) {
    log.tamper(tampering);

    auditor.online().finds(fault);
  }

  @Test
  void names_where_an_entry_is_missing_when_the_tree_was_built_anew_without_it() {
    remove("a17", 4);

    var withoutKey = auditor.online();
    log.sign(signer());
    var withKey = auditor.online();

    withoutKey.finds("leaf 1792 to leaf 2019: tile/entries/007.p/228 is not there");
    withoutKey.finds("checkpoint: its root ");
    assertThat(withKey.finds("").out())
        .containsPattern("audit a17, sequence 5 \\(leaf \\d+\\): follows sequence 3; what is")
        .doesNotContain("checkpoint");
  }

  @Test
  void names_the_audit_whose_newest_entry_is_missing_when_the_tree_was_built_anew() {
    remove("a17", 8);
    log.sign(signer());

    auditor.online().finds("audit a17, sequence 8: is served, and its entries end at 7");
  }

  private void remove(String audit, long sequence) {
    var leaves = log.leaves();
    leaves.remove(log.index(audit, sequence));
    log.rebuild(leaves);
    log.tamper(
        "delete from history_entry where audit_id = '%s' and sequence = %d and %%s"
            .formatted(audit, sequence));
  }

  @Test
  void names_a_forged_entry_that_was_put_into_the_middle() {
    var leaves = log.leaves();
    leaves.add(log.index("a17", 4) + 1, forged("a17", 4, 4));
    log.rebuild(leaves);

    var withoutKey = auditor.online();
    log.sign(signer());
    var withKey = auditor.online();

    withoutKey.finds("checkpoint: its root ");
    withKey.finds("follows sequence 4; what is between is missing or out of order");
    assertThat(withKey.out())
        .contains("audit a17, sequence 4 (leaf " + (log.index("a17", 4) + 1) + "): follows")
        .contains("is in the log and not served among the changes");
  }

  @Test
  void names_a_forged_entry_that_was_put_to_the_end() {
    var leaves = log.leaves();
    leaves.add(forged("a17", 8, 9));
    log.rebuild(leaves);
    log.sign(signer());

    auditor
        .online()
        .finds("audit a17, sequence 9 (leaf 2020): is in the log and not served among the changes")
        .finds("audit a17: is served at version 8, and its entries went to 9 before");
  }

  /** An entry like another, of its own id. */
  private byte[] forged(String audit, long like, long sequence) {
    var entry = log.entry(audit, like);
    entry.put("id", new JsonValue.Characters(UUID.randomUUID().toString()));
    entry.put("sequence", new JsonValue.Whole(sequence));
    return TamperedLog.leaf(entry);
  }

  @Test
  void needs_the_key_for_a_log_that_was_built_anew_and_finds_what_another_signed()
      throws NoSuchAlgorithmException {
    rewrite();

    auditor.online().finds("checkpoint: its root ").finds(" first 2020 entries, " + log.root());
    log.sign(new LogSigner(signer().verifierKey().name(), otherKey()));
    auditor.online().finds("checkpoint: no signature of a known key");
  }

  @Test
  void finds_a_log_that_was_built_anew_with_its_key_by_an_old_checkpoint_alone() {
    var old = auditor.checkpoint("old");
    auditor.online("--since", old.toString()).passes();
    rewrite();
    log.sign(signer());

    auditor.online().passes();
    auditor
        .online("--since", old.toString())
        .finds("the old checkpoint: its root ")
        .finds(" is not that of the first 2020 entries, " + log.root());
  }

  /** Gives a change to another person, in the history as in the log. */
  private void rewrite() {
    var entry = log.entry("a17", 4);
    entry.put("principalId", new JsonValue.Characters("mallory"));
    var leaves = log.leaves();
    var _ = leaves.set(log.index("a17", 4), TamperedLog.leaf(entry));
    log.rebuild(leaves);
    log.tamper(
        "update history_entry set principal_id = 'mallory' where audit_id = 'a17' and sequence = 4"
            + " and %s");
  }

  @Test
  void finds_the_backup_of_yesterday_by_the_checkpoint_of_today() {
    var api = Api.of(tenant);
    api.patch("a17", "{\"userName\":\"Di\"}").is(200);
    new TestLog(tenant).sequencedBy(sequencer);
    log.sign(signer());
    var today = auditor.checkpoint("today");
    auditor.online("--since", today.toString()).passes();
    log.putBack();

    auditor.online().passes();
    auditor
        .online("--since", today.toString())
        .finds("the old checkpoint: has 2021 entries, and the log has 2020");
  }

  @Test
  void takes_an_audit_and_a_person_that_were_erased() {
    var old = auditor.checkpoint("old");
    erased("/remoteActionAudits/a17", "");
    erased("/remoteActionAudits/d3", "");
    erased("", "{\"userPrincipalName\":\"ada\"}");
    new TestLog(tenant).sequencedBy(sequencer);
    log.sign(signer());

    assertThat(auditor.online("--since", old.toString()).passes().out()).contains("of 260 audits");
  }

  private void erased(String of, String body) {
    var _ =
        Api.of(tenant)
            .sending("Content-Type", "application/json")
            .send("POST", "/beta/deviceManagement" + of + "/erasePersonalData", body)
            .is(200);
  }

  @Test
  void names_the_audits_whose_table_alone_was_restored() {
    log.tamper(
        "update audit set version = 7, user_name = 'Ada', action_state = 2 where id in ('a17',"
            + " 'a18') and %s");

    auditor
        .online()
        .finds("audit a17: is served at version 7, and its entries went to 8 before")
        .finds("audit a18: is served at version 7, and its entries went to 8 before");
  }

  @Test
  void finds_an_old_checkpoint_that_is_shown_again() {
    var newest = auditor.checkpoint("newest");
    var saved = auditor.folder().resolve("saved");
    auditor.online("--save", saved.toString()).passes();
    var shorter = log.leaves().subList(0, 2000);
    log.rebuild(shorter);
    log.sign(signer());
    var _ =
        auditor.write(
            "saved/checkpoint", Api.of(tenant).get("/log/" + tenant + "/checkpoint").body());

    auditor
        .offline(saved)
        .finds("checkpoint-before: has 2020 entries, and the log has 2000")
        .finds("leaf 1792 to leaf 1999: tile/entries/007.p/208 is not there");
    auditor
        .offline(saved, "--since", newest.toString())
        .finds("the old checkpoint: has 2020 entries, and the log has 2000");
  }

  private LogSigner signer() {
    return signing.signer(tenant).orElseThrow();
  }

  private static SecretKey otherKey() throws NoSuchAlgorithmException {
    var secret =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    return SecretKey.ofPem(
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(secret)));
  }
}
