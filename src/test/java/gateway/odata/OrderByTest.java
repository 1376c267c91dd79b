package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderByTest {

  @Test
  void says_where_nulls_go_only_where_there_can_be_some() throws QueryFault {
    assertThat(SampleAudits.orderBy("requestDateTime desc").sql(1).text())
        .isEqualTo("request_ticks desc, id asc");
    assertThat(SampleAudits.orderBy("userName desc,sequence").sql(1).text())
        .isEqualTo("user_name desc nulls last, sequence asc nulls first, id asc");
  }

  @Test
  void adds_the_last_key_unless_the_text_names_it() throws QueryFault {
    assertThat(SampleAudits.orderBy("id desc").sql(1).text()).isEqualTo("id desc");
    assertThat(SampleAudits.orderBy("id desc").size()).isEqualTo(1);
  }

  @Test
  void starts_a_page_with_a_range_that_an_index_serves() throws QueryFault {
    var after =
        SampleAudits.orderBy("requestDateTime desc")
            .after(List.of(Optional.of("7"), Optional.of("x")), 2);

    assertThat(after)
        .isEqualTo(
            new SqlText(
                "(request_ticks <= $2::int8 and (request_ticks <> $2::int8 or (id > $3::text)))",
                List.of(7L, "x")));
  }

  @Test
  void starts_a_page_with_one_row_comparison_when_all_keys_go_one_way() throws QueryFault {
    var after =
        SampleAudits.orderBy("action,sequence")
            .after(List.of(Optional.of("1"), Optional.of("2"), Optional.of("x")), 1);

    assertThat(after.text()).isEqualTo("((action, sequence, id) > ($1::int2, $2::int8, $3::text))");
  }

  @Test
  void finds_the_rows_after_a_null() throws QueryFault {
    assertThat(
            SampleAudits.orderBy("userName")
                .after(List.of(Optional.empty(), Optional.of("x")), 1)
                .text())
        .isEqualTo("(((user_name is null and id > $1::text) or (user_name is not null)))");
    assertThat(
            SampleAudits.orderBy("userName desc")
                .after(List.of(Optional.empty(), Optional.of("x")), 1)
                .text())
        .isEqualTo("(user_name is null and ((user_name is null and id > $1::text)))");
  }

  @Test
  void refuses_what_is_no_order() {
    assertThatThrownBy(() -> SampleAudits.orderBy("userName up"))
        .isInstanceOfSatisfying(
            QueryFault.class, fault -> assertThat(fault.target()).isEqualTo("$orderby"))
        .hasMessage("Expected an operator or the end, found 'up'. ($orderby, position 10)");
    assertThatThrownBy(() -> SampleAudits.orderBy("")).hasMessageContaining("ends where");
    assertThatThrownBy(() -> SampleAudits.orderBy("userName,")).hasMessageContaining("ends where");
    assertThatThrownBy(() -> SampleAudits.orderBy("usrName"))
        .hasMessageContaining("no property 'usrName'");
  }
}
