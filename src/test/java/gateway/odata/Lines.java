package gateway.odata;

import gateway.odata.SampleAudits.Row;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code $apply} makes of rows, worked out in Java by the rules of OData Data Aggregation and
 * without the code under test.
 *
 * @param names what each line has
 * @param values each a line: its values by name
 */
record Lines(List<String> names, List<Map<String, @Nullable Object>> values) {

  /** Shown for every member behind the sentinel when these are masked. */
  static final int MASK = 34;

  /** A date and time as it was sent. */
  record Moment(String characters) {
    OffsetDateTime at() {
      return OffsetDateTime.parse(characters);
    }

    @Override
    public String toString() {
      return characters;
    }
  }

  static Lines of(List<Row> rows, boolean masked) {
    return new Lines(
        SampleAudits.PROPERTIES.properties().stream().map(Property::name).toList(),
        rows.stream().map(row -> line(row, masked)).toList());
  }

  private static Map<String, @Nullable Object> line(Row row, boolean masked) {
    var line = new LinkedHashMap<String, @Nullable Object>();
    line.put("id", row.id());
    line.put("userName", row.userName());
    line.put("deviceDisplayName", row.deviceDisplayName());
    line.put("action", masked && row.action() > 33 ? MASK : row.action());
    line.put("actionState", row.actionState());
    line.put("requestDateTime", new Moment(row.requestDateTime()));
    line.put("changedDateTime", row.changedDateTime());
    line.put("sequence", row.sequence() == null ? null : BigDecimal.valueOf(row.sequence()));
    line.put("changeId", row.changeId());
    line.put("initiatedBy/principalId", row.principalId());
    return line;
  }

  Lines kept(Predicate<Map<String, @Nullable Object>> condition) {
    return new Lines(names, values.stream().filter(condition).toList());
  }

  Lines cut(int skip, int top) {
    return new Lines(names, values.stream().skip(skip).limit(top).toList());
  }

  Lines sorted(String name, boolean descending) {
    Comparator<Map<String, @Nullable Object>> order =
        Comparator.comparing(line -> line.get(name), Comparator.nullsFirst(Lines::order));
    return new Lines(names, values.stream().sorted(descending ? order.reversed() : order).toList());
  }

  /**
   * One line for each combination of values, in their order; of equal instants the first
   * characters.
   */
  Lines grouped(List<String> by, List<Folded> aggregates) {
    var groups = new LinkedHashMap<List<Optional<Object>>, List<Map<String, @Nullable Object>>>();
    if (by.isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (var line : values) {
      groups
          .computeIfAbsent(
              by.stream()
                  .map(name -> Optional.ofNullable(line.get(name)).map(Lines::same))
                  .toList(),
              _ -> new ArrayList<>())
          .add(line);
    }
    var made = new ArrayList<Map<String, @Nullable Object>>();
    for (var group : groups.values()) {
      var line = new LinkedHashMap<String, @Nullable Object>();
      for (String name : by) {
        line.put(name, extreme(group, name, BinaryOperator.minBy(Lines::exactOrder)));
      }
      for (var folded : aggregates) {
        line.put(folded.alias(), folded.of(group));
      }
      made.add(line);
    }
    var sorted =
        new Lines(
            Stream.concat(by.stream(), aggregates.stream().map(Folded::alias)).toList(), made);
    for (String name : by.reversed()) {
      sorted = sorted.sorted(name, false);
    }
    return sorted;
  }

  /** An aggregate, by the name of its method; {@code $count} for the number of lines. */
  record Folded(String method, String name, String alias) {

    String text() {
      return method.equals("$count")
          ? "$count as " + alias
          : "%s with %s as %s".formatted(name, method, alias);
    }

    @Nullable Object of(List<Map<String, @Nullable Object>> group) {
      return switch (method) {
        case "$count" -> BigDecimal.valueOf(group.size());
        case "countdistinct" ->
            BigDecimal.valueOf(
                group.stream()
                    .flatMap(line -> Optional.ofNullable(line.get(name)).map(Lines::same).stream())
                    .distinct()
                    .count());
        case "min" -> extreme(group, name, BinaryOperator.minBy(Lines::exactOrder));
        default -> extreme(group, name, BinaryOperator.maxBy(Lines::exactOrder));
      };
    }
  }

  private static @Nullable Object extreme(
      List<Map<String, @Nullable Object>> group, String name, BinaryOperator<Object> chosen) {
    return group.stream()
        .flatMap(line -> Optional.ofNullable(line.get(name)).stream())
        .reduce(chosen)
        .orElse(null);
  }

  /** What is the same for two values that are equal. */
  private static Object same(Object value) {
    return value instanceof Moment moment ? moment.at().toInstant() : value;
  }

  static int order(Object left, Object right) {
    return left instanceof Moment first && right instanceof Moment second
        ? first.at().toInstant().compareTo(second.at().toInstant())
        : RandomConditions.order(left, right);
  }

  /** Equal instants go by their characters. */
  private static int exactOrder(Object left, Object right) {
    int order = order(left, right);
    return order == 0 && left instanceof Moment first && right instanceof Moment second
        ? first.characters().compareTo(second.characters())
        : order;
  }
}
