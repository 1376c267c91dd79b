package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.history.log.LyingService.Answer;
import gateway.tlog.EntryBundle;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service that tells different things at different addresses, or sends what is no answer. */
@GatewayTest
class LyingServiceTest {

  private static final String LIST = "/remoteActionAudits?";
  private static final String CHANGES = "/remoteActionAuditChanges?";
  private static final String CHECKPOINT = "/checkpoint";
  private static final String ENTRIES = "/tile/entries/000.p/5";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;

  @TempDir Path folder;

  /** Two audits and one that was deleted, five entries. */
  @BeforeEach
  void a_history() {
    create("a");
    api.patch("a", "{\"userName\":\"Bo\"}").is(200);
    create("b");
    create("d");
    api.delete(Api.AUDITS + "/d").is(204);
    log.sequencedBy(sequencer).publishedBy(publisher);
  }

  private void create(String id) {
    assertThat(
            api.created(
                "{\"id\":\"%s\",\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}"
                    .formatted(id)))
        .isEqualTo(id);
  }

  private VerifierRun verified(String address, UnaryOperator<Answer> lie, String... more) {
    try (var service = new LyingService(api.origin(), address, lie)) {
      var run = new Auditor(tenant, service.origin(), folder).online(more);
      assertThat(run.out() + run.err()).doesNotContain("Exception", "\tat ");
      return run;
    }
  }

  private VerifierRun verified(LyingService.Lie lie) {
    try (var service = new LyingService(api.origin(), lie)) {
      return new Auditor(tenant, service.origin(), folder).online();
    }
  }

  private VerifierRun verified(String address, String body) {
    return verified(address, _ -> Answer.of(200, body));
  }

  @Test
  void finds_nothing_where_nothing_is_changed() {
    verified("/", answer -> answer).passes();
  }

  @Test
  void finds_an_audit_that_is_hidden_from_the_list_but_not_from_its_address() {
    verified(LIST, answer -> Answer.of(200, without("\"id\":\"a\"", answer.text())))
        .finds("audit a, sequence 2: lives by its entries, and is not served");
  }

  private static String without(String what, String lines) {
    return lines.lines().filter(line -> !line.contains(what)).collect(Collectors.joining("\n"));
  }

  @Test
  void finds_an_audit_that_is_hidden_from_its_address_but_not_from_the_list_and_again_offline() {
    var saved = folder.resolve("saved");

    var online =
        verified("/remoteActionAudits/a", _ -> Answer.of(404, "{}"), "--save", saved.toString());

    online.finds("audit a: is in the list, and its address answers 404");
    assertThat(Auditor.of(tenant, folder).offline(saved).finds("").out()).isEqualTo(online.out());
  }

  @Test
  void finds_an_address_that_answers_otherwise_than_the_list() {
    String address = "/remoteActionAudits/a";
    verified(address, answer -> Answer.of(200, answer.text().replace("\"Bo\"", "\"Eve\"")))
        .finds(
            "audit a, sequence 2: userName is served otherwise at its own address than the"
                + " entries");
    verified(address, answer -> Answer.of(200, answer.text().replace("\"Bo\"", "null")))
        .finds("audit a, sequence 2: userName is served otherwise at its own address");
    verified(address, answer -> Answer.of(200, answer.text().replaceFirst(",\"userName.*?,", ",")))
        .finds("audit a, sequence 2: is served at its own address without a property that has");
    verified(address, answer -> Answer.of(200, answer.text().replace("W/\\\"2", "W/\\\"1")))
        .finds("audit a: its address answers version 1, and the list had 2 before");
    verified(address, answer -> Answer.of(200, answer.text().replace("W/\\\"2", "W/\\\"3")))
        .finds("audit a, sequence 3: its address answers, and its entries end at 2");
    verified(address, _ -> Answer.of(200, api.get(Api.AUDITS + "/b").body()))
        .finds("audit a: its address answers with audit 'b'");
  }

  @Test
  void finds_a_value_that_names_nobody_and_is_shown_as_if_it_were_erased() {
    verified(
            CHANGES,
            answer ->
                Answer.of(
                    200,
                    answer
                        .text()
                        .replace(
                            "\"property\":\"action\",\"before\":null", "\"property\":\"action\"")))
        .finds("action (/changes/1/before) is served otherwise than the log has it");
  }

  @Test
  void finds_a_deleted_audit_that_still_answers() {
    verified(
            "/remoteActionAudits/d",
            _ -> Answer.of(200, "{\"@odata.etag\":\"W/\\\"1\\\"\",\"id\":\"d\"}"))
        .finds("audit d: was deleted, and its address answers");
  }

  @Test
  void takes_a_newer_version_at_its_address_than_in_the_list() {
    var patched = new AtomicInteger();

    verified(
            LIST,
            answer -> {
              api.patch("a", "{\"userName\":\"" + patched.incrementAndGet() + "\"}").is(200);
              log.sequencedBy(sequencer).publishedBy(publisher);
              return answer;
            })
        .passes();

    assertThat(patched).hasValue(1);
  }

  @Test
  void takes_an_audit_that_is_deleted_between_list_and_address() {
    verified(
            LIST,
            answer -> {
              api.delete(Api.AUDITS + "/b").is(204);
              log.sequencedBy(sequencer).publishedBy(publisher);
              return answer;
            })
        .passes();
  }

  @ParameterizedTest
  @CsvSource({"429", "503"})
  void asks_a_busy_service_again(int status) {
    var asked = new AtomicInteger();

    verified("/", answer -> asked.getAndIncrement() % 4 == 3 ? answer : Answer.of(status, "busy"))
        .passes();
    verified(LIST, _ -> Answer.of(status, "busy")).isUnable(": " + status);

    assertThat(asked).hasPositiveValue();
  }

  @Test
  void follows_no_redirection() {
    verified(CHECKPOINT, _ -> Answer.of(302, "")).isUnable("/checkpoint: 302");
  }

  @ParameterizedTest
  @CsvSource({LIST, CHANGES, CHECKPOINT, "/remoteActionAudits/a", ENTRIES})
  void cannot_run_on_an_answer_that_is_cut_off(String address) {
    verified(address, answer -> new Answer(200, answer.body(), true)).isUnable(" cannot be read");
  }

  @Test
  void cannot_run_on_an_answer_without_end() {
    String endless = "x".repeat(20_000_000);

    verified(CHECKPOINT, endless).isUnable("/checkpoint cannot be read");
    verified("/remoteActionAudits/a", endless).isUnable("/remoteActionAudits/a cannot be read");
    verified(ENTRIES, endless).isUnable(" cannot be read");
    verified(LIST, endless).isUnable("audits.ndjson has a line of more than 4194304 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /remoteActionAudits?       | <html><body>Sign in</body></html> | audits.ndjson, byte 0: Unexpected character
          /remoteActionAudits?       | {"id":"a"                         | audits.ndjson, byte 0: Unexpected end-of-input
          /remoteActionAudits?       | {"id":"a"}                        | audits.ndjson, byte 0: an audit without a version, 'a'
          /remoteActionAudits?       | []                                | audits.ndjson, byte 0: an audit without a version, ''
          /remoteActionAuditChanges? | <html><body>Sign in</body></html> | changes.ndjson, byte 0: Unexpected character
          /remoteActionAuditChanges? | {"id":"a"}                        | changes.ndjson, byte 0: an id that is no UUID
          /remoteActionAuditChanges? | {"sequence":99999999999999999999} | changes.ndjson, byte 0: Numeric value
          /remoteActionAudits/a      | <html><body>Sign in</body></html> | : an audit without a version, ''
          /tile/0/                   | <html><body>Sign in</body></html> | tile/0/000.p/5: has another length than it must have
          /tile/entries/             | <html><body>Sign in</body></html> | leaf 0 to leaf 4: tile/entries/000.p/5 is not there, or not whole
          """)
  void names_what_is_no_answer(String address, String body, String fault) {
    verified(address, body).finds(fault);
  }

  @Test
  void names_lines_that_are_not_utf_8_or_nest_without_end() {
    byte[] broken = "{\"id\":\"?\"}".getBytes(StandardCharsets.UTF_8);
    broken[7] = (byte) 0xff;

    verified(CHANGES, _ -> new Answer(200, broken, false)).finds("changes.ndjson, byte 0: Invalid");
    verified(CHANGES, "[".repeat(100_000)).finds("changes.ndjson, byte 0: Document nesting depth");
    verified("/remoteActionAudits/a", "[".repeat(100_000)).finds(": an audit without a version");
  }

  @Test
  void names_a_tile_with_too_many_hashes_and_a_bundle_with_too_many_entries() {
    verified("/tile/0/", answer -> twice(answer.body()))
        .finds("tile/0/000.p/5: has another length than it must have");
    verified(ENTRIES, answer -> twice(answer.body()))
        .finds("tile/entries/000.p/5: ")
        .finds("leaf 0 to leaf 4: tile/entries/000.p/5 is not there, or not whole");
  }

  private static Answer twice(byte[] body) {
    byte[] twice = Arrays.copyOf(body, 2 * body.length);
    System.arraycopy(body, 0, twice, body.length, body.length);
    return new Answer(200, twice, false);
  }

  @Test
  void names_a_leaf_that_is_not_canonical_or_of_no_time_or_of_another_tenant() {
    verified(ENTRIES, answer -> leafOf("\"v\":1", "\"v\":1 ", answer)).finds("leaf 0: JSON");
    verified(
            ENTRIES,
            answer -> leafOf("\"at\":\"[^\"]*\"", "\"at\":\"+1000000000-01-01T00:00:00Z\"", answer))
        .finds("leaf 0: has a time that is none");
    verified(ENTRIES, answer -> leafOf(tenant.toString(), UUID.randomUUID().toString(), answer))
        .finds("leaf 0: is of another tenant");
    verified(ENTRIES, answer -> leafOf("\"v\":1", "\"v\":2", answer))
        .finds("leaf 0: is no entry of version 1");
  }

  /** The bundle with another first leaf. */
  private static Answer leafOf(String what, String by, Answer answer) {
    var leaves = new EntryBundle(0, 5).decode(answer.body());
    var changed = new String(leaves.getFirst(), StandardCharsets.UTF_8).replaceFirst(what, by);
    var all = new ArrayList<byte[]>(List.of(changed.getBytes(StandardCharsets.UTF_8)));
    all.addAll(leaves.subList(1, 5));
    return new Answer(200, EntryBundle.encode(all), false);
  }

  @Test
  void refuses_a_checkpoint_that_is_none_or_another_logs_or_of_more_than_can_be_read() {
    var other = UUID.randomUUID();
    // As many entries as this one has, or the verifier waits for a checkpoint that covers them.
    for (int i = 0; i < 5; i++) {
      assertThat(Api.of(other).created()).isNotEmpty();
    }
    new TestLog(other).sequencedBy(sequencer).publishedBy(publisher);
    String elsewhere = Api.of(other).get("/log/" + other + "/checkpoint").body();

    verified(CHECKPOINT, "<html><body>Sign in</body></html>").isUnable("checkpoint: ");
    verified(CHECKPOINT, elsewhere).finds("checkpoint: a checkpoint of ").finds(other.toString());
    verified(
            CHECKPOINT,
            answer -> Answer.of(200, answer.text().replace("\n5\n", "\n9000000000000000000\n")))
        .isUnable("checkpoint: it is of 9000000000000000000 entries, and 1000000000 can be read");
    verified(CHECKPOINT, answer -> Answer.of(200, answer.text().replace("\n5\n", "\n300000\n")))
        .isUnable("more than 1000 of its tiles are not there");
  }

  @Test
  void finds_a_change_that_is_served_with_another_id_that_is_found_alike() {
    verified(
            CHANGES,
            answer ->
                Answer.of(
                    200, answer.text().replaceFirst("\"id\":\"[0-9a-f]{8}", "\"id\":\"00000000")))
        .finds(": id is served otherwise than the log has it");
  }

  @ParameterizedTest
  @CsvSource({"\"clientAddress\":", "\"authorization\":", "\"property\":"})
  void finds_what_is_served_beside_what_an_entry_has(String behind) {
    verified(
            CHANGES,
            answer ->
                Answer.of(
                    200, answer.text().replaceFirst(behind, "\"approvedBy\":\"Eve\"," + behind)))
        .finds(": is served with 'approvedBy', which no entry has");
  }

  @Test
  void finds_an_audit_that_is_served_at_the_version_of_its_deletion() {
    verified(
            LIST,
            answer -> {
              deleted("b");
              return Answer.of(200, laterB(answer.text()));
            })
        .finds("audit b: is served, and was deleted");
  }

  @Test
  void finds_an_address_that_answers_with_the_version_of_the_deletion() {
    verified(
            "/remoteActionAudits/b",
            answer -> {
              if (answer.status() == 404) {
                return answer;
              }
              deleted("b");
              return Answer.of(200, laterB(answer.text()));
            })
        .finds("audit b: was deleted, and its address answers");
  }

  private void deleted(String id) {
    api.delete(Api.AUDITS + "/" + id).is(204);
    log.sequencedBy(sequencer).publishedBy(publisher);
  }

  /** Audit b at its second version, by another person. */
  private static String laterB(String audits) {
    return audits
        .lines()
        .map(line ->
            line.contains("\"id\":\"b\"")
                ? line.replace("W/\\\"1", "W/\\\"2")
                    .replace("\"userName\":null", "\"userName\":\"Eve\"")
                : line)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void finds_a_value_that_is_no_text_where_there_is_none() {
    verified(
            LIST,
            answer ->
                Answer.of(200, answer.text().replace("\"deviceIMEI\":null", "\"deviceIMEI\":7")))
        .finds("audit a, sequence 2: deviceIMEI is served otherwise than the entries add up to");
  }

  @Test
  void finds_a_value_that_is_said_to_be_erased_and_is_served() {
    erased("a");

    verified(
            CHANGES,
            answer ->
                Answer.of(
                    200,
                    answer
                        .text()
                        .replace(
                            "\"property\":\"userName\",\"before\":null}",
                            "\"property\":\"userName\",\"before\":null,\"after\":\"Eve\"}")))
        .finds(
            "audit a, sequence 2 (leaf 1): userName (/changes/0/after) is said to be erased, and"
                + " is served");
  }

  @Test
  void finds_a_name_that_is_said_to_be_erased_and_was_not() {
    verified(
            CHANGES,
            answer ->
                Answer.of(
                    200, answer.text().replace("\"erased\":[]", "\"erased\":[\"deviceIMEI\"]")))
        .finds("audit a, sequence 2 (leaf 1): says that deviceIMEI was erased, and it opens");
  }

  @Test
  void finds_an_audit_that_is_served_otherwise_behind_an_erasure_that_is_not_served() {
    verified(
            (address, truth) -> {
              if (address.contains(LIST)) {
                erased("a");
                return Answer.of(
                    200,
                    api.get(address)
                        .body()
                        .replaceFirst("\"userName\":null", "\"userName\":\"Eve\""));
              }
              return address.contains(CHANGES)
                  ? Answer.of(200, without("\"operation\":\"erase\"", truth.text()))
                  : truth;
            })
        .finds("audit a, sequence 3 (leaf 5): is in the log and not served among the changes")
        .finds("");
  }

  private void erased(String id) {
    var _ = api.send("POST", Api.AUDITS + "/" + id + "/erasePersonalData", "").is(200);
    log.sequencedBy(sequencer).publishedBy(publisher);
  }
}
