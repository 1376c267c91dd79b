package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeOffsetTest {

  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2017-01-01T00:03:07.1589002-08:00",
        "2017-01-01T00:03:07Z",
        "2017-01-01T00:03:07.1Z",
        "2017-01-01T00:03:07.10Z",
        "2017-01-01T00:03:07.000Z",
        "2017-01-01T00:03:07.0000000+00:00",
        "2017-01-01T00:03:07-00:00",
        "2017-01-01T23:59:59+14:00",
        "2017-01-01T23:59:59-14:00",
        "2017-01-01T23:59:59+13:59",
        "2017-01-01T23:59:59+05:45",
        "2016-02-29T12:00:00Z",
        "2000-02-29T12:00:00Z",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T23:59:59.9999999-14:00",
      })
  void keeps_the_characters_that_were_sent(String text) {
    assertThat(DateTimeOffset.parse(text)).map(DateTimeOffset::text).contains(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2017-01-01T00:03Z,          2017-01-01T00:03:00Z",
    "2017-01-01T00:03-08:00,     2017-01-01T00:03:00-08:00",
    "2017-01-01T23:59+14:00,     2017-01-01T23:59:00+14:00",
  })
  void writes_missing_seconds_as_zero(String sent, String kept) {
    assertThat(DateTimeOffset.parse(sent)).isEqualTo(DateTimeOffset.parse(kept)).isPresent();
    assertThat(DateTimeOffset.parse(sent)).map(DateTimeOffset::text).contains(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "2017-01-01",
        "2017-01-01T00:03:07",
        "2017-01-01T00:03:07.1589002",
        "2017-01-01 00:03:07Z",
        "2017-01-01t00:03:07Z",
        "2017-01-01T00:03:07z",
        " 2017-01-01T00:03:07Z",
        "2017-01-01T00:03:07Z ",
        "2017-01-01T00:03:07Z\n",
        "2017-01-01T00:03:07 +01:00",
        "2017-01-01T00:03:07.Z",
        "2017-01-01T00:03:07,5Z",
        "2017-01-01T00:03:07.12345678Z",
        "2017-01-01T00:03.5Z",
        "2017-01-01T00Z",
        "2017-01-01T0:03:07Z",
        "2017-1-01T00:03:07Z",
        "17-01-01T00:03:07Z",
        "+2017-01-01T00:03:07Z",
        "-0001-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "0000-12-31T23:59:59-14:00",
        "20170101T000307Z",
        "2017-W01-1T00:03:07Z",
        "2017-001T00:03:07Z",
        "2017-01-01T00:03:07ZZ",
        "2017-01-01T00:03:07Z[UTC]",
      })
  void refuses_every_other_form(String text) {
    assertThat(DateTimeOffset.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2017-02-29T00:00:00Z",
        "2017-02-30T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2017-04-31T00:00:00Z",
        "2017-01-32T00:00:00Z",
        "2017-01-00T00:00:00Z",
        "2017-00-01T00:00:00Z",
        "2017-13-01T00:00:00Z",
        "2017-01-01T24:00:00Z",
        "2017-01-01T25:00:00Z",
        "2017-01-01T00:60:00Z",
        "2016-12-31T23:59:60Z",
        "2016-12-31T23:59:61Z",
      })
  void refuses_a_date_or_time_that_never_was(String text) {
    assertThat(DateTimeOffset.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+14:01",
        "-14:01",
        "+15:00",
        "-24:00",
        "+99:99",
        "+05:60",
        "+5:00",
        "+0500",
        "+05",
        "05:00",
        "+05:0",
        "+05:000",
        "++05:00",
        "Z+05:00",
        "UTC",
        "\u221205:00",
      })
  void refuses_an_offset_that_no_place_has(String offset) {
    assertThat(DateTimeOffset.parse("2017-01-01T00:03:07Z")).isPresent();
    assertThat(DateTimeOffset.parse("2017-01-01T00:03:07" + offset)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {'\u0660', '\u0967', '\uFF10', 0x1D7D8})
  void refuses_digits_of_other_scripts(int zero) {
    String digit = Character.toString(zero);

    assertThat(DateTimeOffset.parse("2017-01-01T00:03:07Z".replace("0", digit))).isEmpty();
    assertThat(DateTimeOffset.parse("2017-01-01T00:03:07." + digit + "Z")).isEmpty();
    assertThat(DateTimeOffset.parse("2017-01-01T00:03:07+0" + digit + ":00")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z,              0",
    "1970-01-01T00:00:00.0000001Z,      1",
    "1970-01-01T00:00:00.1Z,            1000000",
    "1970-01-01T00:00:00.1234567Z,      1234567",
    "1970-01-01T00:00:01Z,              10000000",
    "1970-01-01T00:00Z,                 0",
    "1969-12-31T23:59:59.9999999Z,      -1",
    "1970-01-01T00:00:00+00:01,         -600000000",
    "1970-01-01T00:00:00-00:01,         600000000",
    "1969-12-31T16:00:00-08:00,         0",
    "1970-01-01T14:00:00+14:00,         0",
    "0001-01-01T00:00:00Z,              -621355968000000000",
    "9999-12-31T23:59:59.9999999Z,      2534023007999999999",
  })
  void counts_ticks_of_100_ns_since_1970(String text, long ticks) {
    assertThat(DateTimeOffset.parse(text)).map(DateTimeOffset::ticks).contains(ticks);
  }

  @Test
  void tells_two_spellings_of_one_instant_apart() {
    var zulu = DateTimeOffset.parse("2017-01-01T00:00:00Z").orElseThrow();
    var zero = DateTimeOffset.parse("2017-01-01T00:00:00-00:00").orElseThrow();

    assertThat(zero.ticks()).isEqualTo(zulu.ticks());
    assertThat(zero).isNotEqualTo(zulu);
  }

  @Property
  void keeps_the_characters_of_every_date(@ForAll("dates") String text) {
    assertThat(DateTimeOffset.parse(text)).map(DateTimeOffset::text).contains(text);
  }

  @Property
  void counts_the_ticks_that_java_time_counts(@ForAll("dates") String text) {
    assertThat(DateTimeOffset.parse(text)).map(DateTimeOffset::ticks).contains(javaTicks(text));
  }

  @Property
  void orders_as_java_time_does(@ForAll("dates") String one, @ForAll("dates") String other) {
    assertThat(Integer.signum(Long.compare(ticks(one), ticks(other))))
        .isEqualTo(Integer.signum(instant(one).compareTo(instant(other))));
  }

  @Property
  void orders_neighbours_as_java_time_does(
      @ForAll("dates") String text,
      @ForAll @IntRange(max = 9_999_999) int fraction,
      @ForAll @IntRange(max = 9_999_999) int otherFraction) {
    String one = withFraction(text, fraction);
    String other = withFraction(text, otherFraction);

    assertThat(Long.compare(ticks(one), ticks(other)))
        .isEqualTo(Integer.signum(instant(one).compareTo(instant(other))));
  }

  @Property
  void accepts_nothing_that_java_time_refuses(
      @ForAll("dates") String text,
      @ForAll @IntRange(max = 18) int position,
      @ForAll("digits") char digit) {
    String changed = text.substring(0, position) + digit + text.substring(position + 1);

    DateTimeOffset.parse(changed)
        .ifPresent(accepted -> assertThat(accepted.ticks()).isEqualTo(javaTicks(changed)));
  }

  @Provide
  static Arbitrary<Character> digits() {
    return Arbitraries.chars().range('0', '9');
  }

  @Provide
  static Arbitrary<String> dates() {
    long first = LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    long last = LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);
    var seconds =
        Arbitraries.longs()
            .between(first, last)
            .map(s -> TO_THE_SECOND.format(LocalDateTime.ofEpochSecond(s, 0, ZoneOffset.UTC)));
    var fractions =
        Arbitraries.strings()
            .numeric()
            .ofMaxLength(7)
            .map(digits -> digits.isEmpty() ? "" : "." + digits);
    var offsets =
        Arbitraries.integers()
            .between(-14 * 60, 14 * 60)
            .map(minutes ->
                "%s%02d:%02d"
                    .formatted(
                        minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60));
    return Combinators.combine(
            seconds, fractions, Arbitraries.oneOf(Arbitraries.of("Z", "-00:00"), offsets))
        .as((second, fraction, offset) -> second + fraction + offset);
  }

  private static String withFraction(String text, int fraction) {
    String offset = text.substring("0000-00-00T00:00:00".length()).replaceFirst("^\\.\\d+", "");
    return text.substring(0, "0000-00-00T00:00:00".length()) + ".%07d".formatted(fraction) + offset;
  }

  private static long ticks(String text) {
    return DateTimeOffset.parse(text).orElseThrow().ticks();
  }

  private static long javaTicks(String text) {
    var instant = instant(text);
    return instant.getEpochSecond() * DateTimeOffset.TICKS_PER_SECOND + instant.getNano() / 100;
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
