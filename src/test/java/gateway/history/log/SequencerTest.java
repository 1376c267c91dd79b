package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import gateway.tlog.Commitment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@GatewayTest
class SequencerTest {

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);

  @Inject Sequencer sequencer;
  @Inject Vertx vertx;

  @Inject
  @ConfigProperty(name = "quarkus.datasource.reactive.url")
  String database;

  @Test
  void gives_each_acknowledged_change_one_leaf_and_a_contiguous_index() {
    String id = api.created();
    api.patch(id, "{\"userName\":\"x\"}").is(200);
    api.patch(id, "{\"userName\":\"x\"}").is(200);
    api.delete(Api.AUDITS + "/" + id).is(204);
    assertThat(api.created()).isNotEmpty();

    log.sequencedBy(sequencer);

    assertThat(log.indexes()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(log.logged()).containsExactlyInAnyOrderElementsOf(log.entries());
    assertThat(log.size()).isEqualTo(4);
    assertThat(log.root()).isEqualTo(log.rootOfLeaves());
  }

  @Test
  void goes_on_from_the_tiles_that_are_stored() throws SQLException {
    api.created();
    log.sequencedBy(sequencer);
    copies(700);
    log.sequencedBy(sequencer);
    copies(30);

    log.sequencedBy(sequencer);

    assertThat(log.indexes()).containsExactlyElementsOf(LongStream.range(0, 731).boxed().toList());
    assertThat(log.logged()).containsExactlyInAnyOrderElementsOf(log.entries());
    assertThat(log.root()).isEqualTo(log.rootOfLeaves());
  }

  @Test
  void shares_the_work_of_a_log_with_others_and_gives_no_entry_two_places() throws SQLException {
    var others = List.of(another(), another());
    api.created();
    copies(2_000);

    // The service's own is the third.
    Uni.join()
        .all(IntStream.range(0, 20).mapToObj(i -> others.get(i % 2).sequence()).toList())
        .andFailFast()
        .await()
        .indefinitely();
    log.sequencedBy(others.getFirst());

    assertThat(log.indexes())
        .containsExactlyElementsOf(LongStream.range(0, 2_001).boxed().toList());
    assertThat(log.logged()).containsExactlyInAnyOrderElementsOf(log.entries());
    assertThat(log.root()).isEqualTo(log.rootOfLeaves());
  }

  @Test
  void goes_on_with_other_logs_when_one_cannot_be_extended() throws SQLException {
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      boolean _ =
          statement.execute(
              "insert into log_pending values ('%s', now(), gen_random_uuid())".formatted(tenant));
      var other = UUID.randomUUID();
      Api.of(other).created();

      var othersLog = new TestLog(other).sequencedBy(sequencer);

      assertThat(othersLog.size()).isEqualTo(1);
      assertThat(log.leaves()).isEmpty();
      boolean _ =
          statement.execute("delete from log_pending where tenant_id = '%s'".formatted(tenant));
    }
  }

  @Test
  void keeps_personal_values_out_of_the_leaves_and_salts_that_open_them_beside() {
    api.created(
        "{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"Ada L.\"}");

    log.sequencedBy(sequencer);

    var leaf = Api.parse(new String(log.leaves().getFirst(), StandardCharsets.UTF_8));
    assertThat(leaf.toString()).doesNotContain("Ada L.", "ada@example.org", "127.0.0.1");
    var change = leaf.get("changes").get(1);
    assertThat(change.get("property").asText()).isEqualTo("userName");
    assertThat(change.get("after").get("c").asText())
        .isEqualTo(
            Commitment.text(salt("/changes/1/after"), Commitments.json(Optional.of("Ada L."))));
    assertThat(change.get("before").get("c").asText())
        .isEqualTo(Commitment.text(salt("/changes/1/before"), Commitments.json(Optional.empty())));
    assertThat(leaf.get("userPrincipalName").get("c").asText())
        .isEqualTo(
            Commitment.text(
                salt("/userPrincipalName"), Commitments.json(Optional.of("ada@example.org"))));
  }

  /** A part of a key reads all that a tenant has, for each entry. */
  @Test
  void looks_both_halves_of_an_entry_up_by_their_whole_keys() throws SQLException {
    try (var gateway = TestDatabase.asGateway();
        var statement = gateway.createStatement()) {
      gateway.setAutoCommit(false);
      boolean _ = statement.execute(LogStore.SETTINGS);
      var plan = new StringBuilder();
      String sql = Sequencer.ENTRIES.replace("$1", "'" + tenant + "'");
      try (var lines = statement.executeQuery("explain (costs off) " + sql)) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }

      assertThat(plan.toString())
          .doesNotContain("Seq Scan", "Join Filter")
          .containsPattern(
              "on history_personal_\\d+_\\d+ .*\\s+Index Cond: .*audit_id = .*sequence = .*changed_at = ");
    }
  }

  private byte[] salt(String path) {
    return Base64.getDecoder()
        .decode(
            log.rows(
                    "select encode(salt, 'base64') from log_salt where tenant_id = '%s' and path = '"
                        + path
                        + "'",
                    row -> row.getString(1))
                .getFirst());
  }

  /** One as another pod has it, with connections of its own. */
  private Sequencer another() {
    var connect = PgConnectOptions.fromUri(database).setUser("gateway").setPassword("gateway");
    var pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(LogStore.CONNECTIONS))
            .connectingTo(connect)
            .using(vertx)
            .build();
    return new Sequencer(
        new LogStore(pool), Clock.systemUTC(), new LogMeters(new SimpleMeterRegistry()));
  }

  /** Entries of audits that never were, committed together. */
  private void copies(int count) throws SQLException {
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      boolean _ =
          statement.execute(
              """
              with source as (select * from history_entry where tenant_id = '%1$s' order by changed_at limit 1),
              copy as (
                insert into history_entry
                select tenant_id, audit_id || '-' || gen_random_uuid(), 1, clock_timestamp(), gen_random_uuid(), operation, principal_id, application_id,
                  authorization_kind, request_id, client_request_id, properties, personal, before, after
                from source, generate_series(1, %2$d) returning *
              ),
              values_of as (
                insert into history_personal
                select c.tenant_id, c.audit_id, c.sequence, c.changed_at, null, null, array_fill(null::text, array[cardinality(properties)]), array_fill(null::text, array[cardinality(properties)])
                from copy c
              )
              insert into log_pending select tenant_id, changed_at, id from copy
              """
                  .formatted(tenant, count));
    }
  }
}
