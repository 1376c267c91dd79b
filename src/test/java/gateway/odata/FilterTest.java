package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilterTest {

  static Stream<FilterCases.Case> selecting() {
    return FilterCases.selecting();
  }

  static Stream<FilterCases.Case> refused() {
    return FilterCases.refused();
  }

  @ParameterizedTest
  @MethodSource("selecting")
  void selects_exactly_these_rows(FilterCases.Case filter) throws SQLException, QueryFault {
    SampleAudits.replaceAll(FilterCases.ROWS);

    var selected = Postgres.ids(SampleAudits.filter(filter.filter()).sql(1));

    assertThat(String.join(" ", selected)).isEqualTo(filter.expected());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses_with_a_reason(FilterCases.Case filter) {
    assertThatThrownBy(() -> SampleAudits.filter(filter.filter()))
        .isInstanceOf(QueryFault.class)
        .hasMessageContaining(filter.expected());
  }

  @Test
  void has_at_least_150_cases_by_hand() {
    assertThat(FilterCases.selecting().count() + FilterCases.refused().count())
        .isGreaterThanOrEqualTo(150);
  }

  @Test
  void reads_a_parameter_alias_where_it_is_used() throws SQLException, QueryFault {
    SampleAudits.replaceAll(FilterCases.ROWS);
    var aliases =
        Map.of("@u", "'O''Brien'", "@l", "[\"factoryReset\",\"restore\"]", "@c", "userName eq @u");

    assertThat(ids("userName eq @u", aliases)).containsExactly("d");
    assertThat(ids("action in @l", aliases)).containsExactly("a", "d");
    assertThat(ids("userName in (@u,'')", aliases)).containsExactly("c", "d");
    assertThat(ids("not (@c)", aliases)).containsExactly("a", "b", "c", "e");
  }

  @Test
  void takes_an_alias_without_a_value_for_null() throws SQLException, QueryFault {
    SampleAudits.replaceAll(FilterCases.ROWS);

    assertThat(ids("userName eq @missing", Map.of())).containsExactly("b");
    assertThat(ids("userName in @missing", Map.of())).isEmpty();
  }

  @Test
  void names_the_alias_in_which_a_fault_lies() {
    assertThatThrownBy(() -> ids("userName eq @u", Map.of("@u", "'x' add")))
        .isInstanceOfSatisfying(
            QueryFault.class,
            fault -> {
              assertThat(fault.target()).isEqualTo("@u");
              assertThat(fault.offset()).isEqualTo(7);
            });
  }

  @Test
  void refuses_an_alias_that_stands_for_itself() {
    assertThatThrownBy(() -> ids("@a", Map.of("@a", "not @b", "@b", "not @a")))
        .hasMessageContaining("'@a' stands for itself");
  }

  @Test
  void writes_the_same_text_for_the_same_shape_and_literals_as_parameters_alone()
      throws QueryFault {
    var one = SampleAudits.filter("userName eq 'x' and action in ('delete',restore)").sql(3);
    var other = SampleAudits.filter("userName eq 'it''s $9' and action in ('1','4')").sql(3);

    assertThat(one.text()).isEqualTo("((user_name = $3::text and action = any($4::int2[])))");
    assertThat(other.text()).isEqualTo(one.text());
    assertThat(one.parameters()).containsExactly("x", new Short[] {40, 42});
  }

  @Test
  void keeps_comparisons_plain_so_that_an_index_serves_them() throws QueryFault {
    assertThat(SampleAudits.filter("startswith(userName,'a')").sql(1).text())
        .isEqualTo("(starts_with(user_name, $1::text))");
    assertThat(SampleAudits.filter("requestDateTime gt now() sub duration'P1D'").sql(1))
        .isEqualTo(
            new SqlText(
                "(request_ticks > $1::int8)",
                List.of(17954904000000000L - DatePart.TICKS_PER_DAY)));
    assertThat(SampleAudits.filter("changedDateTime le now()").sql(1).text())
        .isEqualTo("((changed_at, 0) <= ($1::timestamptz, $2::int4))");
  }

  private static List<String> ids(String filter, Map<String, String> aliases)
      throws SQLException, QueryFault {
    return Postgres.ids(
        Filter.parse(filter, aliases, SampleAudits.PROPERTIES, SampleAudits.ORDINARY).sql(1));
  }
}
