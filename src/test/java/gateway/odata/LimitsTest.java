package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {

  private static final Duration A_GLANCE = Duration.ofMillis(10);

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
    var aliases =
        Map.of(
            "@a",
            "@b or @b",
            "@b",
            "@c or @c",
            "@c",
            "@d or @d",
            "@d",
            "@e or @e",
            "@e",
            "@f or @f",
            "@f",
            "1 eq 1");

    assertThatThrownBy(
            () -> Filter.parse("@a", aliases, SampleAudits.PROPERTIES, SampleAudits.ORDINARY))
        .hasMessageContaining("limit of 100 nodes");
  }

  @Test
  void counts_each_alias_inside_another_as_a_level() {
    var chain =
        IntStream.range(0, 5_000)
            .boxed()
            .collect(Collectors.toMap(i -> "@a" + i, i -> "@a" + (i + 1)));

    assertThatThrownBy(
            () -> Filter.parse("@a0", chain, SampleAudits.PROPERTIES, SampleAudits.ORDINARY))
        .hasMessageContaining("limit of 32 levels");
    assertThatThrownBy(
            () -> Filter.parse("id in @a0", chain, SampleAudits.PROPERTIES, SampleAudits.ORDINARY))
        .hasMessageContaining("limit of 32 levels");
  }

  static Stream<String> hostile() {
    return Stream.of(
        "(".repeat(100_000),
        "(".repeat(8_000),
        "not ".repeat(2_000),
        "- ".repeat(4_000) + "1",
        "a/".repeat(4_000),
        "true or ".repeat(10_000) + "true",
        "true or ".repeat(1_000) + "true",
        "userName eq '" + "x".repeat(64 * 1024) + "'",
        "userName in (" + "'',".repeat(2_000) + "'')",
        "length(".repeat(1_100),
        "1".repeat(8_000) + " eq 1",
        "aaaaaaaa-".repeat(900),
        "'".repeat(8_191));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void refuses_a_hostile_text_at_a_glance(String text) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      assertRefused(text, "");
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    assertThat(Duration.ofNanos(fastest)).isLessThan(A_GLANCE);
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
