package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.graph.EntityTag.Condition;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

  @Test
  void writes_weak_tags() {
    assertThat(EntityTag.of(12)).isEqualTo("W/\"12\"");
  }

  @Property
  void reads_the_version_that_it_wrote(
      @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long version) {
    assertThat(condition(EntityTag.of(version))).isEqualTo(new Condition.OneOf(List.of(version)));
  }

  @Test
  void knows_a_header_that_is_not_there() {
    var condition = EntityTag.of(TestRequest.of("PATCH", "/").sent(), "If-Match");

    assertThat(condition).isEqualTo(new Condition.Absent());
    assertThat(condition.matches(1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", " * "})
  void reads_any(String header) {
    assertThat(condition(header)).isEqualTo(new Condition.Any());
    assertThat(condition(header).matches(42)).isTrue();
  }

  record Listed(String header, List<Long> versions) {}

  static List<Listed> lists() {
    return List.of(
        new Listed("W/\"3\"", List.of(3L)),
        new Listed("\"3\"", List.of(3L)),
        new Listed("  W/\"3\"  ", List.of(3L)),
        new Listed("W/\"3\", \"4\",W/\"5\"", List.of(3L, 4L, 5L)),
        new Listed("W/\"3\",", List.of(3L)),
        new Listed(", W/\"3\" ,, \"4\"", List.of(3L, 4L)),
        new Listed("\"other\", W/\"3\"", List.of(3L)),
        new Listed("\"a,b\", W/\"3\"", List.of(3L)),
        new Listed("\"a\\\", W/\"3\"", List.of(3L)),
        new Listed("\"\u00E9\", W/\"3\"", List.of(3L)),
        new Listed("\"\"", List.of()),
        new Listed("W/\"0\"", List.of()),
        new Listed("W/\"-1\"", List.of()),
        new Listed("W/\"03\"", List.of()),
        new Listed("W/\"3.0\"", List.of()),
        new Listed("W/\"9223372036854775807\"", List.of()),
        new Listed("W/\"99999999999999999999999999\"", List.of()));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void reads_a_list_and_leaves_out_tags_that_are_no_version(Listed listed) {
    var condition = condition(listed.header());

    assertThat(condition).isEqualTo(new Condition.OneOf(listed.versions()));
    assertThat(condition.matches(3)).isEqualTo(listed.versions().contains(3L));
    assertThat(condition.matches(2)).isFalse();
  }

  @Test
  void joins_the_lines_of_a_header() {
    var request =
        TestRequest.withHeader("If-Match", "W/\"1\"").header("If-Match", "W/\"2\"").sent();

    assertThat(EntityTag.of(request, "If-Match")).isEqualTo(new Condition.OneOf(List.of(1L, 2L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "3",
        "W/3",
        "w/\"3\"",
        "W/ \"3\"",
        "\"3",
        "3\"",
        "W/\"3\" W/\"4\"",
        "W/\"3\";\"4\"",
        "*, W/\"3\"",
        "W/\"3\", *",
        "**",
        "\"a b\"",
        "'3'",
        "W/\"3\"x",
        "\"\u0100\"",
        "\"a\u007F\"",
      })
  void refuses_a_malformed_header(String header) {
    var problem = catchThrowableOfType(Problem.class, () -> condition(header));

    assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(problem.target()).isEqualTo("If-Match");
  }

  private static Condition condition(String header) {
    return EntityTag.of(TestRequest.withHeader("if-match", header).sent(), "If-Match");
  }
}
