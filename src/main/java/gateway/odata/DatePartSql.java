package gateway.odata;

/**
 * Parts of a date and time as SQL, in the value's own offset.
 *
 * @param year and its like: whole numbers
 * @param ticksOfSecond 0 to 9,999,999
 */
record DatePartSql(
    String year,
    String month,
    String day,
    String hour,
    String minute,
    String second,
    String ticksOfSecond,
    String date,
    String offsetMinutes) {

  /** The parts of a column that holds a date and time. */
  static DatePartSql of(Column column) {
    return switch (column) {
      case Column.CharactersAndTicks(String characters, String ticks) ->
          ofCharacters(characters, ticks);
      case Column.Timestamp(String name) -> ofTimestamp(name);
      case Column.Plain(String name) ->
          throw new IllegalArgumentException(name + " holds no date and time");
    };
  }

  private static DatePartSql ofCharacters(String characters, String ticks) {
    return new DatePartSql(
        digits(characters, 1, 4),
        digits(characters, 6, 2),
        digits(characters, 9, 2),
        digits(characters, 12, 2),
        digits(characters, 15, 2),
        digits(characters, 18, 2),
        "mod(mod(%s, 10000000) + 10000000, 10000000)".formatted(ticks),
        "substr(%s, 1, 10)::date".formatted(characters),
        offset(characters));
  }

  private static String digits(String characters, int from, int count) {
    return "substr(%s, %d, %d)::int8".formatted(characters, from, count);
  }

  private static String offset(String characters) {
    return ("case when right(%1$s, 1) = 'Z' then 0 else (left(right(%1$s, 6), 1) || '1')::int4"
            + " * (substr(right(%1$s, 6), 2, 2)::int4 * 60 + right(%1$s, 2)::int4) end")
        .formatted(characters);
  }

  private static DatePartSql ofTimestamp(String name) {
    String utc = "%s at time zone 'UTC'".formatted(name);
    return new DatePartSql(
        extracted("year", utc),
        extracted("month", utc),
        extracted("day", utc),
        extracted("hour", utc),
        extracted("minute", utc),
        "floor(extract(second from %s))::int8".formatted(utc),
        "mod(extract(microseconds from %s)::int8, 1000000) * 10".formatted(utc),
        "(%s)::date".formatted(utc),
        "case when %s is not null then 0 end".formatted(name));
  }

  private static String extracted(String field, String timestamp) {
    return "extract(%s from %s)::int8".formatted(field, timestamp);
  }

  String part(DatePart part) {
    return "("
        + switch (part) {
          case YEAR -> year;
          case MONTH -> month;
          case DAY -> day;
          case HOUR -> hour;
          case MINUTE -> minute;
          case SECOND -> second;
          case FRACTIONALSECONDS -> ticksOfSecond + " * 0.0000001";
          case DATE_PART -> "%s - date '1970-01-01'".formatted(date);
          case TIME_PART ->
              "(%s * 3600 + %s * 60 + %s) * 10000000 + %s"
                  .formatted(hour, minute, second, ticksOfSecond);
          case TOTALOFFSETMINUTES -> offsetMinutes;
        }
        + ")";
  }
}
