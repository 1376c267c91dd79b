package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of Microsoft Graph's guideline on evolvable enumerations; rows c and d have members
 * above the sentinel.
 */
class MaskedMembersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          action eq unknownFutureValue                      | c d     | ""
          action eq '33'                                    | c d     | ""
          unknownFutureValue eq action                      | c d     | ""
          action ne unknownFutureValue                      | a b e   | a b c d e
          action gt unknownFutureValue                      | c d     | c d
          action ge unknownFutureValue                      | c d     | c d
          action lt unknownFutureValue                      | a b e   | a b e
          action le unknownFutureValue                      | a b c d e | a b e
          action gt remoteLock                              | c d     | c d
          action in (factoryReset,unknownFutureValue)       | a c d   | a
          not (action in (factoryReset,unknownFutureValue)) | b e     | b c d e
          action eq factoryReset                            | a       | a
          """)
  void makes_the_sentinel_stand_for_what_is_masked(String filter, String masked, String ordinary)
      throws SQLException, QueryFault {
    SampleAudits.replaceAll(FilterCases.ROWS);

    assertThat(ids(filter, SampleAudits.MASKED)).isEqualTo(masked);
    assertThat(ids(filter, SampleAudits.ORDINARY)).isEqualTo(ordinary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action eq 'delete'",
        "action gt delete",
        "action eq '40'",
        "action in ('delete')",
        "action eq microsoft.graph.remoteAction'delete'"
      })
  void refuses_a_masked_member(String filter) {
    assertThatThrownBy(() -> ids(filter, SampleAudits.MASKED))
        .isInstanceOf(QueryFault.class)
        .hasMessageContaining(
            "came after unknownFutureValue; only a client that prefers include-unknown-enum-members"
                + " can ask for it");
  }

  private static String ids(String filter, QuerySettings settings) throws SQLException, QueryFault {
    return String.join(
        " ",
        Postgres.ids(Filter.parse(filter, Map.of(), SampleAudits.PROPERTIES, settings).sql(1)));
  }
}
