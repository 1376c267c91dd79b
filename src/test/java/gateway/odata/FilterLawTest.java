package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.odata.SampleAudits.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** A filter in SQL selects what the same filter selects in memory. */
class FilterLawTest {

  private static final int TRIES = 8_500;
  private static final int TRIES_PER_ROWS = 100;
  private static final int ROWS = 80;

  private static List<Row> rows = List.of();
  private static int tries;

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void selects_in_the_database_what_it_selects_in_memory(@ForAll Random random)
      throws SQLException, QueryFault {
    if (tries++ % TRIES_PER_ROWS == 0) {
      rows = new RandomRows(random).some(ROWS);
      SampleAudits.replaceAll(rows);
    }
    var condition = new RandomConditions(random).condition(3);

    var sql = SampleAudits.filter(condition.text()).sql(1);

    var inDatabase = Postgres.ids(sql);
    var inMemory = selected(condition);
    var differing =
        rows.stream()
            .filter(row -> inDatabase.contains(row.id()) != inMemory.contains(row.id()))
            .toList();
    assertThat(differing).as("%s%n%s", condition.text(), sql).isEmpty();
  }

  private static List<String> selected(Sample condition) {
    var ids = new ArrayList<String>();
    for (var row : rows) {
      if (Boolean.TRUE.equals(condition.value().apply(row))) {
        ids.add(row.id());
      }
    }
    return ids;
  }
}
