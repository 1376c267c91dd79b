package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.tlog.EntryBundle;
import gateway.tlog.Hash;
import gateway.verify.VerifyCommand;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The entry that says that an epoch began: it is of no audit and has no sequence (contract §11).
 */
@GatewayTest
class EpochEntryTest {

  private static final String CHANGES = "/beta/deviceManagement/remoteActionAuditChanges";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path folder;

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private String audit;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private NewEpoch epoch;

  @BeforeEach
  void begins_one_between_changes() {
    audit = api.created();
    log.sequencedBy(sequencer).publishedBy(publisher);
    epoch = log.epoch(new NewEpoch.Abandoned(9, Optional.of(Hash.OF_EMPTY_TREE)));
    api.patch(audit, "{\"actionState\":\"done\"}").is(200);
    log.sequencedBy(sequencer).publishedBy(publisher);
  }

  @Test
  void says_who_began_which_epoch_where_and_what_it_gave_up() {
    var entry = entry();

    assertThat(entry.get("auditId").isNull()).isTrue();
    assertThat(entry.get("sequence").isNull()).isTrue();
    assertThat(entry.get("clientAddress").isNull()).isTrue();
    assertThat(entry.get("erased")).isEmpty();
    assertThat(entry.get("initiatedBy").toString())
        .isEqualTo(
            "{\"principalId\":\"owner\",\"applicationId\":\"epoch\",\"userPrincipalName\":null,\"authorization\":\"operator\"}");
    assertThat(entry.get("changes").toString())
        .isEqualTo(
            """
            [{"property":"epoch","before":"0","after":"%d"},\
            {"property":"size","before":null,"after":"1"},\
            {"property":"root","before":null,"after":"%s"},\
            {"property":"abandoned","before":"size 9, root %s","after":null},\
            {"property":"reason","before":null,"after":"restored on purpose"}]\
            """
                .formatted(epoch.number(), epoch.root(), Hash.OF_EMPTY_TREE));
  }

  @Test
  void is_a_leaf_that_can_be_served_however_much_it_gives_up() {
    var abandoned =
        IntStream.rangeClosed(1_001, 2_000)
            .mapToObj(size -> new NewEpoch.Abandoned(size, Optional.of(Hash.OF_EMPTY_TREE)))
            .toArray(NewEpoch.Abandoned[]::new);

    var _ = log.epoch(abandoned);
    log.sequencedBy(sequencer);

    String entry = new String(log.leaves().getLast(), StandardCharsets.UTF_8);
    assertThat(entry).contains("\"800 smaller ones\"", "\"size 1801, ", "\"size 2000, ");
    assertThat(entry.length()).isLessThan(EntryBundle.MAX_ENTRY_BYTES);
  }

  @Test
  void belongs_to_no_audits_history_or_timeline() {
    assertThat(api.history(audit)).hasSize(2);
    assertThat(api.get(Api.AUDITS + "/" + audit + "/timeline").is(200).json().get("states"))
        .hasSize(2);
    assertThat(api.audit(audit).get("@odata.etag").asText()).contains("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auditId eq null|1",
        "auditId ne null|2",
        "sequence eq null|1",
        "not (sequence gt 0)|1",
        "operation eq 'epoch'|1",
        "initiatedBy/authorization eq 'operator'|1",
        "initiatedBy/userPrincipalName eq null|1",
        "initiatedBy/principalId eq 'owner' and auditId eq null|1",
      })
  void is_found_by_what_it_lacks(String filter, int expected) {
    String encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);

    assertThat(api.get(CHANGES + "/$count?$filter=" + encoded).is(200).body())
        .isEqualTo("" + expected);
  }

  @Test
  void is_grouped_under_null() {
    var groups =
        api.get(
                CHANGES
                    + "?$apply=groupby((auditId,sequence),aggregate($count%20as%20N))/orderby(sequence)")
            .is(200)
            .json()
            .get("value");

    assertThat(groups).hasSize(3);
    assertThat(groups.get(0).get("auditId").isNull()).isTrue();
    assertThat(groups.get(0).get("sequence").isNull()).isTrue();
    assertThat(groups.get(0).get("N").asLong()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"auditId", "sequence%20desc", "sequence", "clientAddress", "auditId%20desc"})
  void is_on_one_page_of_every_walk(String order) {
    var operations = new ArrayList<String>();
    String next = CHANGES + "?$orderby=" + order;
    while (!next.isEmpty()) {
      var page = api.sending("Prefer", "odata.maxpagesize=1").get(next).is(200).json();
      page.get("value").forEach(entry -> operations.add(entry.get("operation").asText()));
      next = page.path("@odata.nextLink").asText("");
    }

    assertThat(operations).containsExactlyInAnyOrder("create", "epoch", "update");
  }

  @Test
  void is_exported_with_nothing_where_it_has_nothing() {
    String only = "&$filter=operation%20eq%20'epoch'";

    String line = api.get(CHANGES + "?$format=ndjson" + only).is(200).body();
    assertThat(Api.parse(line)).isEqualTo(entry());
    String table = api.get(CHANGES + "?$format=csv" + only).is(200).body();
    assertThat(table)
        .contains("\r\n" + entry().get("id").asText() + ",,,epoch,")
        .contains(",owner,epoch,,operator,")
        .contains("\"\"reason\"\"");
  }

  @Test
  void may_lack_both_by_the_services_own_description() {
    String metadata =
        api.sending("Accept", "application/xml").get("/beta/$metadata").is(200).body();
    String type = metadata.substring(metadata.indexOf("Name=\"remoteActionAuditChange\""));
    var described = api.get("/openapi").is(200).json().get("components").get("schemas");

    for (String name : List.of("auditId", "sequence")) {
      String property = type.substring(type.indexOf("<Property Name=\"" + name + "\""));
      assertThat(property.substring(0, property.indexOf('>'))).doesNotContain("Nullable=\"false\"");
      assertThat(described.findValue("gateway.remoteActionAuditChange").findValue(name).toString())
          .contains("\"null\"");
    }
  }

  @Test
  void is_verified_like_any_other_and_abandons_nothing_of_what_auditors_keep() throws IOException {
    assertThat(verify()).startsWith("0 verified: 3 entries of 1 audits;");

    // What was abandoned is found by whoever kept it, as long as they keep it.
    String kept = api.get("/log/" + tenant + "/checkpoint").is(200).body();
    Path old = Files.writeString(folder.resolve("old"), kept);
    assertThat(verify("--since", old.toString())).startsWith("0 verified");
    var fork = TestBackup.of(tenant);
    api.created();
    log.sequencedBy(sequencer).publishedBy(publisher);
    var _ = Files.writeString(old, api.get("/log/" + tenant + "/checkpoint").is(200).body());
    fork.restore();
    var _ = log.epoch();
    api.created();
    log.sequencedBy(sequencer).publishedBy(publisher);

    assertThat(verify("--since", old.toString())).startsWith("1 ").contains("old checkpoint");
  }

  private JsonNode entry() {
    return api.get(CHANGES + "?$filter=operation%20eq%20'epoch'")
        .is(200)
        .json()
        .get("value")
        .get(0);
  }

  /** The exit code and what was said. */
  private String verify(String... more) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), api.token());
    var arguments =
        new ArrayList<>(
            List.of("--url", api.origin(), "--tenant", tenant.toString(), "--token-file"));
    arguments.add(token.toString());
    arguments.add("--key");
    arguments.add(api.get("/log/" + tenant + "/key").is(200).body().strip());
    arguments.addAll(List.of(more));
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    var silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    int exit = VerifyCommand.run(print, silent, arguments.toArray(String[]::new));
    return exit + " " + out.toString(StandardCharsets.UTF_8);
  }
}
