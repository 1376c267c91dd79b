package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApplyTest {

  static Stream<FilterCases.Case> refused() {
    return FilterCases.all(
        ApplyFaultCases.SYNTAX + ApplyFaultCases.NAMES + ApplyFaultCases.REFUSED);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses_with_a_reason(FilterCases.Case apply) {
    assertThatThrownBy(() -> SampleAudits.apply(apply.filter()))
        .isInstanceOfSatisfying(
            QueryFault.class, fault -> assertThat(fault.target()).isEqualTo("$apply"))
        .hasMessageContaining(apply.expected());
  }

  @Test
  void gives_the_properties_of_a_group_and_nothing_else() throws QueryFault {
    var result =
        SampleAudits.apply(
                "groupby((action,requestDateTime),aggregate($count as N,userName with countdistinct as users,"
                    + "requestDateTime with max as last))")
            .result();

    assertThat(result.stream().map(property -> property.property().name()))
        .containsExactly("action", "requestDateTime", "N", "users", "last");
    assertThat(result.stream().map(property -> property.property().type().label()))
        .containsExactly(
            "microsoft.graph.remoteAction",
            "Edm.DateTimeOffset",
            "Edm.Decimal",
            "Edm.Decimal",
            "Edm.DateTimeOffset");
    assertThat(result.stream().map(property -> property.origin().orElse("")))
        .containsExactly("action", "requestDateTime", "", "", "requestDateTime");
    assertThat(result.stream().map(ResultProperty::isAlias))
        .containsExactly(false, false, true, true, true);
  }

  @Test
  void keeps_entities_whole_until_they_are_grouped() throws QueryFault {
    assertThat(SampleAudits.apply("filter(action eq 'delete')/orderby(userName)/top(3)").result())
        .isEmpty();
    assertThat(SampleAudits.apply("identity").result()).isEmpty();
    assertThat(SampleAudits.apply("groupby((userName))").result()).hasSize(1);
  }

  @Test
  void reads_words_in_any_case_and_space_around_them() throws QueryFault {
    assertThat(
            rows("FILTER( userName eq 'a' )/GroupBy( ( action , userName ) , Aggregate( $count AS N ) )")
                .text())
        .isEqualTo(
            rows("filter(userName eq 'a')/groupby((action,userName),aggregate($count as N))")
                .text());
  }

  @Test
  void writes_the_same_text_for_the_same_shape_and_literals_as_parameters_alone()
      throws QueryFault {
    var one = rows("filter(userName eq 'x')/groupby((action),aggregate($count as N))/top(3)");
    var other = rows("filter(userName eq 'y$9')/groupby((action),aggregate($count as N))/top(7)");

    assertThat(other.text()).isEqualTo(one.text());
    assertThat(one.parameters()).containsExactly("x", 3L, 10L);
    assertThat(one.text()).doesNotContain("as N").doesNotContain("$6");
  }

  @Test
  void never_writes_an_alias_into_the_statement() throws QueryFault {
    assertThat(rows("aggregate($count as drop_table)/filter(drop_table gt 1)").text())
        .doesNotContain("drop_table");
  }

  @Test
  void reads_a_parameter_alias_inside_a_filter() throws QueryFault {
    var apply =
        SampleAudits.apply(
            Map.of("$apply", "filter(userName eq @u)/aggregate($count as N)"),
            Map.of("@u", "'a'"),
            SampleAudits.ORDINARY);

    assertThat(rows(apply).parameters()).containsExactly("a", 10L);
  }

  @Test
  void names_the_option_in_which_a_fault_lies() {
    for (var option : List.of("$filter", "$orderby", "$skip", "$top")) {
      assertThatThrownBy(() ->
              SampleAudits.apply(
                  Map.of("$apply", "aggregate($count as N)", option, "userName"),
                  Map.of(),
                  SampleAudits.ORDINARY))
          .isInstanceOfSatisfying(
              QueryFault.class, fault -> assertThat(fault.target()).isEqualTo(option));
    }
  }

  @Test
  void keeps_within_the_limits_of_an_expression() {
    assertThatThrownBy(() -> SampleAudits.apply("filter(userName eq '" + "x".repeat(8192) + "')"))
        .hasMessageContaining("limit of 8192 bytes");
    assertThatThrownBy(() ->
            SampleAudits.apply(
                "filter(%1$s)/filter(%1$s)"
                    .formatted(String.join(" or ", Collections.nCopies(13, "1 eq 1")))))
        .hasMessageContaining("limit of 100 nodes");
    assertThatThrownBy(
            () -> SampleAudits.apply("filter(" + "(".repeat(32) + "true" + ")".repeat(33)))
        .hasMessageContaining("limit of 32 levels");
  }

  @Test
  void allows_10_transformations_12_properties_and_128_characters() {
    assertThatCode(() -> SampleAudits.apply(transformations(10))).doesNotThrowAnyException();
    assertThatThrownBy(() -> SampleAudits.apply(transformations(11)))
        .hasMessageContaining("The limit of transformations is 10");
    assertThatCode(() -> SampleAudits.apply(properties(10))).doesNotThrowAnyException();
    assertThatThrownBy(() -> SampleAudits.apply(properties(11)))
        .hasMessageContaining("grouped by and aggregated together, is 12");
    assertThatCode(() -> SampleAudits.apply("aggregate($count as %s)".formatted("N".repeat(128))))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> SampleAudits.apply("aggregate($count as %s)".formatted("N".repeat(129))))
        .hasMessageContaining("at most 128 in all");
  }

  private static String transformations(int count) {
    return String.join("/", Collections.nCopies(count, "top(1)"));
  }

  private static String properties(int aliases) {
    return IntStream.range(0, aliases)
        .mapToObj("$count as N%d"::formatted)
        .collect(Collectors.joining(",", "groupby((action,userName),aggregate(", "))"));
  }

  private static SqlText rows(String apply) throws QueryFault {
    return rows(SampleAudits.apply(apply));
  }

  private static SqlText rows(Apply apply) {
    return apply.rows("id", "from audits", apply.result(), 10, 1);
  }
}
