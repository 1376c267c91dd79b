package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PartitionsAheadTest {

  @Test
  void counts_the_months_up_to_the_first_that_is_missing() throws SQLException {
    String url = TestDatabase.migrated("ahead");

    assertThat(ahead(url)).isEqualTo(12);

    drop(url, 9);
    assertThat(ahead(url)).isEqualTo(8);

    // Entries of this month are in the default partition now, and it cannot be made any more.
    drop(url, 0);
    assertThat(ahead(url)).isZero();
  }

  private static void drop(String url, int months) throws SQLException {
    var month = YearMonth.now(ZoneOffset.UTC).plusMonths(months);
    try (var owner = DriverManager.getConnection(url, "owner", "owner");
        var statement = owner.createStatement()) {
      boolean _ =
          statement.execute(
              "drop table history_entry_%d_%02d".formatted(month.getYear(), month.getMonthValue()));
    }
  }

  private static long ahead(String url) throws SQLException {
    try (var gateway = DriverManager.getConnection(url, "gateway", "gateway");
        var statement = gateway.createStatement();
        var counted = statement.executeQuery(PartitionsAhead.AHEAD)) {
      assertThat(counted.next()).isTrue();
      return counted.getLong(1);
    }
  }
}
