package gateway.odata;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads literals other than texts (OData 4.01 ABNF, "Literal Data Values"), exactly or not at all.
 */
final class Literals {

  /**
   * Digits of a number, and digits after its point: enough for anything here, few enough that
   * PostgreSQL's numeric stays exact.
   */
  private static final int MAX_DIGITS = 28;

  private static final int MAX_DECIMALS = 15;

  /**
   * About 10,000 years, so that a date and a duration always add up to a 64-bit number of ticks.
   */
  static final long MAX_SPAN = 3_652_500L * DatePart.TICKS_PER_DAY;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?");

  /** With an exponent it is no integer, whatever its value (OData 4.01 ABNF, int64Literal). */
  private static final Pattern EXPONENT = Pattern.compile("[eE]");

  private static final Pattern GUID =
      Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern CLOCK =
      Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\\.([0-9]{1,7}))?)?");
  private static final Pattern SPAN =
      Pattern.compile(
          "([+-])?P(?:([0-9]{1,7})D)?(?:T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,11})(?:\\.([0-9]{1,7}))?S)?)?");

  private Literals() {}

  /** The value of a literal that is written without quotes. */
  static Constant bare(Expression.BareLiteral literal) throws QueryFault {
    String text = literal.text();
    if (NUMBER.matcher(text).matches()) {
      return number(literal.place(), text);
    }
    return guid(text)
        .or(() -> moment(text))
        .or(() -> day(text))
        .or(() -> clock(text))
        .orElseThrow(() ->
            literal
                .place()
                .fault(
                    ("%s is not a number, date or time; these are written like 12, 2017-01-31,"
                            + " 2017-01-31T08:00:00.1234567Z (with Z or an offset, at most 7 decimal"
                            + " places) and 08:00:00, and a text in single quotes.")
                        .formatted(QueryFault.quoted(text))));
  }

  private static Constant number(Place place, String text) throws QueryFault {
    var number = new BigDecimal(text);
    var plain =
        number.signum() == 0
            ? BigDecimal.ZERO.setScale(Math.clamp(number.scale(), 0, MAX_DECIMALS))
            : number;
    if (plain.precision() - Math.min(plain.scale(), 0) > MAX_DIGITS
        || plain.scale() > MAX_DECIMALS) {
      throw place.fault(
          "The number %s has more than %d digits, or more than %d after the point."
              .formatted(QueryFault.quoted(text), MAX_DIGITS, MAX_DECIMALS));
    }
    int least = EXPONENT.matcher(text).find() ? 1 : 0;
    return new Constant.Numeric(plain.scale() < least ? plain.setScale(least) : plain);
  }

  /** OData's letters {@code T} and {@code Z} may be small in an address, though not in a body. */
  private static Optional<Constant> moment(String text) {
    return DateTimeOffset.parse(text.toUpperCase(Locale.ROOT)).map(Constant.Moment::of);
  }

  private static Optional<Constant> day(String text) {
    if (!DAY.matcher(text).matches() || text.startsWith("0000")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Constant.Day(LocalDate.parse(text).toEpochDay()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Constant> clock(String text) {
    var form = CLOCK.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long seconds = number(form, 1) * 3600 + number(form, 2) * 60 + number(form, 3);
    return Optional.of(
        new Constant.Clock(
            seconds * DateTimeOffset.TICKS_PER_SECOND + DateTimeOffset.fraction(form.group(4))));
  }

  /**
   * A duration such as {@code P1DT2H3M4.5S}; empty for anything else, years and months, and more
   * than 10,000 years among it.
   */
  static Optional<Constant.Span> span(String text) {
    var form = SPAN.matcher(text.toUpperCase(Locale.ROOT));
    if (!form.matches() || text.toUpperCase(Locale.ROOT).endsWith("P")) {
      return Optional.empty();
    }
    long seconds =
        number(form, 2) * 86_400 + number(form, 3) * 3600 + number(form, 4) * 60 + number(form, 5);
    if (seconds >= MAX_SPAN / DateTimeOffset.TICKS_PER_SECOND) {
      return Optional.empty();
    }
    long ticks = seconds * DateTimeOffset.TICKS_PER_SECOND + DateTimeOffset.fraction(form.group(6));
    return Optional.of(new Constant.Span("-".equals(form.group(1)) ? -ticks : ticks));
  }

  static Optional<Constant> guid(String text) {
    return GUID.matcher(text).matches()
        ? Optional.of(new Constant.Guid(UUID.fromString(text)))
        : Optional.empty();
  }

  private static long number(Matcher form, int group) {
    return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
  }
}
