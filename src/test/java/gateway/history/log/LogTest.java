package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestIssuer;
import gateway.TestLogKey;
import gateway.tlog.CanonicalJson;
import gateway.tlog.Checkpoint;
import gateway.tlog.Commitment;
import gateway.tlog.EntryBundle;
import gateway.tlog.EntryProof;
import gateway.tlog.MerkleHasher;
import gateway.tlog.Note;
import gateway.tlog.Tile;
import gateway.tlog.TileHashes;
import gateway.tlog.TilePath;
import gateway.tlog.VerifierKey;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log as somebody has it who reads it over HTTP and believes nothing but the key. */
@GatewayTest
class LogTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);
  private final String address = "/log/" + tenant;

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;

  @Test
  void shows_a_checkpoint_whose_root_the_tiles_give_and_entries_that_are_its_leaves() {
    String id = api.created();
    IntStream.range(0, 260).forEach(i -> api.patch(id, "{\"userName\":\"" + i + "\"}").is(200));
    log.sequencedBy(sequencer).publishedBy(publisher);

    var checkpoint = checkpoint();
    assertThat(checkpoint.size()).isEqualTo(261);
    var tiles = new TileHashes(checkpoint.size(), tile -> bytes(tile).body());
    assertThat(tiles.root(checkpoint.size())).isEqualTo(checkpoint.root());
    var hasher = new MerkleHasher();
    long index = 0;
    for (var bundle : EntryBundle.grown(0, checkpoint.size())) {
      for (byte[] entry : bundle.decode(bytes(bundle).body())) {
        assertThat(hasher.leaf(entry)).isEqualTo(tiles.read(0, index++));
        assertThat(CanonicalJson.encode(CanonicalJson.decode(entry))).isEqualTo(entry);
      }
    }
    assertThat(index).isEqualTo(261);
    for (int i : new int[] {1, 2, 130, 261}) {
      proves(id, i);
    }
  }

  /** One entry with the key alone: nothing else of the log is asked for. */
  private void proves(String id, int sequence) {
    var answer = api.get(Api.AUDITS + "/" + id + "/history/" + sequence + "/proof").is(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    var proof = EntryProof.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    var leaf =
        log.leaves().stream()
            .filter(each -> TestLog.json(each).toString().contains("number=" + sequence + "]"))
            .findFirst()
            .orElseThrow();

    var checkpoint =
        proof.verify(
            new MerkleHasher().leaf(leaf), TestLogKey.ORIGIN + "/" + tenant, List.of(key()));

    assertThat(checkpoint.size()).isEqualTo(261);
  }

  @Test
  void asks_to_come_back_for_the_proof_of_an_entry_without_a_checkpoint() throws SQLException {
    String id = api.created();
    log.sequencedBy(sequencer);
    try (var other = gateway.TestDatabase.asSuperuser();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      // While somebody has the lock, nobody signs.
      boolean _ =
          statement.execute("select from log_head where tenant_id = '" + tenant + "' for update");
      api.patch(id, "{\"actionState\":\"done\"}").is(200);

      var answer = api.get(Api.AUDITS + "/" + id + "/history/2/proof").is(404);

      assertThat(answer.header("Retry-After")).isEqualTo("10");
    }
    log.sequencedBy(sequencer).publishedBy(publisher);
    api.get(Api.AUDITS + "/" + id + "/history/2/proof").is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "-1", "x", "01", "9999999999999999999"})
  void has_no_proof_of_an_entry_that_is_not_there(String sequence) {
    String id = api.created();

    var answer = api.get(Api.AUDITS + "/" + id + "/history/" + sequence + "/proof").is(404);

    assertThat(answer.header("Retry-After")).isEmpty();
  }

  @Test
  void says_what_may_be_kept_and_for_how_long_and_nothing_of_odata() {
    String id = api.created();
    IntStream.range(0, 256).forEach(i -> api.patch(id, "{\"userName\":\"" + i + "\"}").is(200));
    log.sequencedBy(sequencer).publishedBy(publisher);

    var full = bytes(new Tile(0, 0, 256));
    var bundle = bytes(new EntryBundle(0, 256));
    var partial = bytes(new Tile(0, 1, 1));
    var checkpoint = api.get(address + "/checkpoint").is(200);

    for (var answer : List.of(full, bundle)) {
      assertThat(answer.headers().allValues("Cache-Control"))
          .containsExactly("private, max-age=31536000, immutable");
    }
    assertThat(partial.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(partial.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(partial.headers().firstValue("OData-Version")).isEmpty();
    assertThat(partial.headers().firstValue("request-id")).isPresent();
    assertThat(checkpoint.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(checkpoint.http().headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(api.get(Api.AUDITS).header("OData-Version")).isEqualTo("4.0");
  }

  @Test
  void gives_a_partial_tile_that_has_grown_since() {
    String id = api.created();
    IntStream.range(0, 5).forEach(i -> api.patch(id, "{\"userName\":\"" + i + "\"}").is(200));
    log.sequencedBy(sequencer);

    assertThat(bytes(new Tile(0, 0, 3)).body())
        .isEqualTo(java.util.Arrays.copyOf(bytes(new Tile(0, 0, 6)).body(), 96));
    assertThat(new EntryBundle(0, 3).decode(bytes(new EntryBundle(0, 3)).body()))
        .containsExactlyElementsOf(log.leaves().subList(0, 3));
    api.get(address + "/tile/0/000.p/7").is(404);
    api.get(address + "/tile/entries/000.p/7").is(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tile/0/0",
        "/tile/0/000.p/0",
        "/tile/0/000.p/256",
        "/tile/8/000",
        "/tile/entries",
        "/tile/entries/1",
        "/tile/0/x000/000",
        "/tile",
        "/tile/",
        "/tile/0/000/",
        "/tile/entries/000.p",
        "/",
        "/issuer/x",
      })
  void has_nothing_at_other_addresses(String path) {
    assertThat(api.created()).isNotEmpty();
    log.sequencedBy(sequencer);

    api.get(address + path).is(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/checkpoint", "/key", "/tile/0/000.p/1", "/tile/entries/000.p/1"})
  void is_there_for_the_tenants_own_readers_alone(String path) {
    assertThat(api.created()).isNotEmpty();
    log.sequencedBy(sequencer).publishedBy(publisher);

    Api.with(TestIssuer.delegated(tenant, Api.READ)).get(address + path).is(200);
    Api.ofNewTenant().get(address + path).is(404);
    Api.with("").get(address + path).is(401);
    Api.with(TestIssuer.delegated(tenant, "User.Read")).get(address + path).is(403);
    api.get(address.toUpperCase(java.util.Locale.ROOT).replace("/LOG", "/log") + path).is(404);
  }

  @Test
  void keeps_the_proofs_of_a_tenant_from_others() {
    String id = api.created();
    log.sequencedBy(sequencer).publishedBy(publisher);

    api.get(Api.AUDITS + "/" + id + "/history/1/proof").is(200);
    Api.ofNewTenant().get(Api.AUDITS + "/" + id + "/history/1/proof").is(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/deviceManagement/remoteActionAudits/%s/history?$select=*",
        "/deviceManagement/remoteActionAudits/%s/history?$select=openings,id,changes,clientAddress,initiatedBy",
        "/deviceManagement/remoteActionAuditChanges?$select=*&$filter=auditId%%20eq%%20'%s'&$orderby=sequence",
        "/deviceManagement/remoteActionAuditChanges?$select=*&$apply=filter(auditId%%20eq%%20'%s')/orderby(sequence)",
      })
  void gives_what_opens_the_commitments_to_those_who_ask_for_it(String asked) {
    String id =
        api.created(
            "{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"Ada\"}");
    api.patch(id, "{\"userName\":null,\"deviceIMEI\":\"\\u0007\"}").is(200);
    log.sequencedBy(sequencer);

    var entries = api.get(asked.formatted(id)).is(200).json().get("value");

    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).get("openings")).hasSize(4);
    assertThat(entries.get(1).get("openings")).hasSize(6);
    for (int i = 0; i < 2; i++) {
      var leaf = Api.parse(new String(log.leaves().get(i), StandardCharsets.UTF_8));
      for (var opening : entries.get(i).get("openings")) {
        String path = opening.get("path").asText();
        byte[] salt = Base64.getUrlDecoder().decode(opening.get("salt").asText());
        String shown = path.replace("/userPrincipalName", "/initiatedBy/userPrincipalName");
        assertThat(leaf.at(path + "/c").asText())
            .as(path)
            .isEqualTo(
                Commitment.text(
                    salt,
                    Commitments.json(Optional.ofNullable(entries.get(i).at(shown).textValue()))));
      }
    }
    assertThat(api.history(id).get(0).has("openings")).isFalse();
  }

  private Checkpoint checkpoint() {
    var note =
        Note.parse(
            api.get(address + "/checkpoint").is(200).body().getBytes(StandardCharsets.UTF_8));
    return Checkpoint.open(note, TestLogKey.ORIGIN + "/" + tenant, List.of(key()));
  }

  private VerifierKey key() {
    return VerifierKey.parse(api.get(address + "/key").is(200).body().strip());
  }

  private HttpResponse<byte[]> bytes(TilePath path) {
    var request =
        HttpRequest.newBuilder(URI.create(api.origin() + address + "/" + path.path()))
            .header("Authorization", "Bearer " + api.token())
            .build();
    try {
      var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new AssertionError(path.path() + ": " + answer.statusCode());
      }
      return answer;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
