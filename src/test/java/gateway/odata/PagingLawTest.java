package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.odata.SampleAudits.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * A walk over pages of any size, in any order, gives the whole list once, in the order that Java
 * sorts it into.
 */
class PagingLawTest {

  private static final int TRIES = 300;
  private static final int TRIES_PER_ROWS = 20;
  private static final int ROWS = 25;

  private static List<Row> rows = List.of();
  private static int tries;

  private record Key(Sample value, boolean descending) {}

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void walks_page_by_page_over_the_whole_list(@ForAll Random random)
      throws SQLException, QueryFault {
    if (tries++ % TRIES_PER_ROWS == 0) {
      rows = new RandomRows(random).some(ROWS);
      SampleAudits.replaceAll(rows);
    }
    var keys = keys(random);
    String text =
        keys.stream()
            .map(key -> key.value().text() + (key.descending() ? " desc" : " ASC"))
            .collect(Collectors.joining(","));

    var walked = walk(SampleAudits.orderBy(text), random.nextInt(1, 12));

    assertThat(walked).as(text).isEqualTo(sorted(keys));
  }

  private static List<Key> keys(Random random) {
    var values = new RandomValues(random);
    var moments = new RandomMoments(random);
    var keys = new ArrayList<Key>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      var value =
          switch (random.nextInt(9)) {
            case 0 -> values.text(1);
            case 1 -> values.number(1);
            case 2 -> moments.moment(1);
            case 3 -> moments.day();
            case 4 -> Sample.property("action", row -> row.action());
            case 5 -> Sample.property("userName", Row::userName);
            case 6 -> Sample.property("changeId", Row::changeId);
            case 7 -> moments.clock();
            default -> new RandomConditions(random).condition(0).parenthesised();
          };
      keys.add(new Key(value, random.nextBoolean()));
    }
    return keys;
  }

  private static List<String> walk(OrderBy order, int pageSize) throws SQLException {
    var walked = new ArrayList<String>();
    var page = page(order, Optional.empty(), pageSize);
    while (!page.isEmpty()) {
      page.forEach(row -> walked.add(row.getFirst()));
      var last = page.getLast().stream().skip(1).map(Optional::ofNullable).toList();
      page = page(order, Optional.of(last), pageSize);
    }
    return walked;
  }

  private static List<List<String>> page(
      OrderBy order, Optional<List<Optional<String>>> last, int size) throws SQLException {
    var values = order.values(1);
    var parameters = new ArrayList<>(values.parameters());
    var after =
        last.map(row -> order.after(row, parameters.size() + 1))
            .orElseGet(() -> new SqlText("true", List.of()));
    parameters.addAll(after.parameters());
    var by = order.sql(parameters.size() + 1);
    parameters.addAll(by.parameters());
    return Postgres.rows(
        "select id, %s from audits where %s order by %s limit %d"
            .formatted(values.text(), after.text(), by.text(), size),
        parameters);
  }

  private static List<String> sorted(List<Key> keys) {
    Comparator<Row> order = Comparator.comparing(Row::id, RandomConditions::order);
    for (var key : keys.reversed()) {
      Comparator<Row> byKey =
          Comparator.comparing(key.value().value(), Comparator.nullsFirst(RandomConditions::order));
      order = (key.descending() ? byKey.reversed() : byKey).thenComparing(order);
    }
    return rows.stream().sorted(order).map(Row::id).toList();
  }
}
