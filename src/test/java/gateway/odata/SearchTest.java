package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {

  private static final Map<String, String> DEVICES =
      Map.of(
          "a", "adele@contoso.com",
          "b", "Adele Vance's laptop",
          "c", "vance-adele",
          "d", "ΣΊΣΥΦΟΣ 42",
          "e", "größe_5%",
          "f", "straßenlaptop");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          adele                     | a b c
          ADELE                     | a b c
          adel                      |
          laptop                    | b
          adele vance               | b c
          adele AND vance           | b c
          "adele vance"             | b
          "Adele, vance!"           | b
          "adele* vance"            | b
          "vance adele"             | c
          vance-adele               | c
          adele@contoso.com         | a
          "contoso other"           |
          contoso other             | a
          adele NOT vance           | a
          NOT adele                 | d e f g
          contoso OR laptop         | a b
          contoso OR laptop vance   | a b
          (contoso OR laptop) vance | b
          NOT (adele OR 42)         | e f g
          σίσυφος                   | d
          42                        | d
          GRÖßE                     | e
          größe 5                   | e
          "größe 5"                 | e
          and                       |
          "NOT"                     |
          s                         | b
          """)
  void finds_whole_words(String search, @Nullable String expected) throws SQLException, QueryFault {
    prepare();
    var found = Postgres.ids(Search.parse(search).sql(SampleAudits.TEXTS, 1));

    assertThat(String.join(" ", found)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``       | A word or a phrase in double quotes is expected here
          AND      | expected here
          a AND    | expected here. ($search, position 6)
          a OR     | expected here
          OR a     | expected here
          NOT      | expected here
          (a       | is never closed. ($search, position 1)
          a)       | This ')' closes nothing. ($search, position 2)
          ()       | expected here
          "a       | has no closing double quote
          "a"b     | Put a space after the phrase. ($search, position 4)
          "AND"AND | Put a space after the phrase
          "\\x"    | JSON has no such escape
          "***"    | '***' has neither letters nor digits
          ***      | there are no wildcards
          lap*     | 'lap*': a term is a whole word, and there are no wildcards
          a l?p    | there are no wildcards
          ""       | expected here
          """)
  void refuses(String search, String message) {
    assertThatThrownBy(() -> assertThat(Search.parse(search)).isNull())
        .isInstanceOfSatisfying(
            QueryFault.class, fault -> assertThat(fault.target()).isEqualTo("$search"))
        .hasMessageContaining(message);
  }

  private static void prepare() throws SQLException {
    var template = FilterCases.ROWS.getFirst();
    var rows = new ArrayList<SampleAudits.Row>();
    DEVICES.forEach((id, device) -> rows.add(row(template, id, device, "other")));
    rows.add(row(template, "g", null, null));
    SampleAudits.replaceAll(rows);
  }

  private static SampleAudits.Row row(
      SampleAudits.Row template, String id, @Nullable String device, @Nullable String user) {
    return new SampleAudits.Row(
        id,
        device,
        user,
        1,
        1,
        template.requestDateTime(),
        template.changedDateTime(),
        null,
        null,
        null);
  }
}
