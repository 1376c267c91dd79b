package gateway.odata;

import gateway.odata.SampleAudits.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Random;

/** Makes expressions that give a date, a time, a duration, or a part of one. */
final class RandomMoments {

  private final Random random;

  RandomMoments(Random random) {
    this.random = random;
  }

  Sample part() {
    var moment = random.nextInt(4) == 0 ? momentLiteral() : momentProperty();
    return switch (random.nextInt(8)) {
      case 0 -> field("year(%s)", moment, ChronoField.YEAR);
      case 1 -> field("month(%s)", moment, ChronoField.MONTH_OF_YEAR);
      case 2 -> field("Day(%s)", moment, ChronoField.DAY_OF_MONTH);
      case 3 -> field("hour(time(%s))", moment, ChronoField.HOUR_OF_DAY);
      case 4 -> field("minute(%s)", moment, ChronoField.MINUTE_OF_HOUR);
      case 5 -> field("second(%s)", moment, ChronoField.SECOND_OF_MINUTE);
      case 6 ->
          Sample.of(
              "fractionalseconds(%s)",
              moment, OffsetDateTime.class, m -> BigDecimal.valueOf(m.getNano(), 9));
      default ->
          Sample.of(
              "totaloffsetminutes(%s)",
              moment,
              OffsetDateTime.class,
              m -> BigDecimal.valueOf(m.getOffset().getTotalSeconds() / 60));
    };
  }

  private static Sample field(String format, Sample moment, ChronoField field) {
    return Sample.of(format, moment, OffsetDateTime.class, m -> BigDecimal.valueOf(m.get(field)));
  }

  Sample moment(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0, 1 -> momentProperty();
      case 2, 3 -> momentLiteral();
      case 4 -> Sample.literal("now()", SampleAudits.NOW.atOffset(ZoneOffset.UTC));
      case 5 ->
          Sample.of(
              "(%s add %s)",
              momentProperty(),
              OffsetDateTime.class,
              span(1),
              Duration.class,
              OffsetDateTime::plus);
      default ->
          Sample.of(
              "(%s sub %s)",
              momentProperty(),
              OffsetDateTime.class,
              span(1),
              Duration.class,
              OffsetDateTime::minus);
    };
  }

  private Sample momentProperty() {
    return random.nextInt(3) == 0
        ? Sample.property("changedDateTime", Row::changedDateTime)
        : Sample.property("requestDateTime", row -> OffsetDateTime.parse(row.requestDateTime()));
  }

  private Sample momentLiteral() {
    String text = RandomRows.moment(random);
    return Sample.literal(text, OffsetDateTime.parse(text));
  }

  Sample day() {
    var day =
        Sample.of("date(%s)", momentProperty(), OffsetDateTime.class, OffsetDateTime::toLocalDate);
    return switch (random.nextInt(4)) {
      case 0 -> Sample.literal("2017-01-01", LocalDate.of(2017, 1, 1));
      case 1 ->
          Sample.of(
              "(%s add %s)",
              day,
              LocalDate.class,
              span(0),
              Duration.class,
              (d, s) -> d.atStartOfDay().plus(s).toLocalDate());
      default -> day;
    };
  }

  Sample clock() {
    return random.nextInt(4) == 0
        ? Sample.literal("08:00:00.5", LocalTime.parse("08:00:00.5"))
        : Sample.of(
            "time(%s)", momentProperty(), OffsetDateTime.class, OffsetDateTime::toLocalTime);
  }

  Sample span(int depth) {
    var literal =
        Sample.literal(
            "duration'-P1DT30M0.0000001S'", Duration.ofDays(-1).minusMinutes(30).minusNanos(100));
    return switch (random.nextInt(depth == 0 ? 2 : 5)) {
      case 0 -> literal;
      case 1 -> Sample.literal("duration'PT8H'", Duration.ofHours(8));
      case 2 ->
          Sample.of(
              "(%s sub %s)",
              momentProperty(),
              OffsetDateTime.class,
              moment(0),
              OffsetDateTime.class,
              (a, b) -> Duration.between(b, a));
      case 3 ->
          Sample.of(
              "(%s mul %s)",
              literal,
              Duration.class,
              RandomValues.wholeLiteral(3),
              BigDecimal.class,
              (d, n) -> d.multipliedBy(n.longValue()));
      default -> Sample.of("(-%s)", span(0), Duration.class, Duration::negated);
    };
  }
}
