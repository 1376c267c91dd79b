package gateway.odata;

import static gateway.odata.EdmType.Primitive.DATE;
import static gateway.odata.EdmType.Primitive.DATE_TIME_OFFSET;
import static gateway.odata.EdmType.Primitive.DECIMAL;
import static gateway.odata.EdmType.Primitive.INT64;
import static gateway.odata.EdmType.Primitive.TIME_OF_DAY;

import gateway.odata.EdmType.Primitive;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The functions that take a part of a date or time (OData 4.01 URL Conventions §5.1.1.8), in the
 * offset that the value itself has.
 */
enum DatePart {
  YEAR(INT64, DATE),
  MONTH(INT64, DATE),
  DAY(INT64, DATE),
  HOUR(INT64, TIME_OF_DAY),
  MINUTE(INT64, TIME_OF_DAY),
  SECOND(INT64, TIME_OF_DAY),
  FRACTIONALSECONDS(DECIMAL, TIME_OF_DAY),
  DATE_PART(DATE, DATE_TIME_OFFSET),
  TIME_PART(TIME_OF_DAY, DATE_TIME_OFFSET),
  TOTALOFFSETMINUTES(INT64, DATE_TIME_OFFSET);

  static final long TICKS_PER_DAY = 86_400L * DateTimeOffset.TICKS_PER_SECOND;
  private static final int TICK_DIGITS = 7;

  private final Primitive result;
  private final Primitive also;

  /**
   * @param also what it can be taken of besides an Edm.DateTimeOffset
   */
  DatePart(Primitive result, Primitive also) {
    this.result = result;
    this.also = also;
  }

  /** The function of that name, in whatever case it is written. */
  static Optional<DatePart> named(String name) {
    return Arrays.stream(values()).filter(part -> part.word().equalsIgnoreCase(name)).findFirst();
  }

  String word() {
    return switch (this) {
      case DATE_PART -> "date";
      case TIME_PART -> "time";
      case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, FRACTIONALSECONDS, TOTALOFFSETMINUTES ->
          name().toLowerCase(Locale.ROOT);
    };
  }

  Primitive result() {
    return result;
  }

  boolean takes(EdmType type) {
    return type == DATE_TIME_OFFSET || type == also;
  }

  /** The part of a value that is known already. */
  Constant of(Constant.Moment moment) {
    var day = new Constant.Day(Math.floorDiv(moment.localTicks(), TICKS_PER_DAY));
    var clock = new Constant.Clock(Math.floorMod(moment.localTicks(), TICKS_PER_DAY));
    return switch (this) {
      case YEAR, MONTH, DAY -> of(day);
      case HOUR, MINUTE, SECOND, FRACTIONALSECONDS -> of(clock);
      case DATE_PART -> day;
      case TIME_PART -> clock;
      case TOTALOFFSETMINUTES -> whole(moment.offsetMinutes());
    };
  }

  /** The part of a day: year, month or day. */
  Constant of(Constant.Day day) {
    var date = LocalDate.ofEpochDay(day.number());
    return whole(
        this == YEAR
            ? date.getYear()
            : this == MONTH ? date.getMonthValue() : date.getDayOfMonth());
  }

  /** The part of a time of day: hour, minute, second or the fraction of a second. */
  Constant of(Constant.Clock clock) {
    long seconds = clock.ticks() / DateTimeOffset.TICKS_PER_SECOND;
    if (this == FRACTIONALSECONDS) {
      return new Constant.Numeric(
          BigDecimal.valueOf(clock.ticks() % DateTimeOffset.TICKS_PER_SECOND, TICK_DIGITS));
    }
    return whole(this == HOUR ? seconds / 3600 : this == MINUTE ? seconds / 60 % 60 : seconds % 60);
  }

  private static Constant whole(long number) {
    return new Constant.Numeric(BigDecimal.valueOf(number));
  }
}
