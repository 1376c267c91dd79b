package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What an erasure leaves of the log: every leaf, and nothing that opens what was erased. */
@GatewayTest
class ErasedLeavesTest {

  private static final String SALTS =
      "select s.path from log_salt s join history_entry e on e.id = s.entry_id and e.tenant_id = s.tenant_id where e.tenant_id = '%s' and e.sequence = 1 order by 1";

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);

  @Inject Sequencer sequencer;

  @Test
  void keeps_each_leaf_and_drops_the_salts_of_what_was_erased_alone() {
    String id = audit();
    log.sequencedBy(sequencer);
    var leaf = log.leaves().getFirst();
    assertThat(salts())
        .containsExactly(
            "/changes/1/after",
            "/changes/1/before",
            "/changes/2/after",
            "/changes/2/before",
            "/clientAddress",
            "/userPrincipalName");

    erasePerson();
    log.sequencedBy(sequencer);

    assertThat(log.leaves()).hasSize(2);
    assertThat(log.leaves().getFirst()).isEqualTo(leaf);
    assertThat(log.root()).isEqualTo(log.rootOfLeaves());
    assertThat(salts())
        .containsExactly(
            "/changes/1/after",
            "/changes/1/before",
            "/changes/2/before",
            "/clientAddress",
            "/userPrincipalName");

    eraseAudit(id);

    assertThat(salts()).containsExactly("/changes/1/before", "/changes/2/before");
  }

  @Test
  void waits_for_the_sequencer_which_may_have_read_what_is_to_be_erased() throws Exception {
    String id = audit();
    CompletableFuture<Void> erased;
    try (var owner = TestDatabase.asOwner();
        var statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      boolean _ =
          statement.execute(
              "insert into log_head (tenant_id) values ('%s') on conflict do nothing"
                  .formatted(tenant));
      boolean _ =
          statement.execute(
              "select from log_head where tenant_id = '%s' for update".formatted(tenant));
      erased = CompletableFuture.runAsync(() -> eraseAudit(id));
      while (waiting() == 0) {
        assertThat(erased).isNotDone();
        Thread.onSpinWait();
      }
      assertThat(api.history(id)).hasSize(1);
      owner.commit();
    }
    erased.join();
    log.sequencedBy(sequencer);

    assertThat(api.history(id)).hasSize(2);
    assertThat(salts()).isSubsetOf("/changes/1/before", "/changes/2/before");
  }

  private String audit() {
    return api.created(
        "{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"bob\",\"initiatedByUserPrincipalName\":\"%s\"}"
            .formatted(name()));
  }

  private String name() {
    return "eve@" + tenant;
  }

  private void erasePerson() {
    api.sending("Content-Type", "application/json")
        .send(
            "POST",
            "/beta/deviceManagement/erasePersonalData",
            "{\"userPrincipalName\":\"" + name() + "\"}")
        .is(200);
  }

  private void eraseAudit(String id) {
    api.send("POST", Api.AUDITS + "/" + id + "/erasePersonalData", "").is(200);
  }

  private List<String> salts() {
    return log.rows(SALTS, row -> row.getString(1));
  }

  private int waiting() {
    return log.rows(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%%log_head%%' and '%s' <> ''",
            row -> row.getInt(1))
        .getFirst();
  }
}
