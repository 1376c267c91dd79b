package gateway.odata;

import gateway.odata.EdmType.Enumeration;
import gateway.odata.EdmType.Primitive;
import gateway.odata.QuerySettings.UnknownMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The fourth stage of {@code $apply}: each step a subquery around the one before, which PostgreSQL
 * flattens where it may.
 *
 * @param declared the collection's properties, and {@code exported} the columns that they become
 */
record ApplySql(
    List<Property> declared,
    List<Property> exported,
    List<Step> steps,
    UnknownMembers unknownMembers) {

  /** Makes a tick positive, and its digits as many as any other's. */
  private static final String TICKS_AS_TEXT = "lpad((%s + 1000000000000000000)::text, 19, '0')";

  private static final int AFTER_TICKS = 20;

  /**
   * The rows behind the last step, in no order.
   *
   * @param before what else each of the first rows has, as SQL with a comma at its end; empty for
   *     nothing
   * @param scan the first rows: SQL from {@code from} on
   */
  String rows(String before, String scan, SqlParameters parameters) {
    var columns = new ArrayList<String>();
    for (int i = 0; i < declared.size(); i++) {
      columns.add(exported(declared.get(i).column(), exported.get(i).column()));
    }
    String sql = "select " + before + String.join(", ", columns) + " " + scan;
    for (var step : steps) {
      sql = after(step, "(" + sql + ") as t", parameters);
    }
    return sql;
  }

  private static String exported(Column from, Column to) {
    return from instanceof Column.CharactersAndTicks(String characters, String ticks)
            && to instanceof Column.CharactersAndTicks(String newCharacters, String newTicks)
        ? "%s as %s, %s as %s".formatted(characters, newCharacters, ticks, newTicks)
        : "%s as %s".formatted(name(from), name(to));
  }

  private String after(Step step, String rows, SqlParameters parameters) {
    return switch (step) {
      case Step.Kept(Bound condition) ->
          "select * from %s where %s"
              .formatted(rows, new ConditionSql(parameters).plain(condition));
      case Step.Cut(var order, long skipped, var top) ->
          "select * from %s%s%s%s"
              .formatted(
                  rows,
                  ordered(order, parameters),
                  top.isPresent() ? " limit " + parameters.add(top.getAsLong(), "int8") : "",
                  skipped > 0 ? " offset " + parameters.add(skipped, "int8") : "");
      case Step.Grouped grouped -> grouped(grouped, rows);
    };
  }

  /** An {@code order by}, with a space before it; nothing for no keys. */
  static String ordered(List<OrderKey> order, SqlParameters parameters) {
    return order.isEmpty()
        ? ""
        : order.stream()
            .map(key -> key.ordering(parameters))
            .collect(Collectors.joining(", ", " order by ", ""));
  }

  private String grouped(Step.Grouped grouped, String rows) {
    var columns = new ArrayList<String>();
    grouped.by().forEach(key -> columns.add(key(key)));
    grouped.aggregates().forEach(aggregated -> columns.add(aggregated(aggregated)));
    String by =
        grouped.by().stream().map(key -> compared(key.from())).collect(Collectors.joining(", "));
    return "select %s from %s%s"
        .formatted(String.join(", ", columns), rows, by.isEmpty() ? "" : " group by " + by);
  }

  /** Of equal instants, the characters that are first by code point stand for all. */
  private String key(Step.Key key) {
    return key.from().column() instanceof Column.CharactersAndTicks(String characters, String _)
            && key.to().column()
                instanceof Column.CharactersAndTicks(String newCharacters, String newTicks)
        ? "min(%s collate \"C\") as %s, %s as %s"
            .formatted(characters, newCharacters, compared(key.from()), newTicks)
        : "%s as %s".formatted(compared(key.from()), name(key.to().column()));
  }

  private String aggregated(Step.Aggregated aggregated) {
    var to = aggregated.to();
    return switch (aggregated.aggregate()) {
      case COUNT -> "count(*) as " + name(to.column());
      case COUNTDISTINCT ->
          "count(distinct %s) as %s"
              .formatted(compared(aggregated.from().orElseThrow()), name(to.column()));
      case MIN -> extreme("min", aggregated.from().orElseThrow(), to);
      case MAX -> extreme("max", aggregated.from().orElseThrow(), to);
    };
  }

  /**
   * The least or greatest value. Of a date and time it is that of the order by instant, then by
   * characters, found without sorting.
   */
  private String extreme(String function, Property from, Property to) {
    if (from.column() instanceof Column.CharactersAndTicks(String characters, String ticks)
        && to.column()
            instanceof Column.CharactersAndTicks(String newCharacters, String newTicks)) {
      String both = TICKS_AS_TEXT.formatted(ticks) + " || " + characters;
      return "substr(%s((%s) collate \"C\"), %d) as %s, %s(%s) as %s"
          .formatted(function, both, AFTER_TICKS, newCharacters, function, ticks, newTicks);
    }
    String value =
        switch (from.type()) {
          // PostgreSQL 15 has no min(uuid) and no min(boolean).
          case Primitive.GUID ->
              "%s(%s::text collate \"C\")::uuid".formatted(function, compared(from));
          case Primitive.BOOLEAN -> "%s(%s::int4)::boolean".formatted(function, compared(from));
          case Primitive _, Enumeration _ -> "%s(%s)".formatted(function, compared(from));
        };
    return value + " as " + name(to.column());
  }

  /** By what values are told apart. Masked members are all one: the first behind the sentinel. */
  private String compared(Property property) {
    if (unknownMembers == UnknownMembers.MASKED
        && property.type() instanceof Enumeration type
        && type.sentinel().isPresent()) {
      return "least(%s, %d::int2)"
          .formatted(name(property.column()), type.sentinel().orElseThrow() + 1);
    }
    return switch (property.column()) {
      case Column.Plain(String name) -> name;
      case Column.CharactersAndTicks(String _, String ticks) -> ticks;
      case Column.Timestamp(String name) -> name;
    };
  }

  /** The column whose value is shown. */
  static String name(Column column) {
    return switch (column) {
      case Column.Plain(String name) -> name;
      case Column.CharactersAndTicks(String characters, String _) -> characters;
      case Column.Timestamp(String name) -> name;
    };
  }
}
