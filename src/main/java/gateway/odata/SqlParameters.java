package gateway.odata;

import gateway.odata.EdmType.Enumeration;
import gateway.odata.EdmType.Primitive;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The parameters of a statement that is being written. Each is written with its type, so that its
 * meaning never depends on what stands beside it.
 */
final class SqlParameters {

  private static final long TICKS_PER_MICROSECOND = 10;
  private static final long FIRST_TICK =
      DateTimeOffset.parse("0001-01-01T00:00:00Z").orElseThrow().ticks();
  private static final long LAST_TICK =
      DateTimeOffset.parse("9999-12-31T23:59:59.9999999Z").orElseThrow().ticks();

  private final int first;
  private final List<Object> values = new ArrayList<>();

  /**
   * @param first the number of the first parameter, at least 1
   */
  SqlParameters(int first) {
    this.first = first;
  }

  SqlText text(String text) {
    return new SqlText(text, values);
  }

  /** Adds a parameter and gives the text that stands for it. */
  String add(Object value, String sqlType) {
    values.add(value);
    return "$" + (first + values.size() - 1) + "::" + sqlType;
  }

  String constant(Constant constant) {
    return switch (constant) {
      case Constant.Text(String value) -> add(value, "text");
      case Constant.Truth(boolean value) -> add(value, "boolean");
      case Constant.Numeric number when number.isLong() ->
          add(number.value().longValueExact(), "int8");
      case Constant.Numeric(BigDecimal value) -> add(value, "numeric");
      case Constant.Member(Enumeration _, int number) -> add((short) number, "int2");
      case Constant.Guid(UUID value) -> add(value, "uuid");
      case Constant.Moment(long ticks, int _) -> add(ticks, "int8");
      case Constant.Day(long number) -> add(number, "int8");
      case Constant.Clock(long ticks) -> add(ticks, "int8");
      case Constant.Span(long ticks) -> add(ticks, "int8");
    };
  }

  /** A list of values of one type, as an array. */
  String array(EdmType type, List<Constant> items) {
    return switch (type) {
      case Enumeration _ ->
          array(items, Short[]::new, "int2[]", item -> (short) ((Constant.Member) item).number());
      case Primitive.STRING ->
          array(items, String[]::new, "text[]", item -> ((Constant.Text) item).value());
      case Primitive.BOOLEAN ->
          array(items, Boolean[]::new, "boolean[]", item -> ((Constant.Truth) item).value());
      case Primitive.GUID ->
          array(items, UUID[]::new, "uuid[]", item -> ((Constant.Guid) item).value());
      case Primitive.INT64, Primitive.DECIMAL -> numbers(items);
      case Primitive.DATE_TIME_OFFSET ->
          array(items, Long[]::new, "int8[]", item -> ((Constant.Moment) item).ticks());
      case Primitive.DATE ->
          array(items, Long[]::new, "int8[]", item -> ((Constant.Day) item).number());
      case Primitive.TIME_OF_DAY ->
          array(items, Long[]::new, "int8[]", item -> ((Constant.Clock) item).ticks());
      case Primitive.DURATION ->
          array(items, Long[]::new, "int8[]", item -> ((Constant.Span) item).ticks());
    };
  }

  private String numbers(List<Constant> items) {
    boolean whole = items.stream().allMatch(item -> ((Constant.Numeric) item).isLong());
    return whole
        ? array(
            items,
            Long[]::new,
            "int8[]",
            item -> ((Constant.Numeric) item).value().longValueExact())
        : array(items, BigDecimal[]::new, "numeric[]", item -> ((Constant.Numeric) item).value());
  }

  private <T> String array(
      List<Constant> items, IntFunction<T[]> made, String sqlType, Function<Constant, T> value) {
    return add(items.stream().map(value).toArray(made), sqlType);
  }

  /** The microsecond in which an instant lies. */
  String microsecond(Constant.Moment moment) {
    return add(timestamp(moment.ticks()), "timestamptz");
  }

  /** How many ticks an instant lies after its microsecond: 0 to 9. */
  String rest(Constant.Moment moment) {
    return add((int) Math.floorMod(moment.ticks(), TICKS_PER_MICROSECOND), "int4");
  }

  /** Those instants of a list that a column of whole microseconds can equal. */
  String microseconds(List<Constant> items) {
    var whole =
        items.stream()
            .map(item -> ((Constant.Moment) item).ticks())
            .filter(ticks ->
                ticks % TICKS_PER_MICROSECOND == 0
                    && ticks == Math.clamp(ticks, FIRST_TICK, LAST_TICK))
            .map(SqlParameters::timestamp)
            .toArray(OffsetDateTime[]::new);
    return add(whole, "timestamptz[]");
  }

  /**
   * The microsecond of an instant; one outside the years 1 to 9999 in UTC, which clients write
   * differently, becomes the nearest inside.
   */
  static OffsetDateTime timestamp(long ticks) {
    long inside = Math.clamp(ticks, FIRST_TICK, LAST_TICK);
    long seconds = Math.floorDiv(inside, DateTimeOffset.TICKS_PER_SECOND);
    long microseconds =
        Math.floorMod(inside, DateTimeOffset.TICKS_PER_SECOND) / TICKS_PER_MICROSECOND;
    return Instant.ofEpochSecond(seconds, microseconds * 1000).atOffset(ZoneOffset.UTC);
  }
}
