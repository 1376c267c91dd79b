package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {

  /** A fifth of a thread's usual stack; of it the JVM itself keeps some 100 KiB. */
  private static final long SMALL_STACK = 192 * 1024;

  private static final String TOO_LONG = "limit of 8192 bytes";
  private static final String TOO_DEEP = "limit of 32 levels";
  private static final String TOO_MANY_NODES = "limit of 100 nodes";
  private static final String TOO_MANY_VALUES = "limit of 200 values";
  private static final String TOO_MANY_DIGITS = "more than 28 digits";

  /** Six aliases that stand for 64 comparisons. */
  private static final Map<String, String> DOUBLING =
      Map.of(
          "@a", "@b or @b",
          "@b", "@c or @c",
          "@c", "@d or @d",
          "@d", "@e or @e",
          "@e", "@f or @f",
          "@f", "1 eq 1");

  private static final Map<String, String> CHAIN =
      IntStream.range(0, 5_000)
          .boxed()
          .collect(Collectors.toMap(i -> "@a" + i, i -> "@a" + (i + 1)));

  @Test
  void allows_an_expression_of_8_KiB_and_refuses_one_byte_more() {
    String frame = "userName eq ''";
    int room = Limits.EXPRESSION_BYTES - frame.length();

    assertThatCode(() -> SampleAudits.filter("userName eq '" + "x".repeat(room) + "'"))
        .doesNotThrowAnyException();
    assertRefused("userName eq '" + "x".repeat(room + 1) + "'", "limit of 8192 bytes");
    assertRefused("userName eq '" + "é".repeat(room / 2 + 1) + "'", "limit of 8192 bytes");
  }

  @Test
  void allows_100_nodes_and_refuses_101() {
    String comparisons = String.join(" or ", Collections.nCopies(25, "1 eq 1"));

    assertThatCode(() -> SampleAudits.filter(comparisons)).doesNotThrowAnyException();
    assertThatCode(() -> SampleAudits.filter("not (" + comparisons + ")"))
        .doesNotThrowAnyException();
    assertRefused("not (not (" + comparisons + "))", "limit of 100 nodes");
  }

  @Test
  void allows_32_levels_and_refuses_33() {
    assertThatCode(() -> SampleAudits.filter("(".repeat(32) + "true" + ")".repeat(32)))
        .doesNotThrowAnyException();
    assertRefused("(".repeat(33) + "true" + ")".repeat(33), "limit of 32 levels");
    assertRefused("not ".repeat(33) + "true", "limit of 32 levels");
    assertRefused("tolower(".repeat(33) + "'a'" + ")".repeat(33) + " eq 'a'", "limit of 32 levels");
  }

  @Test
  void allows_200_values_in_a_list_and_refuses_201() {
    assertThatCode(() -> SampleAudits.filter("sequence in (" + numbers(200) + ")"))
        .doesNotThrowAnyException();
    assertRefused("sequence in (" + numbers(201) + ")", "limit of 200 values");
    assertRefused("sequence in [" + numbers(201) + "]", "limit of 200 values");
  }

  @Test
  void allows_5_sort_keys_and_refuses_6() {
    assertThatCode(() -> SampleAudits.orderBy("id,id,id,id,id")).doesNotThrowAnyException();
    assertThatThrownBy(() -> SampleAudits.orderBy("id,id,id,id,id,id"))
        .hasMessageContaining("The limit of sort keys is 5");
  }

  @Test
  void counts_what_aliases_stand_for_each_time_they_are_used() {
    assertThatThrownBy(
            () -> Filter.parse("@a", DOUBLING, SampleAudits.PROPERTIES, SampleAudits.ORDINARY))
        .hasMessageContaining(TOO_MANY_NODES);
  }

  @BeforeAll
  static void load_the_classes_on_a_stack_of_the_usual_size() throws QueryFault {
    for (var one :
        List.of(
            "not (sequence in (1) or -sequence eq 1 or @a)", "concat('a',\"b\") eq tolower('c')")) {
      assertThat(SampleAudits.filter(one).sql(1).text()).isNotEmpty();
    }
    assertRefused("(", "ends where");
  }

  record Hostile(String text, Map<String, String> aliases, String message) {
    Hostile(String text, String message) {
      this(text, Map.of(), message);
    }

    @Override
    public String toString() {
      return text.substring(0, Math.min(text.length(), 20)) + "... " + text.length();
    }
  }

  static Stream<Hostile> hostile() {
    return Stream.of(
        new Hostile("(".repeat(100_000), TOO_LONG),
        new Hostile("(".repeat(8_000), TOO_DEEP),
        new Hostile("(".repeat(4_000) + "true" + ")".repeat(4_000), TOO_DEEP),
        new Hostile("not ".repeat(2_000) + "true", TOO_DEEP),
        new Hostile("not(".repeat(2_000), TOO_DEEP),
        new Hostile("- ".repeat(4_000) + "1", TOO_DEEP),
        new Hostile("length(".repeat(1_100), TOO_DEEP),
        new Hostile("concat('',".repeat(800), TOO_DEEP),
        new Hostile("true or ".repeat(10_000) + "true", TOO_LONG),
        new Hostile("true or ".repeat(1_000) + "true", TOO_MANY_NODES),
        new Hostile("1 in (1) or ".repeat(600) + "true", TOO_MANY_NODES),
        new Hostile("1 mul ".repeat(1_300) + "1 eq 1", TOO_MANY_NODES),
        new Hostile("userName eq '" + "x".repeat(64 * 1024) + "'", TOO_LONG),
        new Hostile("userName in (" + "'',".repeat(200) + "'')", TOO_MANY_VALUES),
        new Hostile("userName in (" + "'',".repeat(2_000) + "'')", TOO_MANY_VALUES),
        new Hostile("userName in [" + "null,".repeat(1_500) + "null]", TOO_MANY_VALUES),
        new Hostile("userName in " + "[".repeat(8_000), "holds literals, found '['"),
        new Hostile("userName in " + "(".repeat(8_000), "holds literals, found '('"),
        new Hostile("userName in [" + "{\"a\":".repeat(1_500), "holds literals, found '{'"),
        new Hostile("a/".repeat(4_000), "name must follow '/'"),
        new Hostile("a/".repeat(4_000) + "a eq 1", "There is no property 'a/a/"),
        new Hostile("sequence eq " + "1".repeat(8_000), TOO_MANY_DIGITS),
        new Hostile("sequence eq 1" + "0".repeat(10_000), TOO_LONG),
        new Hostile("sequence eq 0." + "0".repeat(8_000) + "1", TOO_MANY_DIGITS),
        new Hostile("sequence eq 1e999", TOO_MANY_DIGITS),
        new Hostile("sequence eq 1e-999", TOO_MANY_DIGITS),
        new Hostile("sequence eq 1e999999", "is not a number"),
        new Hostile("sequence eq 1e2147483648", "is not a number"),
        new Hostile("sequence eq -" + "9".repeat(8_000) + "e999", TOO_MANY_DIGITS),
        new Hostile("requestDateTime eq " + "2017-01-01".repeat(800), "is not a number, date"),
        new Hostile("now() gt duration'P" + "9".repeat(8_000) + "D'", "is not a duration"),
        new Hostile("aaaaaaaa-".repeat(900), "found '-'"),
        new Hostile("'".repeat(8_191), "has no closing quote"),
        new Hostile("\"" + "\\\"".repeat(4_000), "has no closing double quote"),
        new Hostile("@a eq @a", DOUBLING, TOO_MANY_NODES),
        new Hostile("@a0", CHAIN, TOO_DEEP),
        new Hostile("id in @a0", CHAIN, TOO_DEEP),
        new Hostile("@x", Map.of("@x", "@y", "@y", "@z", "@z", "@x"), "'@x' stands for itself"),
        new Hostile("@x or @y", Map.of("@x", "not @y", "@y", "not @x"), "stands for itself"),
        new Hostile("id in @x", Map.of("@x", "@x"), "'@x' stands for itself"),
        new Hostile("id in (@x)", Map.of("@x", "@x"), "'@x' stands for itself"),
        new Hostile("@x", Map.of("@x", "(".repeat(100_000)), TOO_LONG));
  }

  /** On a stack that holds what the limits allow and a little more. */
  @ParameterizedTest
  @MethodSource("hostile")
  void refuses_a_hostile_text_on_a_small_stack(Hostile hostile) throws InterruptedException {
    var thrown = new AtomicReference<Throwable>();
    var reader =
        new Thread(
            null,
            () ->
                thrown.set(
                    catchThrowable(() ->
                        Filter.parse(
                            hostile.text(),
                            hostile.aliases(),
                            SampleAudits.PROPERTIES,
                            SampleAudits.ORDINARY))),
            "small stack",
            SMALL_STACK);

    reader.start();
    reader.join();

    assertThat(thrown.get()).isInstanceOf(QueryFault.class).hasMessageContaining(hostile.message());
  }

  @Test
  void answers_what_the_limits_allow_on_a_small_stack() throws InterruptedException {
    String deepest = "not ".repeat(31) + "(" + "true or ".repeat(30) + "true)";
    var sql = new AtomicReference<String>("");
    var reader =
        new Thread(
            null,
            () -> {
              try {
                sql.set(SampleAudits.filter(deepest).sql(1).text());
              } catch (QueryFault e) {
                sql.set(String.valueOf(e.getMessage()));
              }
            },
            "small stack",
            SMALL_STACK);

    reader.start();
    reader.join();

    assertThat(sql.get()).startsWith("(not (");
  }

  @Test
  void keeps_a_search_within_the_same_limits() {
    assertThatThrownBy(() -> Search.parse("a ".repeat(101)))
        .hasMessageContaining("limit of 100 nodes");
    assertThatThrownBy(() -> Search.parse("(".repeat(33) + "a"))
        .hasMessageContaining("limit of 32 levels");
    assertThatThrownBy(() -> Search.parse("NOT ".repeat(100) + "a"))
        .hasMessageContaining("limit of 32 levels");
    assertThatThrownBy(() -> Search.parse("a".repeat(8193)))
        .hasMessageContaining("limit of 8192 bytes");
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }

  private static void assertRefused(String filter, String message) {
    assertThatThrownBy(() -> SampleAudits.filter(filter))
        .isInstanceOf(QueryFault.class)
        .hasMessageContaining(message);
  }
}
