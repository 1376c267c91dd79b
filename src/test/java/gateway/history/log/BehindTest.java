package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestDatabase;
import gateway.TestLogKey;
import gateway.tlog.Checkpoint;
import gateway.tlog.GrowingTree;
import gateway.tlog.Hash;
import gateway.tlog.Note;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that was put back to what it was, under pods that saw what came after. */
@GatewayTest
class BehindTest {

  /** As many passes as a pod makes in some seconds. */
  private static final int PASSES = 5;

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);
  private final TestLog log = new TestLog(tenant);

  @TestHTTPResource(value = "/", management = true)
  @SuppressWarnings("NullAway.Init") // Quarkus sets it.
  URI management;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path folder;

  @Inject Sequencer sequencer;
  @Inject Publisher publisher;
  @Inject TestPods pods;
  @Inject LogStore store;
  @Inject LogSigning signing;
  @Inject Behind behind;
  @Inject Clock clock;

  @Test
  void signs_nothing_for_a_restored_database_until_an_epoch_begins() {
    var lines = new Lines();
    restored();
    api.created();
    log.sequencedBy(sequencer);

    passes(publisher);

    assertThat(log.published()).isEqualTo(2);
    assertThat(log.size()).isEqualTo(3);
    assertThat(behind.some(100)).contains(tenant);
    assertThat(lines.of(tenant)).singleElement().asString().contains("has 3 entries", "size 4,");
    var ready = management("/q/health/ready").json();
    assertThat(ready.get("status").asText()).isEqualTo("UP");
    assertThat(ready.toString()).contains("\"logsBehind\":", tenant.toString());
    assertThat(management("/q/metrics").body()).containsPattern("gateway_log_behind [1-9]");

    var epoch = log.epoch();
    log.sequencedBy(sequencer).publishedBy(publisher);

    assertThat(epoch.size()).isEqualTo(3);
    assertThat(epoch.givenUp()).singleElement().asString().startsWith("size 4, root ");
    assertThat(log.published()).isEqualTo(4);
    assertThat(log.contradictions()).isEmpty();
    assertThat(behind.some(100)).doesNotContain(tenant);
    assertThat(lines.of(tenant)).hasSize(1);
  }

  /** The answer to a commit can get lost: what was signed may be known outside all the same. */
  @Test
  void remembers_what_it_signed_although_it_could_not_store_it() throws SQLException {
    var seen = nothingSeen();
    try (var owner = TestDatabase.asOwner();
        var statement = owner.createStatement()) {
      boolean _ =
          statement.execute(
              "create function break_checkpoint() returns trigger language plpgsql as $$ begin if new.tenant_id = '%s' then raise exception 'broken on purpose'; end if; return new; end $$; grant execute on function break_checkpoint() to gateway"
                  .formatted(tenant));
      TestDatabase.changeHistory(
          owner,
          "create trigger broken before insert on log_checkpoint for each row execute function break_checkpoint()");
      try {
        // Only now, or the service itself may have signed it already.
        api.created();
        log.sequencedBy(sequencer);
        passes(pod(seen));
      } finally {
        TestDatabase.changeHistory(owner, "drop trigger broken on log_checkpoint");
        boolean _ = statement.execute("drop function break_checkpoint()");
      }
    }

    assertThat(seen.of(tenant, 0)).extracting(Sighting::size).containsExactly(1L);
  }

  @Test
  void tells_every_pod_that_begins_later() {
    restored();
    api.created();
    log.sequencedBy(sequencer);
    passes(publisher);

    passes(pod(nothingSeen()));

    assertThat(log.published()).isEqualTo(2);
    var _ = log.epoch();
  }

  @Test
  void remembers_what_another_pod_has_signed() {
    entries(3);
    var seen = nothingSeen();

    passes(pod(seen));

    assertThat(seen.of(tenant, 0)).containsExactly(Sighting.of(3, log.root()));
  }

  @Test
  void gives_up_with_an_epoch_what_was_seen_in_those_before() {
    entries(3);
    var seen = nothingSeen();
    seen.published(tenant, 0, Sighting.of(9, Hash.OF_EMPTY_TREE));

    var epoch = log.epoch();

    assertThat(contradiction(seen)).isEmpty();
    assertThat(seen.of(tenant, 0)).hasSize(1);
    assertThat(seen.of(tenant, epoch.number())).isEmpty();
  }

  /** The one who seized the fork before this pod's turn must not take away what contradicts it. */
  @Test
  void keeps_what_it_agreed_to_when_others_sign_something_else() {
    var seen = nothingSeen();
    var agreed = Sighting.of(3, Hash.OF_EMPTY_TREE);
    var later = Sighting.of(5, Hash.OF_EMPTY_TREE);
    seen.agreed(tenant, 0, agreed);

    seen.published(tenant, 0, later);
    seen.published(tenant, 0, Sighting.of(4, Hash.OF_EMPTY_TREE));

    assertThat(seen.of(tenant, 0)).containsExactly(agreed, later);
  }

  /** Nor what a third one has signed, which this pod could not compare with anything yet. */
  @Test
  void keeps_what_others_have_signed_when_one_of_them_signs_more() {
    var seen = nothingSeen();
    seen.agreed(tenant, 0, Sighting.of(3, Hash.OF_EMPTY_TREE));

    for (int size = 4; size <= 8; size++) {
      seen.published(tenant, 0, Sighting.of(size, Hash.OF_EMPTY_TREE));
    }

    assertThat(seen.of(tenant, 0)).extracting(Sighting::size).containsExactly(3L, 5L, 6L, 7L, 8L);
    seen.agreed(tenant, 0, Sighting.of(7, Hash.OF_EMPTY_TREE));
    assertThat(seen.of(tenant, 0)).extracting(Sighting::size).containsExactly(7L, 8L);
  }

  @Test
  void finds_in_the_tiles_whether_a_kept_checkpoint_is_in_the_log() {
    assertThat(entriesOfMoreThanATile()).isEqualTo(300);

    for (int size : List.of(1, 2, 255, 256, 257, 299, 300)) {
      assertThat(contradiction(kept(size, rootOf(size)))).isEmpty();
    }
    for (int size : List.of(1, 255, 256, 299, 300, 301)) {
      var forked = Sighting.of(size, Hash.of(new byte[Hash.BYTES]));

      assertThat(contradiction(kept(size, forked.root().orElseThrow()))).contains(forked);
      var _ = log.epoch();
    }
  }

  /** A tile that only the kept checkpoint needs is gone: who asks for it again says so. */
  @Test
  void proves_a_kept_checkpoint_once_in_an_epoch() {
    long size = entriesOfMoreThanATile();
    var kept = folder.resolve("kept");
    var seen = kept(kept, 5, rootOf(5));
    var continuity = new Continuity(seen);
    assertThat(contradiction(continuity)).isEmpty();
    loseTheFirstTile();

    assertThat(api.created()).isNotEmpty();
    log.sequencedBy(sequencer);

    assertThat(log.size()).isEqualTo(size + 1);
    assertThat(contradiction(continuity)).isEmpty();
    assertThatThrownBy(() -> contradiction(new Continuity(seen))).hasMessageContaining("lost");

    var _ = log.epoch();
    assertThatThrownBy(() -> contradiction(continuity)).hasMessageContaining("lost");
  }

  @Test
  void proves_what_is_added_to_the_kept_checkpoints() {
    var _ = entriesOfMoreThanATile();
    var kept = folder.resolve("kept");
    var seen = kept(kept, 5, rootOf(5));
    var continuity = new Continuity(seen);
    assertThat(contradiction(continuity)).isEmpty();

    var forked = Sighting.of(6, Hash.of(new byte[Hash.BYTES]));
    keep(kept, 6, forked.root().orElseThrow());
    seen.ready();

    assertThat(contradiction(continuity)).contains(forked);
    assertThat(log.contradictions()).containsExactly(forked);
    var _ = log.epoch();
  }

  /** That the tree of before is not in the new one says nothing of what that contained. */
  @Test
  void asks_for_every_kept_checkpoint_again_when_the_log_went_another_way() {
    entries(1);
    var backup = TestBackup.of(tenant);
    entries(2);
    var kept = folder.resolve("kept");
    var _ = kept(kept, 1, rootOf(1));
    var second = rootOf(2);
    var seen = kept(kept, 2, second);
    var continuity = new Continuity(seen);
    assertThat(contradiction(continuity)).isEmpty();

    backup.restore();
    IntStream.range(0, 3).forEach(_ -> assertThat(api.created()).isNotEmpty());
    log.sequencedBy(sequencer);

    assertThat(contradiction(continuity)).isPresent();
    assertThat(log.contradictions())
        .contains(Sighting.of(2, second))
        .noneMatch(each -> each.size() == 1);
    var _ = log.epoch();
  }

  @Test
  void refuses_what_a_kept_checkpoint_contradicts_until_an_epoch_abandons_it() {
    entries(2);
    var elsewhere = Hash.of(new byte[Hash.BYTES]);
    var pod = pod(kept(2, elsewhere));
    api.created();
    log.sequencedBy(sequencer);

    passes(pod);

    assertThat(log.contradictions()).containsExactly(Sighting.of(2, elsewhere));
    api.created();
    log.sequencedBy(sequencer);
    long before = log.published();
    passes(pod);
    passes(publisher);
    assertThat(log.published()).isEqualTo(before).isLessThan(log.size());

    var _ = log.epoch();
    log.sequencedBy(sequencer).publishedBy(pod);
    assertThat(log.published()).isEqualTo(5);
  }

  @Test
  void can_abandon_beforehand_what_no_pod_has_noted() {
    entries(2);
    var elsewhere = Hash.of(new byte[Hash.BYTES]);

    var epoch = log.epoch(new NewEpoch.Abandoned(7, Optional.of(elsewhere)));

    assertThat(epoch.givenUp()).containsExactly("size 7, root " + elsewhere);
    assertThat(contradiction(kept(7, elsewhere))).isEmpty();
    assertThat(contradiction(kept(8, elsewhere))).isPresent();
    var _ = log.epoch();
  }

  @Test
  void believes_a_witness_that_has_seen_more_until_an_epoch_gives_that_up() {
    entries(2);
    var seen = nothingSeen();
    seen.witnessed(tenant, "w", 2);
    assertThat(contradiction(seen)).isEmpty();

    seen.witnessed(tenant, "w", 9);
    assertThat(contradiction(seen)).contains(Sighting.told(9, "w"));

    var epoch = log.epoch();
    assertThat(epoch.givenUp()).containsExactly("size 9 (as the witness w says)");
    assertThat(contradiction(seen)).isEmpty();
    assertThat(contradiction(told("w", 8))).isEmpty();
    seen.witnessed(tenant, "w", 10);
    assertThat(contradiction(seen)).isPresent();
    var _ = log.epoch();
  }

  @Test
  void goes_on_believing_the_other_witnesses_when_one_has_told_too_much() {
    entries(2);
    var seen = told("liar", 999_999_999_999_999_999L);
    seen.witnessed(tenant, "honest", 2);
    assertThat(contradiction(seen)).isPresent();
    var _ = log.epoch();
    assertThat(contradiction(seen)).isEmpty();

    seen.witnessed(tenant, "honest", 9);

    assertThat(contradiction(seen)).contains(Sighting.told(9, "honest"));
    assertThat(log.contradictions()).containsExactly(Sighting.told(9, "honest"));
    var _ = log.epoch();
  }

  /** Any of them may have cosigned what is given up, and cannot say so. */
  @Test
  void believes_no_witness_up_to_a_checkpoint_or_a_size_of_all_that_is_given_up() {
    entries(2);
    var _ =
        log.epoch(
            new NewEpoch.Abandoned(7, Optional.of(Hash.of(new byte[Hash.BYTES]))),
            new NewEpoch.Abandoned(5, Optional.empty()));
    assertThat(contradiction(told("w", 7))).isEmpty();
    assertThat(contradiction(told("w", 8))).contains(Sighting.told(8, "w"));

    var _ = log.epoch(new NewEpoch.Abandoned(20, Optional.empty()));
    assertThat(contradiction(told("another", 20))).isEmpty();
    assertThat(contradiction(told("another", 21))).isPresent();
    var _ = log.epoch();
  }

  private Seen told(String witness, long size) {
    var seen = nothingSeen();
    seen.witnessed(tenant, witness, size);
    return seen;
  }

  /** Numbers must not repeat: a pod that saw the lost epoch would take the new one for it. */
  @Test
  void gives_an_epoch_begun_after_a_restore_a_later_number_than_the_lost_one() {
    entries(1);
    var backup = TestBackup.of(tenant);
    var lost = log.epoch();
    backup.restore();

    assertThat(log.epoch().number()).isGreaterThan(lost.number());
  }

  /** Four entries, then what the database was when there were two. */
  private void restored() {
    entries(2);
    var backup = TestBackup.of(tenant);
    entries(2);
    backup.restore();
    assertThat(log.size()).isEqualTo(2);
  }

  private void entries(int count) {
    IntStream.range(0, count).forEach(_ -> assertThat(api.created()).isNotEmpty());
    log.sequencedBy(sequencer).publishedBy(publisher);
  }

  private static void passes(Publisher of) {
    for (int i = 0; i < PASSES; i++) {
      boolean _ = of.publish().await().atMost(LONGEST);
    }
  }

  /** Gives how many. */
  private long entriesOfMoreThanATile() {
    String id = api.created();
    IntStream.range(1, 300).forEach(i -> api.patch(id, "{\"userName\":\"" + i + "\"}").is(200));
    log.sequencedBy(sequencer).publishedBy(publisher);
    return log.size();
  }

  /** The root of the first leaves. */
  private Hash rootOf(int size) {
    var tree = GrowingTree.empty((_, _) -> {});
    log.leaves().subList(0, size).forEach(tree::append);
    return tree.root();
  }

  private void loseTheFirstTile() {
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      boolean _ = statement.execute("set session_replication_role = replica");
      String first = "delete from log_tile where level = 0 and index = 0 and tenant_id = '%s'";
      assertThat(statement.executeUpdate(first.formatted(tenant))).isEqualTo(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Sighting> contradiction(Seen seen) {
    return contradiction(new Continuity(seen));
  }

  private Optional<Sighting> contradiction(Continuity continuity) {
    while (true) {
      var found = store.underLock(tenant, continuity::contradiction).await().atMost(LONGEST);
      if (found.isPresent()) {
        return found.get();
      }
    }
  }

  /** Another pod, which has not seen anything yet. */
  private Publisher pod(Seen seen) {
    return pods.publisher(seen, Duration.ofMinutes(59));
  }

  private Seen nothingSeen() {
    return new Seen(
        new SeenFiles(new TestLogSettings(Optional.empty(), Optional.empty()), signing, clock));
  }

  private Seen kept(long size, Hash root) {
    return kept(folder.resolve(UUID.randomUUID().toString()), size, root);
  }

  /** What has seen the checkpoints in a folder, one more among them. */
  private Seen kept(Path in, long size, Hash root) {
    keep(in, size, root);
    var seen = new Seen(new SeenFiles(TestLogSettings.seen(in.toString()), signing, clock));
    seen.ready();
    return seen;
  }

  private void keep(Path in, long size, Hash root) {
    var checkpoint = Checkpoint.of(TestLogKey.ORIGIN + "/" + tenant, size, root);
    Note note = signing.signer(tenant).orElseThrow().sign(checkpoint);
    try {
      var _ = Files.createDirectories(in);
      var _ = Files.write(in.resolve("checkpoint-" + size), note.encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Api.Answer management(String address) {
    return Api.with("").get(management.resolve(address).toString()).is(200);
  }

  /** The lines that say that logs are behind. */
  private static final class Lines extends Handler {

    private final List<String> all = new CopyOnWriteArrayList<>();

    Lines() {
      Logger.getLogger(Behind.class.getName()).addHandler(this);
    }

    List<String> of(UUID tenant) {
      return all.stream().filter(line -> line.contains(tenant.toString())).toList();
    }

    @Override
    public void publish(@Nullable LogRecord record) {
      if (record != null && record.getLevel().intValue() > Level.INFO.intValue()) {
        all.add(
            record instanceof org.jboss.logmanager.ExtLogRecord line
                ? line.getFormattedMessage()
                : record.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
