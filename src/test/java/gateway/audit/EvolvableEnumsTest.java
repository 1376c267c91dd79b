package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.audit.EvolvableEnums.Mode;
import gateway.graph.Preferences;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvolvableEnumsTest {

  private static final String PREFERENCE = "include-unknown-enum-members";

  private record Chosen(Mode evolvableEnums) implements AuditSettings {
    @Override
    public boolean requireIfMatch() {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EXPOSE, '', 42, restoreManagedHomeScreen",
    "EXPOSE, include-unknown-enum-members, 42, restoreManagedHomeScreen",
    "MASK, include-unknown-enum-members, 42, restoreManagedHomeScreen",
    "MASK, '', 42, unknownFutureValue",
    "MASK, '', 34, unknownFutureValue",
    "MASK, '', 33, unknownFutureValue",
    "MASK, '', 32, rotateLocalAdminPassword",
    "MASK, return=minimal, 34, unknownFutureValue",
    "EXPOSE, '', 34, launchRemoteHelp",
  })
  void shows_a_member_as_mode_and_preference_say(
      Mode mode, String prefer, int number, String shown) {
    assertThat(enums(mode, prefer).shown(Enumeration.REMOTE_ACTION, number)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "EXPOSE, '', true",
    "EXPOSE, include-unknown-enum-members, true",
    "MASK, include-unknown-enum-members, true",
    "MASK, '', false",
  })
  void admits_later_members_as_mode_and_preference_say(Mode mode, String prefer, boolean admitted) {
    var enums = enums(mode, prefer);
    var action = Enumeration.REMOTE_ACTION;

    for (int number = 34; number <= 42; number++) {
      assertThat(enums.admits(action, action.named(action.name(number)))).isEqualTo(admitted);
    }
    assertThat(enums.admits(action, action.named("rotateLocalAdminPassword"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "EXPOSE, ''",
    "EXPOSE, include-unknown-enum-members",
    "MASK, ''",
    "MASK, include-unknown-enum-members"
  })
  void leaves_closed_enums_alone(Mode mode, String prefer) {
    var state = Enumeration.ACTION_STATE;
    for (var member : state.members()) {
      assertThat(enums(mode, prefer).shown(state, member.number())).isEqualTo(member.name());
      assertThat(enums(mode, prefer).admits(state, member)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"EXPOSE, ''", "MASK, include-unknown-enum-members"})
  void says_that_it_applied_the_preference_only_where_it_masks(Mode mode, String applied) {
    var preferences = Preferences.parse(PREFERENCE);

    assertThat(
            preferences.appliedToChange(EvolvableEnums.of(new Chosen(mode), preferences).masking()))
        .isEqualTo(applied);
  }

  private static EvolvableEnums enums(Mode mode, String prefer) {
    return EvolvableEnums.of(new Chosen(mode), Preferences.parse(prefer));
  }
}
