package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.odata.Lines.Folded;
import gateway.odata.Lines.Moment;
import gateway.odata.SampleAudits.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** A sequence of transformations makes in SQL what it makes in memory, in the same order. */
class ApplyLawTest {

  private static final int TRIES = 600;
  private static final int TRIES_PER_ROWS = 30;
  private static final int ROWS = 60;

  private static List<Row> rows = List.of();
  private static int tries;

  private Random random = new Random();
  private boolean masked;
  private int aliases;
  private final List<String> text = new ArrayList<>();

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void makes_in_the_database_what_it_makes_in_memory(@ForAll Random given)
      throws SQLException, QueryFault {
    random = given;
    if (tries++ % TRIES_PER_ROWS == 0) {
      rows = new RandomRows(random).some(ROWS);
      SampleAudits.replaceAll(rows);
    }
    text.clear();
    aliases = 0;
    masked = random.nextInt(3) == 0;
    var expected = cut(sort(filter(group(Lines.of(entities(), masked)))));
    if (random.nextInt(3) == 0) {
      expected = cut(group(expected));
    }

    var apply =
        SampleAudits.apply(
            Map.of("$apply", String.join("/", text)),
            Map.of(),
            masked ? SampleAudits.MASKED : SampleAudits.ORDINARY);
    var sql = apply.rows("id", "from audits", apply.result(), 10_000, 1);
    var made = Postgres.rows(sql.text(), sql.parameters());

    assertThat(shown(made, apply.result()))
        .as("%s%n%s", String.join("/", text), sql)
        .isEqualTo(shown(expected));
    var count = apply.count("from audits", 1);
    assertThat(Postgres.rows(count.text(), count.parameters()))
        .isEqualTo(List.of(List.of("" + expected.values().size())));
  }

  /** What comes before any grouping: whole rows, by the usual order, filtered and cut. */
  private List<Row> entities() {
    var kept = rows;
    if (!masked && random.nextBoolean()) {
      var condition = new RandomConditions(random).condition(1);
      text.add("filter(" + condition.text() + ")");
      kept =
          kept.stream().filter(row -> Objects.equals(condition.value().apply(row), true)).toList();
    }
    if (random.nextInt(3) == 0) {
      int top = random.nextInt(ROWS);
      text.add("top(" + top + ")");
      Comparator<Row> newest =
          Comparator.comparing(row -> OffsetDateTime.parse(row.requestDateTime()).toInstant());
      kept =
          kept.stream()
              .sorted(newest.reversed().thenComparing(Row::id, RandomConditions::order))
              .limit(top)
              .toList();
    }
    return kept;
  }

  private Lines group(Lines lines) {
    var names = new ArrayList<>(lines.names());
    Collections.shuffle(names, random);
    var by = List.copyOf(names.subList(0, random.nextInt(Math.min(3, names.size()) + 1)));
    var folded = new ArrayList<Folded>();
    for (int i = random.nextInt(by.isEmpty() ? 1 : 0, 5); i > 0; i--) {
      aliases++;
      folded.add(
          new Folded(
              List.of("$count", "countdistinct", "min", "max").get(random.nextInt(4)),
              names.get(random.nextInt(names.size())),
              "a" + aliases));
    }
    String aggregate =
        folded.stream().map(Folded::text).collect(Collectors.joining(",", "aggregate(", ")"));
    text.add(
        by.isEmpty()
            ? aggregate
            : "groupby((%s)%s)"
                .formatted(String.join(",", by), folded.isEmpty() ? "" : "," + aggregate));
    return lines.grouped(by, folded);
  }

  private Lines filter(Lines lines) {
    if (lines.values().isEmpty() || random.nextBoolean()) {
      return lines;
    }
    String name = any(lines);
    var value = lines.values().get(random.nextInt(lines.values().size())).get(name);
    return switch (value) {
      case null -> kept(lines, name + " ne null", line -> line.get(name) != null);
      case BigDecimal number ->
          kept(lines, name + " ge " + number, line -> compared(line.get(name), number) >= 0);
      case String words ->
          kept(
              lines,
              "%s eq '%s'".formatted(name, words.replace("'", "''")),
              line -> words.equals(line.get(name)));
      case Moment moment ->
          kept(
              lines,
              "%s le %s and year(%s) gt 1".formatted(name, moment, name),
              line ->
                  line.get(name) instanceof Moment other
                      && Lines.order(other, moment) <= 0
                      && other.at().getYear() > 1);
      case Integer number when number == Lines.MASK ->
          kept(
              lines,
              name + " eq 'unknownFutureValue'",
              line -> Objects.equals(line.get(name), Lines.MASK));
      case Integer number ->
          kept(
              lines, "%s in ('%d')".formatted(name, number), line -> number.equals(line.get(name)));
      default -> kept(lines, name + " ne null", line -> line.get(name) != null);
    };
  }

  private Lines kept(
      Lines lines, String condition, Predicate<Map<String, @Nullable Object>> keeps) {
    text.add("filter(" + condition + ")");
    return lines.kept(keeps);
  }

  private static int compared(@Nullable Object value, Object with) {
    return value == null ? -1 : Lines.order(value, with);
  }

  private Lines sort(Lines lines) {
    if (random.nextBoolean()) {
      return lines;
    }
    String name = any(lines);
    boolean descending = random.nextBoolean();
    text.add("orderby(%s%s)".formatted(name, descending ? " desc" : ""));
    return lines.sorted(name, descending);
  }

  private Lines cut(Lines lines) {
    int skip = random.nextInt(3) == 0 ? random.nextInt(5) : 0;
    int top = random.nextInt(3) == 0 ? random.nextInt(10) : ROWS;
    if (skip > 0) {
      text.add("skip(" + skip + ")");
    }
    if (top < ROWS) {
      text.add("top(" + top + ")");
    }
    return lines.cut(skip, top);
  }

  private String any(Lines lines) {
    return lines.names().get(random.nextInt(lines.names().size()));
  }

  private static List<List<String>> shown(Lines lines) {
    return lines.values().stream()
        .map(line -> line.values().stream().map(ApplyLawTest::shown).toList())
        .toList();
  }

  private static String shown(@Nullable Object value) {
    return value instanceof OffsetDateTime moment
        ? moment.toInstant().toString()
        : Objects.toString(value);
  }

  /** PostgreSQL writes a timestamp in the session's zone. */
  private static List<List<String>> shown(List<List<String>> made, List<ResultProperty> result) {
    var shown = new ArrayList<List<String>>();
    for (var row : made) {
      var values = new ArrayList<String>();
      for (int i = 0; i < row.size(); i++) {
        boolean timestamp = result.get(i).property().column() instanceof Column.Timestamp;
        values.add(
            timestamp && row.get(i) != null
                ? OffsetDateTime.parse(
                        row.get(i)
                            .replace(' ', 'T')
                            .replaceFirst("([+-]\\d{2})$", "$1:00")
                            .replaceFirst("([+-]\\d{2}:\\d{2}):\\d{2}$", "$1"))
                    .toInstant()
                    .toString()
                : Objects.toString(row.get(i)));
      }
      shown.add(values);
    }
    return shown;
  }
}
