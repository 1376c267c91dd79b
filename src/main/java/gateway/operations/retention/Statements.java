package gateway.operations.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A connection of the owner, with its statements in one line each. */
final class Statements {

  /**
   * Every statement here has its index, and none needs more than its batch. A plan that was made
   * for a small table would read all of a large one.
   */
  private static final String BY_INDEX =
      "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set timezone = 'UTC'";

  private final Connection connection;

  Statements(Connection connection) throws SQLException {
    this.connection = connection;
    execute(BY_INDEX);
  }

  /** Reads a row. */
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Work that is one transaction. */
  interface Work<T> {
    T run() throws SQLException;
  }

  <T> T inTransaction(Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      T result = work.run();
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    }
  }

  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      boolean _ = statement.execute(sql);
    }
  }

  /** How many rows it changed. */
  int update(String sql, Object... parameters) throws SQLException {
    try (var statement = prepared(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  <T> List<T> rows(String sql, Reading<T> reading, Object... parameters) throws SQLException {
    try (var statement = prepared(sql, parameters);
        var rows = statement.executeQuery()) {
      var all = new ArrayList<T>();
      while (rows.next()) {
        all.add(reading.of(rows));
      }
      return all;
    }
  }

  <T> Optional<T> first(String sql, Reading<T> reading, Object... parameters) throws SQLException {
    return rows(sql, reading, parameters).stream().findFirst();
  }

  private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
    var statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.length; i++) {
        switch (parameters[i]) {
          case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
          case UUID[] ids -> statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
          default -> statement.setObject(i + 1, parameters[i]);
        }
      }
      return statement;
    } catch (SQLException | RuntimeException refused) {
      statement.close();
      throw refused;
    }
  }
}
