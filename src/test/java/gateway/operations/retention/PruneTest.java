package gateway.operations.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import gateway.history.log.Publisher;
import gateway.history.log.Sequencer;
import gateway.history.log.TestLog;
import gateway.operations.retention.Stages.Stage;
import gateway.verify.VerifyCommand;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code prune} leaves behind, on the running service, whose pod keeps the logs. */
@GatewayTest
class PruneTest {

  private static final YearMonth BEGIN = YearMonth.now(ZoneOffset.UTC).minusMonths(30);
  private static final String YEAR = "P12M";

  /** Entries of 550 long ago that fill bundles. */
  private static final int CUT = 512;

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;

  @TempDir Path folder;

  private record Run(int exit, String out, String err) {}

  /** Each run looks at each log there is, and other classes have left more than a thousand. */
  @BeforeAll
  static void forgets_the_logs_of_others() throws SQLException {
    try (var superuser = TestDatabase.asSuperuser()) {
      TestDatabase.changeHistory(
          superuser,
          "set local session_replication_role = replica; delete from log_pending; delete from log_head");
    }
  }

  @Test
  void leaves_a_history_that_proves_itself_online_and_offline() throws SQLException, IOException {
    history(10);
    Path before = checkpoint("before");
    var audits = audits();

    var run = pruneByPods(Duration.ofMinutes(1), (_, _) -> {}, YEAR);

    assertThat(run.exit).as(run.err).isZero();
    assertThat(run.out)
        .contains(
            "tenant %s: 512 entries of before %s are pruned, 210 audits have a snapshot; its log begins at 512."
                .formatted(tenant, YearMonth.now(ZoneOffset.UTC).minusMonths(12)));
    assertThat(log.indexes().getFirst()).isEqualTo(CUT);
    assertThat(audits()).isEqualTo(audits);
    var saved = folder.resolve("saved");
    var online = verify(tenant, "--since", before.toString(), "--save", saved.toString());
    assertThat(online.exit).as(online.out).isZero();
    assertThat(online.out).contains(", from entry 512 on; those before it were pruned; ");
    var offline =
        verify("--dir", saved.toString(), "--since", before.toString(), "--key", key(tenant));
    assertThat(offline).isEqualTo(online);
  }

  @Test
  void prunes_again_what_has_grown_old_meanwhile() throws SQLException {
    var first = new OldHistory(tenant, BEGIN);
    var again = new OldHistory(tenant, BEGIN.plusMonths(12), "again-");
    first.months();
    again.months();
    // At once, so that the pod takes them in the order of their times.
    try (var superuser = TestDatabase.asSuperuser()) {
      first.write(superuser, 10);
      again.write(superuser, 14);
      superuser.commit();
    }
    settled();
    assertThat(prune(Duration.ofMinutes(1), (_, _) -> {}, "P20M").exit).isZero();

    var run = prune();

    assertThat(run.exit).as(run.err).isZero();
    assertThat(entries("prune").stream().map(PruneTest::cuts)).containsExactly("0-512", "512-1280");
    assertThat(log.indexes().getFirst()).isEqualTo(1280);
    var verified = verify(tenant);
    assertThat(verified.exit).as(verified.out).isZero();
    assertThat(verified.out).contains(", from entry 1280 on; ");
  }

  @Test
  void says_by_a_snapshot_what_each_living_audit_is_that_loses_entries() throws SQLException {
    history(10);

    assertThat(prune().exit).isZero();

    var old = api.history("old-200");
    assertThat(old).hasSize(1);
    var snapshot = old.get(0);
    assertThat(snapshot.get("operation").asText()).isEqualTo("snapshot");
    assertThat(snapshot.get("sequence").asInt()).isEqualTo(3);
    assertThat(snapshot.get("initiatedBy").toString())
        .isEqualTo(
            "{\"principalId\":\"owner\",\"applicationId\":\"prune\",\"userPrincipalName\":null,\"authorization\":\"operator\"}");
    assertThat(snapshot.get("changes").toString())
        .isEqualTo(
            """
            [{"property":"id","before":null,"after":"old-200"},\
            {"property":"userName","before":null,"after":"Bo"},\
            {"property":"action","before":null,"after":"remoteLock"},\
            {"property":"requestDateTime","before":null,"after":"2024-01-01T00:00:00Z"},\
            {"property":"deviceOwnerUserPrincipalName","before":null,"after":"ada@example.org"},\
            {"property":"actionState","before":null,"after":"active"},\
            {"property":"deviceActionCategory","before":null,"after":"single"}]\
            """);
    assertThat(api.audit("old-200").get("@odata.etag").asText()).isEqualTo("W/\"3\"");
    assertThat(api.history("late-20").findValuesAsText("operation")).containsExactly("create");
    assertThat(api.history("mixed-1").findValuesAsText("operation"))
        .containsExactly("update", "snapshot");
    assertThat(api.history("gone-60").findValuesAsText("operation")).containsExactly("delete");
    api.get(Api.AUDITS + "/gone-1/history").is(404);
  }

  @Test
  void gives_the_course_of_an_action_as_far_as_it_is_kept() throws SQLException {
    history(10);
    assertThat(prune().exit).isZero();
    api.patch("mixed-1", "{\"actionState\":\"done\"}").is(200);

    var timeline = api.get(Api.AUDITS + "/mixed-1/timeline").is(200).json();

    var states = timeline.get("states");
    assertThat(states.findValuesAsText("actionState")).containsExactly("pending", "active", "done");
    for (String unknown : List.of("enteredDateTime", "enteredBy", "durationSeconds")) {
      assertThat(states.get(0).get(unknown).isNull()).as(unknown).isTrue();
    }
    assertThat(states.get(1).get("durationSeconds").isNumber()).isTrue();
    assertThat(timeline.get("completedDateTime")).isEqualTo(states.get(2).get("enteredDateTime"));
    assertThat(timeline.get("secondsToCompletion").isNull()).isTrue();
    assertThat(
            api.get(Api.AUDITS + "/old-1/timeline")
                .is(200)
                .json()
                .get("states")
                .findValuesAsText("actionState"))
        .containsExactly("active");
  }

  @Test
  void serves_what_is_kept_with_its_proofs_and_nothing_else() throws SQLException {
    history(10);
    String bundle = "/log/" + tenant + "/tile/entries/001";
    api.get(bundle).is(200);

    assertThat(prune().exit).isZero();

    api.get(bundle).is(404);
    api.get("/log/" + tenant + "/tile/0/001").is(200);
    var pruned = api.get(Api.AUDITS + "/old-1/history/1/proof").is(404);
    assertThat(pruned.header("Retry-After")).isEmpty();
    for (String kept : List.of("old-1/history/3", "mixed-1/history/2", "gone-60/history/2")) {
      assertThat(api.get(Api.AUDITS + "/" + kept + "/proof").is(200).body())
          .startsWith("c2sp.org/tlog-proof@v1\n");
    }
    assertThat(
            log.rows(
                "select count(*) from log_salt s where tenant_id = '%1$s' and not exists (select from log_leaf l where l.tenant_id = s.tenant_id and l.entry_id = s.entry_id)",
                row -> row.getLong(1)))
        .containsExactly(0L);
    assertThat(
            log.rows(
                "select count(*) from history_personal p where tenant_id = '%1$s' and not exists (select from history_entry e where e.tenant_id = p.tenant_id and e.audit_id = p.audit_id and e.sequence = p.sequence)",
                row -> row.getLong(1)))
        .containsExactly(0L);
  }

  @Test
  void lets_a_person_be_erased_from_what_is_left() throws SQLException {
    history(10);
    assertThat(prune().exit).isZero();

    var erased =
        api.sending("Content-Type", "application/json")
            .send(
                "POST",
                "/beta/deviceManagement/erasePersonalData",
                "{\"userPrincipalName\":\"ADA@example.org\"}")
            .is(200)
            .json();
    settled();

    // All that live, and those of the deleted whose deletion names the owner.
    assertThat(erased.get("erasedAudits").asInt()).isEqualTo(230 + 18);
    assertThat(api.history("old-1").toString()).doesNotContain("ada@example.org");
    var verified = verify(tenant);
    assertThat(verified.exit).as(verified.out).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void goes_on_where_a_run_was_killed(Stage stage) throws SQLException {
    history(stage == Stage.ENTRIES_DELETED ? 60 : 10);
    var audits = audits();
    Stages killer =
        (reached, of) -> {
          if (reached == stage && of.equals(tenant)) {
            throw new Killed();
          }
        };
    assertThatThrownBy(() -> prune(Duration.ofMinutes(1), killer, YEAR)).isInstanceOf(Killed.class);
    settled();
    var between = verify(tenant);

    var run = prune();

    assertThat(between.exit).as(between.out).isZero();
    assertThat(run.exit).as(run.err).isZero();
    assertThat(audits()).isEqualTo(audits);
    assertThat(entries("snapshot")).hasSize(stage == Stage.ENTRIES_DELETED ? 1260 : 210);
    assertThat(entries("prune")).hasSize(1);
    int cut = stage == Stage.ENTRIES_DELETED ? 3072 : CUT;
    assertThat(log.indexes().getFirst()).isEqualTo(cut);
    var verified = verify(tenant);
    assertThat(verified.exit).as(verified.out).isZero();
    assertThat(verified.out).contains(", from entry " + cut + " on; ");
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void prunes_each_of_twenty_tenants() throws SQLException {
    var tenants = Stream.generate(UUID::randomUUID).limit(20).toList();
    for (var each : tenants) {
      new OldHistory(each, BEGIN).write(5);
    }
    for (var each : tenants) {
      new TestLog(each).sequencedBy(sequencer).publishedBy(publisher);
    }

    var run = prune();

    assertThat(run.exit).as(run.err).isZero();
    for (var each : tenants) {
      assertThat(run.out).contains("tenant %s: 256 entries of before".formatted(each));
      var verified = verify(each);
      assertThat(verified.exit).as(verified.out).isZero();
    }
  }

  @Test
  void tells_what_would_go_and_changes_nothing() throws SQLException {
    history(10);
    var before = contents();

    var run = prune(Duration.ofMinutes(1), (_, _) -> {}, YEAR, "--dry-run");

    assertThat(run.exit).isZero();
    assertThat(run.out).contains("tenant %s: 512 entries of before".formatted(tenant));
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void leaves_alone_what_is_not_old_enough() throws SQLException {
    history(10);
    var before = contents();

    var run = prune(Duration.ofMinutes(1), (_, _) -> {}, "P50Y");

    assertThat(run.exit).isZero();
    assertThat(run.out).doesNotContain(tenant.toString());
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void drops_the_months_that_are_older_and_empty() throws SQLException {
    var begin = YearMonth.of(2019, 2);
    new OldHistory(tenant, begin).write(10);
    settled();

    assertThat(prune().exit).isZero();

    assertThat(partitions("2019"))
        .containsExactlyInAnyOrder(
            "history_entry_2019_04",
            "history_entry_2019_05",
            "history_personal_2019_04",
            "history_personal_2019_05");
    assertThat(partitions("default")).hasSize(2);
  }

  @Test
  void drops_no_month_that_is_in_use_and_says_so() throws SQLException {
    new OldHistory(tenant, YearMonth.of(2018, 2)).write(0);
    try (var reader = TestDatabase.asOwner()) {
      reader.setAutoCommit(false);
      OldHistory.execute(reader, "select count(*) from history_entry");

      var run = prune();

      assertThat(run.exit).isEqualTo(1);
      assertThat(run.err)
          .contains("The partition history_entry_2018_02 is empty, and the history in use");
      assertThat(partitions("2018")).contains("history_entry_2018_02");
    }
    assertThat(prune().exit).isZero();
    assertThat(partitions("2018")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from log_leaf where index = 512 and %s",
        "delete from log_leaf where %s",
        "delete from history_entry where audit_id = 'old-1' and sequence = 3 and %s",
        "delete from history_entry where %s",
        "update log_head set pruned = 256 where %s",
        "update log_head set pruned = 513 where %s",
        "update log_head set pruned = 51200 where %s",
        "delete from log_head where %s",
      })
  void refuses_even_its_owner_what_is_behind_the_cut(String sql) throws SQLException {
    history(10);
    assertThat(prune().exit).isZero();

    try (var owner = TestDatabase.asOwner()) {
      assertThatThrownBy(
              () -> OldHistory.execute(owner, sql.replace("%s", "tenant_id = '" + tenant + "'")))
          .isInstanceOf(SQLException.class)
          .hasMessageMatching("(?s).*(append-only|stays pruned|log_head_pruned).*");
    }
  }

  @Test
  void refuses_its_owner_an_entry_that_is_in_no_log() throws SQLException {
    history(10);
    assertThat(prune().exit).isZero();
    try (var owner = TestDatabase.asOwner()) {
      assertThatThrownBy(() ->
              OldHistory.execute(
                  owner,
                  """
                  with unlogged as (
                    insert into history_entry
                    select tenant_id, 'unlogged', sequence, changed_at, gen_random_uuid(), operation, principal_id, application_id,
                      authorization_kind, request_id, client_request_id, properties, personal, before, after
                    from history_entry where tenant_id = '%s' and audit_id = 'old-1' returning id
                  )
                  select 1;
                  delete from history_entry where audit_id = 'unlogged'
                  """
                      .formatted(tenant)))
          .hasMessageContaining("append-only");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A bundle more than the log gave up.
        "delete from log_leaf where index < 768 and %s; delete from history_entry e where not exists (select from log_leaf l where l.entry_id = e.id) and %s | leaf 512 to leaf 767: are not there, and no prune entry says so",
        // A hash that only an old proof would need.
        "update log_tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where level = 0 and index = 0 and %s | hash 0 of tile/1/000",
        // What the snapshot said.
        "update audit set user_name = 'Eve' where id = 'old-1' and %s | audit old-1, sequence 3: userName is served otherwise",
        "update audit set managed_device_id = 'm' where id = 'old-1' and %s | audit old-1, sequence 3: managedDeviceId is served otherwise",
        "delete from audit where id = 'old-1' and %s | audit old-1, sequence 3: lives by its entries, and is not served",
        "delete from history_entry where audit_id = 'old-1' and %s | audit old-1, sequence 3",
      })
  void hides_nothing_from_the_verifier(String tampering) throws SQLException {
    history(10);
    assertThat(prune().exit).isZero();
    var parts = tampering.split(" \\| ");

    tamper(parts[0]);

    var verified = verify(tenant);
    assertThat(verified.exit).as(verified.out).isEqualTo(1);
    assertThat(verified.out).contains(parts[1]);
  }

  @Test
  void misses_a_snapshot_that_an_audit_needs() throws SQLException {
    history(10);
    tamper(
        "update log_head set pruned = 512 where %s; delete from log_leaf where index < 512 and %s; delete from history_entry e where changed_at < now() - interval '1 year' and not exists (select from log_leaf l where l.entry_id = e.id) and %s");

    var verified = verify(tenant);

    assertThat(verified.out)
        .contains("leaf 0 to leaf 511: are not there, and no prune entry says so")
        .contains("audit mixed-1: its first entries were pruned, and no snapshot says what it was");
  }

  @Test
  void says_that_a_pod_must_run_and_deletes_nothing_without_one() throws SQLException {
    String url = withoutPods("without_pods");

    var run = run(config(url), Duration.ZERO, (_, _) -> {}, "--older-than", YEAR);

    assertThat(run.exit).isEqualTo(1);
    assertThat(run.err)
        .contains(
            "tenant %s: its log stands still at 560 entries, 0 of them under a checkpoint. A pod of the gateway must be running; then run prune again."
                .formatted(tenant));
    assertThat(leavesAndEntries(url)).isEqualTo("560 770");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "delete from log_leaf where index = 100,559 560",
        "delete from history_entry e using log_leaf l where l.index = 100 and e.id = l.entry_id,560 559"
      })
  void hides_by_no_pruning_that_a_leaf_or_its_entry_is_missing(String taking, String left)
      throws SQLException {
    String url = withoutPods("with_a_hole_" + left.replace(' ', '_'));
    try (var superuser = TestDatabase.asSuperuser(url)) {
      OldHistory.execute(superuser, "set session_replication_role = replica");
      OldHistory.execute(superuser, taking);
    }

    var run = run(config(url), Duration.ZERO, (_, _) -> {}, "--older-than", YEAR);

    assertThat(run.exit).isEqualTo(1);
    assertThat(run.err)
        .contains(
            "tenant %s: 1 of its leaves 0 to 511 are missing, or their entries are, and not by a pruning. Verify the log first."
                .formatted(tenant));
    assertThat(leavesAndEntries(url)).isEqualTo(left);
  }

  @Test
  void hides_by_no_pruning_that_an_audit_was_taken() throws SQLException {
    String url = withoutPods("with_an_audit_taken");
    try (var superuser = TestDatabase.asSuperuser(url)) {
      OldHistory.execute(superuser, "delete from audit where id = 'old-1'");
    }

    var run = run(config(url), Duration.ZERO, (_, _) -> {}, "--older-than", YEAR);

    assertThat(run.exit).isEqualTo(1);
    assertThat(run.err)
        .contains(
            "tenant %s: audit old-1 is not there, and was not deleted. Verify the log first."
                .formatted(tenant));
    assertThat(leavesAndEntries(url)).isEqualTo("560 560");
  }

  /** A database of its own with the same history in its log, and nobody who lets the log grow. */
  private String withoutPods(String name) throws SQLException {
    String url = TestDatabase.migrated(name);
    try (var superuser = TestDatabase.asSuperuser(url)) {
      new OldHistory(tenant, BEGIN).write(superuser, 10);
      OldHistory.execute(
          superuser,
          """
          insert into log_head (tenant_id, size) select tenant_id, count(*) from log_pending group by tenant_id;
          insert into log_leaf (tenant_id, index, entry_id, changed_at, leaf)
          select tenant_id, row_number() over (order by changed_at, entry_id) - 1, entry_id, changed_at, '' from log_pending;
          delete from log_pending
          """);
      superuser.commit();
    }
    return url;
  }

  private static String leavesAndEntries(String url) throws SQLException {
    try (var superuser = TestDatabase.asSuperuser(url);
        var statement = superuser.createStatement();
        var rows =
            statement.executeQuery(
                "select (select count(*) from log_leaf) || ' ' || (select count(*) from history_entry)")) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--older-than",
        "--older-than P1Y --older-than P1Y",
        "--dry-run",
        "--older-than P1Y now",
        "--older-than 13",
        "--older-than P13",
        "--older-than P13D",
        "--older-than P3M1D",
        "--older-than P2M",
        "--older-than P0M",
        "--older-than -P13M",
        "--older-than P-13M",
        "--older-than P101Y",
        "--older-than PT5000H",
        "--older-than P9999999999M"
      })
  void understands_periods_of_whole_months_and_says_what_to_write(String line) {
    var run =
        run(
            config("jdbc:postgresql://nowhere/x"),
            Duration.ZERO,
            (_, _) -> {},
            line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(run.exit).isEqualTo(2);
    assertThat(run.out).isEmpty();
    assertThat(run.err).hasLineCount(1).contains("P13M or P2Y");
  }

  @Test
  void runs_once_at_a_time() throws SQLException {
    try (var other = TestDatabase.asOwner()) {
      OldHistory.execute(other, "select pg_advisory_lock(%d)".formatted(Pruning.LOCK));

      var run = prune();

      assertThat(run.exit).isEqualTo(1);
      assertThat(run.err).isEqualTo("Another prune is at work on this database.\n");
    }
  }

  /** A log that was tampered with is none that other tests' runs could prune. */
  @AfterEach
  void forget() throws SQLException {
    tamper("delete from log_pending where %s; delete from log_head where %s");
  }

  private void history(int size) throws SQLException {
    new OldHistory(tenant, BEGIN).write(size);
    settled();
  }

  private void settled() {
    log.sequencedBy(sequencer).publishedBy(publisher);
  }

  private void tamper(String statements) throws SQLException {
    try (var superuser = TestDatabase.asSuperuser()) {
      OldHistory.execute(superuser, "set session_replication_role = replica");
      for (String each : statements.split(";")) {
        OldHistory.execute(superuser, each.replace("%s", "tenant_id = '" + tenant + "'"));
      }
    }
  }

  /** Every audit of the tenant as it is served, without its version. */
  private List<JsonNode> audits() {
    return api.get(Api.AUDITS + "?$format=ndjson&$orderby=id")
        .is(200)
        .body()
        .lines()
        .map(line -> (JsonNode) ((ObjectNode) Api.parse(line)).without("@odata.etag"))
        .toList();
  }

  private List<JsonNode> entries(String operation) {
    return api.get(
            "/beta/deviceManagement/remoteActionAuditChanges?$format=ndjson&$orderby=changedDateTime&$filter=operation%20eq%20'"
                + operation
                + "'")
        .is(200)
        .body()
        .lines()
        .map(Api::parse)
        .toList();
  }

  private static String cuts(JsonNode entry) {
    var cut = entry.get("changes").get(0);
    return cut.get("before").asText() + "-" + cut.get("after").asText();
  }

  private static List<String> partitions(String part) throws SQLException {
    try (var owner = TestDatabase.asOwner();
        var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                "select relname from pg_class where relkind = 'r' and relname ~ '^history_(entry|personal)_"
                    + part
                    + "'")) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  /** A hash of all that the tenant has. */
  private List<String> contents() {
    var all = new ArrayList<String>();
    for (String table :
        List.of(
            "audit",
            "history_entry",
            "history_personal",
            "log_leaf",
            "log_salt",
            "log_tile",
            "log_pending")) {
      all.addAll(
          log.rows(
              "select md5(string_agg(t::text, '' order by t::text)) from "
                  + table
                  + " t where tenant_id = '%s'",
              row -> String.valueOf(row.getString(1))));
    }
    all.addAll(
        log.rows(
            "select size || ' ' || pruned from log_head where tenant_id = '%s'",
            row -> row.getString(1)));
    return all;
  }

  private Path checkpoint(String name) throws IOException {
    return Files.writeString(
        folder.resolve(name), api.get("/log/" + tenant + "/checkpoint").is(200).body());
  }

  private Run prune() throws SQLException {
    return prune(Duration.ofMinutes(1), (_, _) -> {}, YEAR);
  }

  /** With a log that has grown whenever prune waits for it, which is twice. */
  private Run prune(Duration patience, Stages stages, String period, String... more)
      throws SQLException {
    return pruneByPods(
        patience,
        (stage, of) -> {
          stages.reached(stage, of);
          if (stage == Stage.SNAPSHOTS_MADE || stage == Stage.PRUNING_SAID) {
            new TestLog(of).sequencedBy(sequencer).publishedBy(publisher);
          }
        },
        period,
        more);
  }

  /** Only the service lets the log grow, with its pauses. */
  private static Run pruneByPods(Duration patience, Stages stages, String period, String... more)
      throws SQLException {
    String url;
    try (var owner = TestDatabase.asOwner()) {
      url = owner.getMetaData().getURL();
    }
    return run(
        config(url),
        patience,
        stages,
        Stream.concat(Stream.of("--older-than", period), Stream.of(more)).toArray(String[]::new));
  }

  private static Config config(String url) {
    return new SmallRyeConfigBuilder()
        .withSources(
            new PropertiesConfigSource(
                Map.of(
                    "quarkus.datasource.jdbc.url", url,
                    "quarkus.datasource.username", "owner",
                    "quarkus.datasource.password", "owner"),
                "test",
                100))
        .build();
  }

  private static Run run(Config config, Duration patience, Stages stages, String... arguments) {
    return captured((out, err) -> PruneCommand.run(config, out, err, patience, stages, arguments));
  }

  private Run verify(UUID of, String... more) {
    var theirs = Api.of(of);
    try {
      Path token = Files.writeString(folder.resolve("token"), theirs.token());
      return verify(
          Stream.concat(
                  Stream.of(
                      "--url",
                      theirs.origin(),
                      "--tenant",
                      of.toString(),
                      "--token-file",
                      token.toString(),
                      "--key",
                      key(of)),
                  Stream.of(more))
              .toArray(String[]::new));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String key(UUID of) {
    return Api.of(of).get("/log/" + of + "/key").is(200).body().strip();
  }

  private static Run verify(String... arguments) {
    return captured((out, err) -> VerifyCommand.run(out, err, arguments));
  }

  private interface Command {
    int run(PrintStream out, PrintStream err);
  }

  private static Run captured(Command command) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        command.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
