package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  private static final List<String> NAMES =
      List.of("id", "userName", "initiatedBy/principalId", "initiatedBy/applicationId");

  @Test
  void selects_each_name_once_in_the_order_asked_for() throws QueryFault {
    assertThat(Select.parse("userName, id,userName", NAMES)).containsExactly("userName", "id");
  }

  @Test
  void selects_all_with_a_star_and_all_of_a_nested_property_with_its_name() throws QueryFault {
    assertThat(Select.parse("*", NAMES)).containsExactlyElementsOf(NAMES);
    assertThat(Select.parse("initiatedBy", NAMES))
        .containsExactly("initiatedBy/principalId", "initiatedBy/applicationId");
    assertThat(Select.parse("initiatedBy/principalId", NAMES))
        .containsExactly("initiatedBy/principalId");
  }

  @Test
  void refuses_to_select_what_is_not_there() {
    assertThatThrownBy(() -> assertThat(Select.parse("id,usrName", NAMES)).isNull())
        .hasMessage(
            "There is no property 'usrName' to select; there are: id, userName,"
                + " initiatedBy/principalId, initiatedBy/applicationId. ($select, position 4)");
    assertThatThrownBy(() -> assertThat(Select.parse("", NAMES)).isNull())
        .hasMessageContaining("name is missing");
    assertThatThrownBy(() -> assertThat(Select.parse("id,", NAMES)).isNull())
        .hasMessageContaining("($select, position 4)");
    assertThatThrownBy(() -> assertThat(Select.parse("ID", NAMES)).isNull())
        .hasMessageContaining("'ID'");
  }

  @Test
  void reads_top_from_0_to_beyond_any_collection() throws QueryFault {
    assertThat(PageOptions.top("0")).isZero();
    assertThat(PageOptions.top("007")).isEqualTo(7);
    assertThat(PageOptions.top("9".repeat(100))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refuses_a_top_that_is_no_whole_number() {
    for (String wrong : List.of("", "-1", "+1", "1.0", "x", "1e3", "\u0661")) {
      assertThatThrownBy(() -> assertThat(PageOptions.top(wrong)).isNegative())
          .isInstanceOfSatisfying(
              QueryFault.class, fault -> assertThat(fault.target()).isEqualTo("$top"))
          .hasMessageContaining("$top is a whole number from 0, not '" + wrong + "'");
    }
  }

  @Test
  void reads_skip_up_to_its_limit() throws QueryFault {
    assertThat(PageOptions.skip("10000")).isEqualTo(10_000);
    assertThatThrownBy(() -> assertThat(PageOptions.skip("10001")).isNegative())
        .hasMessageContaining("$skip is more than the limit of 10000; follow nextLink");
  }

  @Test
  void reads_count_in_any_case() throws QueryFault {
    assertThat(PageOptions.count("true")).isTrue();
    assertThat(PageOptions.count("False")).isFalse();
    assertThatThrownBy(() -> assertThat(PageOptions.count("1")).isTrue())
        .hasMessageContaining("$count is true or false, not '1'");
  }
}
