package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.TestDatabase;
import gateway.tlog.CanonicalJson;
import gateway.tlog.Checkpoint;
import gateway.tlog.GrowingTree;
import gateway.tlog.Hash;
import gateway.tlog.JsonValue;
import gateway.tlog.LogSigner;
import gateway.tlog.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A log of some size, and who has the database and tampers with it: as the superuser, with triggers
 * off. What was done can be put back, so that one log serves many tests.
 */
final class TamperedLog {

  /** Living audits: fewer than the verifier asks by their addresses, so that it asks each. */
  static final int LIVING = 250;

  static final int DELETED = 10;

  /** A creation and seven changes of each that lives; the others were created and deleted. */
  static final int ENTRIES = 8 * LIVING + 2 * DELETED;

  private static final List<String> TABLES =
      List.of(
          "audit",
          "tombstone",
          "history_entry",
          "history_personal",
          "log_head",
          "log_leaf",
          "log_salt",
          "log_tile",
          "log_checkpoint");

  private final UUID tenant;
  private final Api api;
  private final String kept;

  /** A log of {@link #ENTRIES} entries, made by requests; a0, a1, ... live, d0, d1, ... do not. */
  TamperedLog(UUID tenant) {
    this.tenant = tenant;
    this.api = Api.of(tenant);
    this.kept = "kept_" + tenant.toString().replace("-", "");
    batches(LIVING, i -> creation("a" + i));
    batches(DELETED, i -> creation("d" + i));
    for (String state : List.of("active", "failed", "active", "canceled", "active", "failed")) {
      batches(LIVING, i -> change("PATCH", "a" + i, "{\"actionState\":\"%s\"}".formatted(state)));
    }
    batches(
        LIVING, i -> change("PATCH", "a" + i, "{\"userName\":\"Bo\",\"actionState\":\"done\"}"));
    batches(
        DELETED,
        i ->
            "\"method\":\"DELETE\",\"url\":\"/deviceManagement/remoteActionAudits/d%d\""
                .formatted(i));
  }

  private static String creation(String id) {
    return change(
        "POST",
        "",
        """
        {"id":"%s","userName":"Ada","deviceIMEI":"1","action":"remoteLock","requestDateTime":"2026-01-02T03:04:05+01:00"}\
        """
            .formatted(id));
  }

  private static String change(String method, String id, String body) {
    return "\"method\":\"%s\",\"url\":\"/deviceManagement/remoteActionAudits%s\",\"headers\":{\"Content-Type\":\"application/json\"},\"body\":%s"
        .formatted(method, id.isEmpty() ? "" : "/" + id, body);
  }

  private void batches(int count, IntFunction<String> request) {
    for (int from = 0; from < count; from += 20) {
      var parts =
          IntStream.range(from, Math.min(count, from + 20))
              .mapToObj(i -> "{\"id\":\"%d\",%s}".formatted(i, request.apply(i)))
              .toList();
      var answers =
          api.sending("Content-Type", "application/json")
              .send(
                  "POST", "/beta/$batch", "{\"requests\":[%s]}".formatted(String.join(",", parts)))
              .is(200)
              .json()
              .get("responses");
      assertThat(answers).hasSize(parts.size());
      assertThat(answers).allMatch(answer -> answer.get("status").asInt() / 100 == 2);
    }
  }

  /** Keeps everything of the tenant as it is now, as a backup does. */
  void keep() {
    var statements = new ArrayList<String>();
    statements.add("drop schema if exists %s cascade".formatted(kept));
    statements.add("create schema " + kept);
    for (String table : TABLES) {
      statements.add(
          "create table %1$s.%2$s as select * from %2$s where tenant_id = '%3$s'"
              .formatted(kept, table, tenant));
    }
    execute(statements);
  }

  /** Puts back what {@link #keep} kept. */
  void putBack() {
    var statements = new ArrayList<String>();
    for (String table : TABLES) {
      statements.add("delete from %s where tenant_id = '%s'".formatted(table, tenant));
      statements.add("insert into %2$s select * from %1$s.%2$s".formatted(kept, table));
    }
    execute(statements);
  }

  /**
   * Runs statements, of which each must hit something.
   *
   * @param sql with {@code %s} for the condition that names the tenant, one behind the other with ;
   */
  void tamper(String sql) {
    superuser(connection -> {
      for (String each : sql.split(";")) {
        try (var statement = connection.createStatement()) {
          assertThat(statement.executeUpdate(each.replace("%s", "tenant_id = '" + tenant + "'")))
              .as(each)
              .isPositive();
        }
      }
    });
  }

  private void execute(List<String> statements) {
    superuser(connection -> {
      try (var statement = connection.createStatement()) {
        for (String each : statements) {
          boolean _ = statement.execute(each);
        }
      }
    });
  }

  /** The leaf of an entry, as it can be changed. */
  Map<String, JsonValue> entry(String audit, long sequence) {
    return new LinkedHashMap<>(
        leaves().stream()
            .map(TestLog::json)
            .filter(leaf -> TestLog.text(leaf, "auditId").equals(audit))
            .filter(leaf -> new JsonValue.Whole(sequence).equals(leaf.get("sequence")))
            .findFirst()
            .orElseThrow());
  }

  static byte[] leaf(Map<String, JsonValue> entry) {
    return CanonicalJson.encode(JsonValue.Members.of(entry));
  }

  List<byte[]> leaves() {
    return new ArrayList<>(new TestLog(tenant).leaves());
  }

  /** Where an entry stands in the log. */
  int index(String audit, long sequence) {
    var leaves = leaves().stream().map(TestLog::json).toList();
    return leaves.indexOf(TestLog.json(leaf(entry(audit, sequence))));
  }

  /** Makes the whole tree anew over these leaves: leaves, tiles and head; no checkpoint. */
  void rebuild(List<byte[]> leaves) {
    var tiles = new LinkedHashMap<Tile, byte[]>();
    var tree = GrowingTree.empty(tiles::put);
    leaves.forEach(tree::append);
    tree.writePartialTiles(tiles::put);
    superuser(connection -> {
      for (String table : List.of("log_leaf", "log_tile")) {
        run(connection, "delete from " + table + " where tenant_id = ?", tenant);
      }
      for (int i = 0; i < leaves.size(); i++) {
        var entry = TestLog.json(leaves.get(i));
        run(
            connection,
            "insert into log_leaf values (?, ?, ?::uuid, ?::timestamptz, ?)",
            tenant,
            (long) i,
            TestLog.text(entry, "id"),
            TestLog.text(entry, "at"),
            leaves.get(i));
      }
      for (var tile : tiles.entrySet()) {
        run(
            connection,
            "insert into log_tile values (?, ?, ?, ?)",
            tenant,
            tile.getKey().level(),
            tile.getKey().index(),
            tile.getValue());
      }
      run(
          connection,
          "update log_head set size = ?, published_size = ?, root = ? where tenant_id = ?",
          tree.size(),
          tree.size(),
          tree.root().bytes(),
          tenant);
    });
  }

  /** Signs the head as it is, and takes every other checkpoint away. */
  void sign(LogSigner signer) {
    var log = new TestLog(tenant);
    var note = signer.sign(Checkpoint.of(signer.verifierKey().name(), log.size(), log.root()));
    superuser(connection -> {
      run(connection, "delete from log_checkpoint where tenant_id = ?", tenant);
      run(
          connection,
          "insert into log_checkpoint values (?, ?, now(), ?)",
          tenant,
          log.size(),
          note.toString());
    });
  }

  Hash root() {
    return new TestLog(tenant).root();
  }

  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private static void superuser(Work work) {
    try (var connection = TestDatabase.asSuperuser()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        boolean _ = statement.execute("set session_replication_role = replica");
      }
      work.on(connection);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      int _ = statement.executeUpdate();
    }
  }
}
