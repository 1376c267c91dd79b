package gateway.odata;

import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Edm.DateTimeOffset that remembers its own characters (OData 4.01 ABNF, {@code
 * dateTimeOffsetValue}, with upper-case {@code T} and {@code Z}).
 *
 * @param text the characters that were sent, offset and fractional digits included; seconds are
 *     written as {@code :00} when they were left out
 * @param ticks the instant in units of 100 ns since 1970-01-01T00:00:00Z; negative before it. Years
 *     0001 to 9999 at any offset fit a signed 64-bit integer
 */
public record DateTimeOffset(String text, long ticks) {

  public static final long TICKS_PER_SECOND = 10_000_000L;
  private static final int MAX_OFFSET_MINUTES = 14 * 60;
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7}))?)?(?:Z|([+-])(\\d{2}):(\\d{2}))");

  /** The earliest and the latest instant that the lexical form can name. */
  static final DateTimeOffset MIN = parse("0001-01-01T00:00:00+14:00").orElseThrow();

  static final DateTimeOffset MAX = parse("9999-12-31T23:59:59.9999999-14:00").orElseThrow();

  /**
   * Reads the lexical form; empty for anything else: a leap second, an eighth digit, a missing
   * offset, an impossible date, year 0000.
   */
  public static Optional<DateTimeOffset> parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int year = number(form, 1);
    int month = number(form, 2);
    int day = number(form, 3);
    int hour = number(form, 4);
    int minute = number(form, 5);
    int second = form.group(6) == null ? 0 : number(form, 6);
    if (year == 0 || !isDate(year, month, day) || hour > 23 || minute > 59 || second > 59) {
      return Optional.empty();
    }
    int offset = form.group(8) == null ? 0 : number(form, 9) * 60 + number(form, 10);
    if (offset > MAX_OFFSET_MINUTES || (form.group(8) != null && number(form, 10) > 59)) {
      return Optional.empty();
    }
    int signedOffset = "-".equals(form.group(8)) ? -offset : offset;
    long seconds =
        LocalDate.of(year, month, day).toEpochDay() * 86_400L
            + hour * 3_600L
            + (minute - signedOffset) * 60L
            + second;
    return Optional.of(
        new DateTimeOffset(
            withSeconds(text, form), seconds * TICKS_PER_SECOND + fraction(form.group(7))));
  }

  /** The offset of its characters from UTC; {@code Z} is 0. */
  public int offsetMinutes() {
    if (text.endsWith("Z")) {
      return 0;
    }
    int sign = text.length() - "+hh:mm".length();
    int minutes =
        Integer.parseInt(text, sign + 1, sign + 3, 10) * 60
            + Integer.parseInt(text, sign + 4, sign + 6, 10);
    return text.charAt(sign) == '-' ? -minutes : minutes;
  }

  private static String withSeconds(String text, Matcher form) {
    return form.group(6) != null ? text : text.substring(0, 16) + ":00" + text.substring(16);
  }

  /** The ticks that the digits behind a second's point are; none are 0. */
  static long fraction(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong((digits + "0000000").substring(0, 7));
  }

  private static boolean isDate(int year, int month, int day) {
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= LocalDate.of(year, month, 1).range(ChronoField.DAY_OF_MONTH).getMaximum();
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }
}
