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
 * sorts it into; also while rows come and go.
 */
class PagingLawTest {

  private static final int TRIES = 1_000;
  private static final int TRIES_PER_ROWS = 20;
  private static final int ROWS = 25;
  private static final int MOVING_TRIES = 1_000;
  private static final int MOVING_ROWS = 30;

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

    var walked = walk(SampleAudits.orderBy(text(keys)), random.nextInt(1, 12));

    assertThat(walked).as(text(keys)).isEqualTo(ids(sorted(rows, keys)));
  }

  @Property(tries = MOVING_TRIES, shrinking = ShrinkingMode.OFF)
  void gives_what_stays_once_and_what_comes_or_goes_at_most_once(@ForAll Random random)
      throws SQLException, QueryFault {
    var moving = new MovingRows(random, MOVING_ROWS);
    var keys = keys(random);
    var order = SampleAudits.orderBy(text(keys));
    int size = random.nextInt(1, 8);
    var walked = new ArrayList<Row>();

    var page = page(order, Optional.empty(), size);
    while (!page.isEmpty()) {
      var behind = behind(walked, moving.present(), keys);
      assertThat(page.stream().map(List::getFirst).toList())
          .as(text(keys))
          .isEqualTo(ids(behind.subList(0, Math.min(size, behind.size()))));
      walked.addAll(behind.subList(0, page.size()));
      var last = page.getLast().stream().skip(1).map(Optional::ofNullable).toList();
      moving.change();
      page = page(order, Optional.of(last), size);
    }

    assertThat(behind(walked, moving.present(), keys)).as(text(keys)).isEmpty();
    assertThat(walked).as(text(keys)).doesNotHaveDuplicates().containsAll(moving.stayed());
  }

  /** The rows that come after the last one walked over, which may be gone itself. */
  private static List<Row> behind(List<Row> walked, List<Row> present, List<Key> keys) {
    var sorted = sorted(present, keys);
    return walked.isEmpty()
        ? sorted
        : sorted.stream().filter(row -> order(keys).compare(row, walked.getLast()) > 0).toList();
  }

  private static String text(List<Key> keys) {
    return keys.stream()
        .map(key -> key.value().text() + (key.descending() ? " desc" : " ASC"))
        .collect(Collectors.joining(","));
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

  private static Comparator<Row> order(List<Key> keys) {
    Comparator<Row> order = Comparator.comparing(Row::id, RandomConditions::order);
    for (var key : keys.reversed()) {
      Comparator<Row> byKey =
          Comparator.comparing(key.value().value(), Comparator.nullsFirst(RandomConditions::order));
      order = (key.descending() ? byKey.reversed() : byKey).thenComparing(order);
    }
    return order;
  }

  private static List<Row> sorted(List<Row> rows, List<Key> keys) {
    return rows.stream().sorted(order(keys)).toList();
  }

  private static List<String> ids(List<Row> rows) {
    return rows.stream().map(Row::id).toList();
  }
}
