package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  @Test
  void takes_everything_when_nothing_is_selected() {
    var everything = Selection.of(Optional.empty());

    assertThat(everything.properties()).containsExactly(AuditProperty.values());
    assertThat(everything.inContext()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", " * ", "*,id", "id,*", "*,*"})
  void takes_everything_for_a_star(String option) {
    var selection = Selection.of(Optional.of(option));

    assertThat(selection.properties()).containsExactly(AuditProperty.values());
    assertThat(selection.inContext()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id | id",
        "action,id | id,action",
        "deviceActionCategory, deviceIMEI , userName | userName,deviceIMEI,deviceActionCategory",
        "id,id,id | id",
      })
  void takes_what_is_named_in_the_order_of_the_entity(String option, String names) {
    var selection = Selection.of(Optional.of(option));

    assertThat(selection.properties().stream().map(AuditProperty::wireName))
        .containsExactly(names.split(","));
    assertThat(selection.inContext()).isEqualTo("(" + names + ")");
  }

  @Test
  void lists_all_names_in_the_context_when_all_are_named() {
    String all =
        String.join(
            ",", Arrays.stream(AuditProperty.values()).map(AuditProperty::wireName).toList());

    assertThat(Selection.of(Optional.of(all)).inContext()).isEqualTo("(" + all + ")");
  }

  @ParameterizedTest
  @CsvSource({
    "ID, 'ID'",
    "Action, 'Action'",
    "'id,nope', 'nope'",
    "'*,nope', 'nope'",
    "id/x, 'id/x'",
    "id action, 'id action'",
    "$it, '$it'",
    "microsoft.graph.remoteActionAudit/id, 'microsoft.graph.remoteActionAudit/id'",
  })
  void refuses_what_does_not_exist(String option, String name) {
    assertThat(refusal(option))
        .hasMessageStartingWith("There is no property '" + name + "' to select; there are: id, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "id,", ",id", "id,,action"})
  void refuses_an_empty_name(String option) {
    assertThat(refusal(option)).hasMessageStartingWith("A property's name is missing.");
  }

  private static Problem refusal(String option) {
    var problem = catchThrowableOfType(Problem.class, () -> Selection.of(Optional.of(option)));

    assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(problem.target()).isEqualTo("$select");
    return problem;
  }
}
