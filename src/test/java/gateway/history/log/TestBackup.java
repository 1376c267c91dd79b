package gateway.history.log;

import gateway.TestDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/** All that the database had of one tenant at one time, to be put back as a restore would. */
record TestBackup(UUID tenant, String schema) {

  private static final List<String> TABLES =
      List.of(
          "audit",
          "tombstone",
          "history_entry",
          "history_personal",
          "log_pending",
          "log_leaf",
          "log_salt",
          "log_tile",
          "log_checkpoint",
          "log_contradiction",
          "log_head");

  static TestBackup of(UUID tenant) {
    var backup = new TestBackup(tenant, "b" + UUID.randomUUID().toString().replace("-", ""));
    backup.run(statement -> {
      boolean _ = statement.execute("create schema " + backup.schema);
      for (String table : TABLES) {
        boolean _ =
            statement.execute(
                "create table %1$s.%2$s as select * from %2$s where tenant_id = '%3$s'"
                    .formatted(backup.schema, table, tenant));
      }
    });
    return backup;
  }

  /** Puts it back, past every trigger, while the service runs. */
  void restore() {
    run(statement -> {
      boolean _ = statement.execute("set local session_replication_role = replica");
      boolean _ =
          statement.execute(
              "select from log_head where tenant_id = '%s' for update".formatted(tenant));
      for (String table : TABLES) {
        boolean _ =
            statement.execute("delete from %s where tenant_id = '%s'".formatted(table, tenant));
        boolean _ =
            statement.execute("insert into %2$s select * from %1$s.%2$s".formatted(schema, table));
      }
    });
  }

  private interface Work {
    void with(Statement statement) throws SQLException;
  }

  private void run(Work work) {
    try (var superuser = TestDatabase.asSuperuser();
        var statement = superuser.createStatement()) {
      superuser.setAutoCommit(false);
      work.with(statement);
      superuser.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
