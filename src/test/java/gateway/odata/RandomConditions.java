package gateway.odata;

import gateway.odata.SampleAudits.Row;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes conditions, and says for each row whether they are true, false or null. */
final class RandomConditions {

  private static final List<String> RELATIONS = List.of("eq", "ne", "gt", "ge", "lt", "LE");

  private final Random random;
  private final RandomValues values;
  private final RandomMoments moments;

  RandomConditions(Random random) {
    this.random = random;
    this.values = new RandomValues(random);
    this.moments = new RandomMoments(random);
  }

  Sample condition(int depth) {
    return switch (random.nextInt(depth == 0 ? 10 : 16)) {
      case 0, 1 -> compared(values.text(2), values.text(1));
      case 2 -> compared(values.number(2), values.number(1));
      case 3 -> compared(moments.moment(1), moments.moment(1));
      case 4 ->
          random.nextBoolean()
              ? compared(moments.day(), moments.day())
              : compared(moments.clock(), moments.clock());
      case 5 ->
          random.nextBoolean()
              ? compared(moments.span(1), moments.span(0))
              : compared(guid(), guid());
      case 6 -> member();
      case 7 -> listed();
      case 8, 9 -> textTest();
      case 10 -> Sample.of("not (%s)", condition(depth - 1), Boolean.class, b -> !b);
      case 11, 12 -> junction("and", condition(depth - 1), condition(depth - 1), false);
      case 13, 14 -> junction("OR", condition(depth - 1), condition(depth - 1), true);
      default ->
          compared(
              condition(depth - 1).parenthesised(),
              random.nextBoolean() ? Sample.nothing() : Sample.literal("true", true));
    };
  }

  private Sample guid() {
    var guid = values.any(RandomRows.GUIDS);
    return random.nextBoolean()
        ? Sample.property("changeId", Row::changeId)
        : Sample.literal(guid.toString(), guid);
  }

  private Sample textTest() {
    var text = values.text(1);
    var part = values.text(1);
    return switch (random.nextInt(3)) {
      case 0 ->
          Sample.of("contains(%s,%s)", text, String.class, part, String.class, String::contains);
      case 1 ->
          Sample.of(
              "startswith(%s,%s)",
              text, String.class, part, String.class, (a, b) -> a.startsWith(b));
      default ->
          Sample.of(
              "EndsWith(%s,%s)", text, String.class, part, String.class, (a, b) -> a.endsWith(b));
    };
  }

  private Sample member() {
    boolean action = random.nextBoolean();
    var type = action ? SampleAudits.ACTION : SampleAudits.STATE;
    var property =
        action
            ? Sample.property("action", row -> row.action())
            : Sample.property("actionState", row -> row.actionState());
    return random.nextInt(4) == 0
        ? memberIn(property, type)
        : compared(property, memberLiteral(type));
  }

  private Sample memberIn(Sample property, EdmType.Enumeration type) {
    return in(property, List.of(memberLiteral(type), memberLiteral(type)));
  }

  private Sample memberLiteral(EdmType.Enumeration type) {
    Map.Entry<String, Integer> member = values.any(List.copyOf(type.members().entrySet()));
    String text =
        switch (random.nextInt(4)) {
          case 0 -> "'%s'".formatted(member.getKey());
          case 1 -> "'%d'".formatted(member.getValue());
          case 2 -> "%s'%s'".formatted(type.name(), member.getKey());
          default -> member.getKey();
        };
    return Sample.literal(text, member.getValue());
  }

  private Sample listed() {
    if (random.nextBoolean()) {
      var items = new ArrayList<Sample>();
      for (int i = random.nextInt(4); i > 0; i--) {
        String text = values.words();
        items.add(Sample.literal("'" + text.replace("'", "''") + "'", text));
      }
      if (random.nextInt(3) == 0) {
        items.add(Sample.nothing());
      }
      return in(values.text(1), items);
    }
    String moment = RandomRows.moment(random);
    var first = Sample.literal(moment, OffsetDateTime.parse(moment));
    return random.nextBoolean()
        ? in(moments.moment(0), List.of(first))
        : in(
            values.number(1),
            List.of(
                Sample.literal("2", BigDecimal.TWO),
                Sample.literal("2.5", new BigDecimal("2.5")),
                Sample.nothing()));
  }

  private static Sample in(Sample operand, List<Sample> items) {
    return new Sample(
        operand.text()
            + " in ("
            + items.stream().map(Sample::text).collect(Collectors.joining(","))
            + ")",
        row ->
            items.stream()
                .anyMatch(item -> same(operand.value().apply(row), item.value().apply(row))));
  }

  private Sample compared(Sample left, Sample right) {
    String relation = values.any(RELATIONS);
    return new Sample(
        "%s %s %s".formatted(left.text(), relation, right.text()),
        row -> holds(relation, left.value().apply(row), right.value().apply(row)));
  }

  private static boolean holds(String relation, @Nullable Object left, @Nullable Object right) {
    return switch (relation) {
      case "eq" -> same(left, right);
      case "ne" -> !same(left, right);
      case "gt" -> left != null && right != null && order(left, right) > 0;
      case "ge" -> same(left, right) || (left != null && right != null && order(left, right) > 0);
      case "lt" -> left != null && right != null && order(left, right) < 0;
      default -> same(left, right) || (left != null && right != null && order(left, right) < 0);
    };
  }

  private static boolean same(@Nullable Object left, @Nullable Object right) {
    return left == null || right == null ? Objects.equals(left, right) : order(left, right) == 0;
  }

  /**
   * Orders two values of one type as OData does: texts by code point, instants whatever their
   * offset.
   */
  @SuppressWarnings("unchecked")
  static int order(Object left, Object right) {
    return switch (left) {
      case String text ->
          Comparator.<String, List<Integer>>comparing(
                  RandomConditions::points, RandomConditions::lexicographic)
              .compare(text, (String) right);
      case OffsetDateTime moment ->
          moment.toInstant().compareTo(((OffsetDateTime) right).toInstant());
      case UUID guid -> guid.toString().compareTo(right.toString());
      default -> ((Comparable<Object>) left).compareTo(right);
    };
  }

  private static List<Integer> points(String text) {
    return text.codePoints().boxed().toList();
  }

  private static int lexicographic(List<Integer> left, List<Integer> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = Integer.compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  /** Three-valued logic: the deciding value decides, else null is contagious. */
  private static Sample junction(String word, Sample left, Sample right, boolean deciding) {
    Function<Row, @Nullable Object> value =
        row -> {
          var first = left.value().apply(row);
          var second = right.value().apply(row);
          if (Objects.equals(first, deciding) || Objects.equals(second, deciding)) {
            return deciding;
          }
          return first == null || second == null ? null : (Object) !deciding;
        };
    return new Sample("(%s) %s (%s)".formatted(left.text(), word, right.text()), value);
  }
}
