package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.graph.Preferences.Return;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | UNSTATED",
        "return=minimal | MINIMAL",
        "return=representation | REPRESENTATION",
        "Return = Minimal | MINIMAL",
        "return=\"minimal\" | MINIMAL",
        "return=minimal;x=y | MINIMAL",
        "respond-async, return=minimal | MINIMAL",
        "return=representation, return=minimal | REPRESENTATION",
        "return=minimal, return=representation | MINIMAL",
        "return | UNSTATED",
        "return=less | UNSTATED",
        "returns=minimal | UNSTATED",
        "x=\"return=minimal, return=minimal\" | UNSTATED",
      })
  void reads_what_a_change_is_answered_with(String header, Return returned) {
    var preferences = Preferences.parse(header);

    assertThat(preferences.returned()).isEqualTo(returned);
    assertThat(preferences.minimal()).isEqualTo(returned == Return.MINIMAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "odata.maxpagesize=7 | 7",
        "maxpagesize=7 | 7",
        "OData.MaxPageSize=7 | 7",
        "odata.maxpagesize=\"7\" | 7",
        "odata.maxpagesize = 7 ; x | 7",
        "odata.maxpagesize=007 | 7",
        "odata.maxpagesize=00000000000000000000007 | 7",
        "odata.maxpagesize=5, maxpagesize=6 | 5",
        "return=minimal, maxpagesize=5 | 5",
        "maxpagesize=999999999 | 999999999",
        "maxpagesize=2147483648 | 2147483647",
        "maxpagesize=99999999999999999999999999 | 2147483647",
      })
  void reads_a_page_size(String header, int size) {
    assertThat(Preferences.parse(header).maxPageSize()).hasValue(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "maxpagesize",
        "maxpagesize=",
        "maxpagesize=0",
        "maxpagesize=000",
        "maxpagesize=-1",
        "maxpagesize=+1",
        "maxpagesize=1.5",
        "maxpagesize=1e3",
        "maxpagesize=ten",
        "maxpagesize=\u0667",
        "maxpagesize=0x10",
        "odata.max=5",
      })
  void ignores_what_is_no_page_size(String header) {
    assertThat(Preferences.parse(header).maxPageSize()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "include-unknown-enum-members | true",
        "Include-Unknown-Enum-Members | true",
        "return=minimal, include-unknown-enum-members; x=1 | true",
        "'' | false",
        "include-unknown-enum | false",
        "x=\"include-unknown-enum-members\" | false",
      })
  void reads_whether_unknown_enum_members_are_wanted(String header, boolean wanted) {
    assertThat(Preferences.parse(header).includesUnknownEnumMembers()).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "respond-async",
        "odata.track-changes, wait=10",
        ",",
        ";",
        "=",
        "\"",
        "a=\"b",
        ",,;=;,",
        "\\",
      })
  void ignores_what_it_does_not_know(String header) {
    assertThat(Preferences.parse(header)).isEqualTo(Preferences.parse(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | false | ''",
        "return=minimal | false | return=minimal",
        "return=representation | true | return=representation",
        "maxpagesize=5 | true | ''",
        "include-unknown-enum-members | false | ''",
        "include-unknown-enum-members | true | include-unknown-enum-members",
        "include-unknown-enum-members, return=minimal | true | return=minimal, include-unknown-enum-members",
      })
  void says_which_preferences_a_change_applied(String header, boolean masked, String applied) {
    assertThat(Preferences.parse(header).appliedToChange(masked)).isEqualTo(applied);
  }

  @Test
  void says_nothing_of_enums_when_none_is_masked() {
    var preferences = Preferences.parse("include-unknown-enum-members");

    assertThat(preferences.appliedToEnums(false)).isEmpty();
    assertThat(preferences.appliedToEnums(true)).containsExactly("include-unknown-enum-members");
  }
}
