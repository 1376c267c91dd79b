package gateway.odata;

import gateway.odata.SampleAudits.Row;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes rows from few values, so that equal and null ones meet often. */
final class RandomRows {

  static final List<UUID> GUIDS = List.of(new UUID(1, 2), new UUID(-1, 7), new UUID(0, 0));
  private static final List<Integer> ACTIONS = List.of(0, 1, 4, 40, 42);
  private static final List<Integer> STATES = List.of(0, 1, 4, 5);

  private static final List<String> MOMENTS =
      List.of(
          "2017-01-01T00:00:00Z",
          "2016-12-31T16:00:00-08:00",
          "2017-01-01T00:00:00.0000001Z",
          "2017-01-01T14:00:00.0000010+14:00",
          "2016-12-31T23:30:00.9999999-00:30",
          "1969-12-31T23:59:59.9999999Z",
          "0001-01-01T00:00:00+14:00",
          "9999-12-31T23:59:59.9999999-14:00",
          "2026-11-24T03:20:00Z");

  private final Random random;
  private final RandomValues values;

  RandomRows(Random random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  List<Row> some(int count) {
    return IntStream.range(0, count).mapToObj(this::row).toList();
  }

  private Row row(int number) {
    return new Row(
        "%03d%s".formatted(number, values.words()),
        text(),
        text(),
        values.any(ACTIONS),
        values.any(STATES),
        moment(random),
        changed(),
        random.nextInt(4) == 0 ? null : random.nextLong(5),
        random.nextInt(3) == 0 ? null : values.any(GUIDS),
        text());
  }

  private @Nullable String text() {
    return random.nextInt(4) == 0 ? null : values.words();
  }

  /** An instant with an offset of its own; often the same as another one's. */
  static String moment(Random random) {
    if (random.nextBoolean()) {
      return MOMENTS.get(random.nextInt(MOMENTS.size()));
    }
    return "20%02d-%02d-%02dT%02d:%02d:%02d.%07d%s"
        .formatted(
            random.nextInt(15, 27),
            random.nextInt(1, 13),
            random.nextInt(1, 29),
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            random.nextInt(10_000_000),
            List.of("Z", "+05:45", "-08:00", "+00:00").get(random.nextInt(4)));
  }

  private OffsetDateTime changed() {
    var moment =
        OffsetDateTime.parse(random.nextBoolean() ? "2017-01-01T00:00:00.000001Z" : moment(random));
    return moment
        .withNano(moment.getNano() / 1000 * 1000)
        .withOffsetSameInstant(ZoneOffset.UTC)
        .withYear(Math.clamp(moment.getYear(), 2, 9998));
  }
}
