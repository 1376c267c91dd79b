package gateway.odata;

import gateway.TestDatabase;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A database of the run's PostgreSQL, one for all tests of this package, with the functions that
 * conditions call.
 */
final class Postgres {

  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
  private static final Connection CONNECTION = start();

  private Postgres() {}

  private static Connection start() {
    try {
      var connection = TestDatabase.asSuperuser(TestDatabase.created("odata"));
      try (var statement = connection.createStatement()) {
        statement.execute(TextFunctions.create());
        statement.execute(SampleAudits.TABLE);
      }
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Connection connection() {
    return CONNECTION;
  }

  /**
   * Runs a statement whose pieces were numbered one after another, and gives each row as its
   * columns' texts.
   */
  static List<List<String>> rows(String sql, List<Object> parameters) throws SQLException {
    var order = new ArrayList<Object>();
    String text =
        PARAMETER
            .matcher(sql)
            .replaceAll(number -> {
              order.add(parameters.get(Integer.parseInt(number.group(1)) - 1));
              return "?";
            });
    try (var statement = CONNECTION.prepareStatement(text)) {
      for (int i = 0; i < order.size(); i++) {
        set(statement, i + 1, order.get(i));
      }
      return read(statement);
    }
  }

  /** The ids of the rows for which a condition, numbered from 1, is true. */
  static List<String> ids(SqlText condition) throws SQLException {
    return rows(
            "select id from audits where " + condition.text() + " order by id",
            condition.parameters())
        .stream()
        .map(List::getFirst)
        .toList();
  }

  private static List<List<String>> read(PreparedStatement statement) throws SQLException {
    var rows = new ArrayList<List<String>>();
    try (var result = statement.executeQuery()) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static void set(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof Object[] items) {
      statement.setArray(index, array(items));
    } else {
      statement.setObject(index, value);
    }
  }

  private static Array array(Object[] items) throws SQLException {
    String type =
        switch (items) {
          case String[] _ -> "text";
          case Short[] _ -> "int2";
          case Long[] _ -> "int8";
          case BigDecimal[] _ -> "numeric";
          case Boolean[] _ -> "bool";
          case UUID[] _ -> "uuid";
          default -> "timestamptz";
        };
    return CONNECTION.createArrayOf(type, items);
  }
}
