package gateway.odata;

import gateway.odata.SampleAudits.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;

/** Makes expressions that give a text or a number. */
final class RandomValues {

  private static final List<String> PIECES =
      List.of(
          "a", "A", "b", "ab", "%", "_", "\\", "'", "\"", "é", "É", "e\u0301", "😀", "ß", "İ", "Σ",
          "ς", " ", "\u00A0", "\u2003", "|", "$1", "?", "x");

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  String words() {
    var text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(any(PIECES));
    }
    return text.toString();
  }

  Sample text(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 12)) {
      case 0, 1 -> Sample.property("userName", Row::userName);
      case 2 -> Sample.property("deviceDisplayName", Row::deviceDisplayName);
      case 3 -> Sample.property("initiatedBy/principalId", Row::principalId);
      case 4 -> textLiteral();
      case 5 -> random.nextInt(4) == 0 ? Sample.nothing() : textLiteral();
      case 6 -> Sample.of("tolower(%s)", text(depth - 1), String.class, t -> mapped(t, true));
      case 7 -> Sample.of("ToUpper(%s)", text(depth - 1), String.class, t -> mapped(t, false));
      case 8 -> Sample.of("trim( %s )", text(depth - 1), String.class, RandomValues::trimmed);
      case 9 ->
          Sample.of(
              "concat(%s,%s)",
              text(depth - 1), String.class, text(depth - 1), String.class, (a, b) -> a + b);
      case 10 -> {
        int start = random.nextInt(4);
        yield Sample.of(
            "substring(%s," + start + ")",
            text(depth - 1),
            String.class,
            t -> part(t, start, 1000));
      }
      default -> {
        int count = random.nextInt(4);
        var start =
            Sample.of(
                "indexof(%s,%s)",
                text(0), String.class, text(0), String.class, RandomValues::indexOf);
        yield Sample.of(
            "substring(%s,%s," + count + ")",
            text(depth - 1),
            String.class,
            start,
            BigDecimal.class,
            (t, s) -> part(t, Math.max(0, s.intValue()), count));
      }
    };
  }

  private Sample textLiteral() {
    String text = words();
    return Sample.literal("'" + text.replace("'", "''") + "'", text);
  }

  private static String mapped(String text, boolean lower) {
    var result = new StringBuilder();
    text.codePoints()
        .map(c -> lower ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  private static String trimmed(String text) {
    return text.replaceAll("(?U)^\\p{IsWhite_Space}+|\\p{IsWhite_Space}+\\z", "");
  }

  private static String part(String text, int start, int count) {
    var points = text.codePoints().skip(start).limit(count).toArray();
    return new String(points, 0, points.length);
  }

  static BigDecimal indexOf(String text, String part) {
    int index = text.indexOf(part);
    return BigDecimal.valueOf(index < 0 ? -1 : text.codePointCount(0, index));
  }

  Sample number(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 12)) {
      case 0 ->
          Sample.property(
              "sequence",
              row -> row.sequence() == null ? null : BigDecimal.valueOf(row.sequence()));
      case 1 -> wholeLiteral(random.nextInt(-3, 12));
      case 2 ->
          Sample.of(
              "length(%s)",
              text(depth), String.class, t -> BigDecimal.valueOf(t.codePointCount(0, t.length())));
      case 3 ->
          Sample.of(
              "indexof(%s,%s)",
              text(depth), String.class, text(depth), String.class, RandomValues::indexOf);
      case 4 -> Sample.literal("2.5", new BigDecimal("2.5"));
      case 5 -> operation("add", number(depth - 1), number(depth - 1), BigDecimal::add);
      case 6 -> operation("SUB", number(depth - 1), number(depth - 1), BigDecimal::subtract);
      case 7 -> operation("mul", number(depth - 1), number(depth - 1), BigDecimal::multiply);
      case 8 -> Sample.of("(-%s)", number(0), BigDecimal.class, BigDecimal::negate);
      case 9 ->
          operation(
              "divby", number(0), wholeLiteral(any(List.of(-4, 2, 5, 8))), (a, b) -> a.divide(b));
      case 10 -> remainderOrQuotient();
      default -> new RandomMoments(random).part();
    };
  }

  private Sample remainderOrQuotient() {
    var dividend =
        Sample.of(
            "length(%s)",
            text(0), String.class, t -> BigDecimal.valueOf(t.codePointCount(0, t.length())));
    var negated = Sample.of("(-%s)", dividend, BigDecimal.class, BigDecimal::negate);
    var divisor = wholeLiteral(any(List.of(-3, 2, 7)));
    return random.nextBoolean()
        ? operation("div", negated, divisor, (a, b) -> a.divide(b, 0, RoundingMode.DOWN))
        : operation("mod", negated, divisor, BigDecimal::remainder);
  }

  static Sample wholeLiteral(int number) {
    return Sample.literal(String.valueOf(number), BigDecimal.valueOf(number));
  }

  private static Sample operation(
      String name, Sample left, Sample right, Sample.Both<BigDecimal, BigDecimal> result) {
    return Sample.of(
        "(%s " + name + " %s)", left, BigDecimal.class, right, BigDecimal.class, result);
  }
}
