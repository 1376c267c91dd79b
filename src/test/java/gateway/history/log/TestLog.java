package gateway.history.log;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import gateway.TestDatabase;
import gateway.tlog.CanonicalJson;
import gateway.tlog.GrowingTree;
import gateway.tlog.Hash;
import gateway.tlog.JsonValue;
import io.smallrye.mutiny.Uni;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Supplier;

/** A tenant's log as the database has it, read past every policy. */
public record TestLog(UUID tenant) {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Passes until no entry is left; the service's own sequencer may be at it, too. */
  private static final int MOST_PASSES = 10_000;

  /** What reads a row. */
  public interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Lets a sequencer work until everything that was committed is in the log. */
  @CanIgnoreReturnValue
  public TestLog sequencedBy(Sequencer sequencer) {
    return until(
        "select count(*) = 0 from log_pending where tenant_id = '%s'", sequencer::sequence);
  }

  /** Lets a publisher work until a checkpoint covers everything that is in the log. */
  @CanIgnoreReturnValue
  public TestLog publishedBy(Publisher publisher) {
    return until(
        "select published_size = size from log_head where tenant_id = '%s'", publisher::publish);
  }

  /** Begins an epoch as the owner of the tables. */
  NewEpoch epoch(NewEpoch.Abandoned... abandoned) {
    try (var owner = TestDatabase.asOwner()) {
      owner.setAutoCommit(false);
      var epoch =
          NewEpoch.begin(owner, tenant, List.of(abandoned), "restored on purpose").orElseThrow();
      owner.commit();
      return epoch;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The newest checkpoint's size, as the head has it. */
  long published() {
    return rows("select published_size from log_head where tenant_id = '%s'", row -> row.getLong(1))
        .getFirst();
  }

  /** What was seen of the log, is not in it, and was not given up. */
  List<Sighting> contradictions() {
    return rows(
        "select size, root, witness from log_contradiction where tenant_id = '%s' and epoch is null order by size",
        row -> Sighting.stored(row.getLong(1), row.getBytes(2), row.getString(3)));
  }

  private TestLog until(String done, Supplier<Uni<Boolean>> pass) {
    for (int i = 0; i < MOST_PASSES; i++) {
      boolean _ = pass.get().await().atMost(LONGEST);
      if (rows(done, row -> row.getBoolean(1)).equals(List.of(true))) {
        return this;
      }
    }
    throw new AssertionError("The log of " + tenant + " is not done.");
  }

  public List<byte[]> leaves() {
    return rows(
        "select leaf from log_leaf where tenant_id = '%s' order by index", row -> row.getBytes(1));
  }

  public List<Long> indexes() {
    return rows(
        "select index from log_leaf where tenant_id = '%s' order by index", row -> row.getLong(1));
  }

  /** The entries that are in the history, in no order. */
  List<String> entries() {
    return rows("select id from history_entry where tenant_id = '%s'", row -> row.getString(1));
  }

  /** The entries that are in the log. */
  List<String> logged() {
    return leaves().stream().map(leaf -> text(json(leaf), "id")).toList();
  }

  public long size() {
    return rows("select size from log_head where tenant_id = '%s'", row -> row.getLong(1))
        .getFirst();
  }

  Hash root() {
    return rows("select root from log_head where tenant_id = '%s'", row -> Hash.of(row.getBytes(1)))
        .getFirst();
  }

  /** The root of all leaves, worked out anew. */
  Hash rootOfLeaves() {
    var tree = GrowingTree.empty((_, _) -> {});
    leaves().forEach(tree::append);
    return tree.root();
  }

  public <T> List<T> rows(String sql, Reading<T> reading) {
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement();
        var rows = statement.executeQuery(sql.formatted(tenant))) {
      var read = new ArrayList<T>();
      while (rows.next()) {
        read.add(reading.of(rows));
      }
      return read;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static SortedMap<String, JsonValue> json(byte[] leaf) {
    return ((JsonValue.Members) CanonicalJson.decode(leaf)).members();
  }

  static String text(Map<String, JsonValue> members, String name) {
    return members.get(name) instanceof JsonValue.Characters(var text) ? text : "";
  }
}
