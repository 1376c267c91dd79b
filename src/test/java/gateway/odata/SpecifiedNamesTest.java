package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operator, function and query option that OData 4.01 names is either answered or refused by
 * its name, with a reason.
 */
class SpecifiedNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 eq 1",
        "1 ne 1",
        "1 gt 1",
        "1 ge 1",
        "1 lt 1",
        "1 le 1",
        "true and true",
        "true or true",
        "not true",
        "1 in (1)",
        "1 add 1 eq 2",
        "1 sub 1 eq 0",
        "-sequence eq 1",
        "1 mul 1 eq 1",
        "1 div 1 eq 1",
        "1 divby 1 eq 1",
        "1 mod 1 eq 0",
        "(true)",
        "concat('a','b') eq 'ab'",
        "contains('ab','a')",
        "endswith('ab','b')",
        "indexof('ab','b') eq 1",
        "length('ab') eq 2",
        "startswith('ab','a')",
        "substring('ab',1) eq 'b'",
        "tolower('A') eq 'a'",
        "toupper('a') eq 'A'",
        "trim(' a ') eq 'a'",
        "year(now()) eq 1",
        "month(now()) eq 1",
        "day(now()) eq 1",
        "hour(now()) eq 1",
        "minute(now()) eq 1",
        "second(now()) eq 1",
        "fractionalseconds(now()) eq 0",
        "date(now()) eq 2017-01-01",
        "time(now()) eq 12:00",
        "totaloffsetminutes(now()) eq 0",
        "now() gt mindatetime()",
        "now() lt maxdatetime()"
      })
  void answers_in_any_case(String filter) throws QueryFault {
    assertThat(SampleAudits.filter(filter).sql(1).text()).isNotEmpty();
    assertThat(
            SampleAudits.filter(filter.toUpperCase(Locale.ROOT).replace("SEQUENCE", "sequence"))
                .sql(1)
                .text())
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          action has 'delete'                          | has
          matchesPattern(userName,'a')                 | matchesPattern
          hassubset(userName,userName)                 | hassubset
          hassubsequence(userName,userName)            | hassubsequence
          totalseconds(duration'PT1H') eq 1            | totalseconds
          ceiling(1.5) eq 2                            | ceiling
          floor(1.5) eq 1                              | floor
          round(1.5) eq 2                              | round
          cast(userName,Edm.Int64) eq 1                | cast
          cast(Edm.Int64) eq 1                         | cast
          isof(userName,Edm.String)                    | isof
          isof(Edm.String)                             | isof
          geo.distance(userName,userName) eq 1         | geo.distance
          geo.intersects(userName,userName)            | geo.intersects
          geo.length(userName) eq 1                    | geo.length
          case(true:1) eq 1                            | case
          userName/any(u:u eq 'a')                     | any
          userName/all(u:u eq 'a')                     | all
          userName/any()                               | any
          $it eq 'a'                                   | $it
          $this eq 'a'                                 | $this
          $root/deviceManagement/id eq 'a'             | $root
          userName/$count eq 1                         | $count
          replace(userName,'a','b') eq 'b'             | replace
          """)
  void refuses_with_a_reason(String filter, String name) {
    assertThatThrownBy(() -> SampleAudits.filter(filter))
        .isInstanceOfSatisfying(
            QueryFault.class, fault -> assertThat(fault.target()).isEqualTo("$filter"))
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity",
        "filter(true)",
        "orderby(id desc)",
        "skip(1)",
        "top(1)",
        "groupby((id))",
        "groupby((id),aggregate($count as a))",
        "aggregate($count as a)",
        "aggregate(id with countdistinct as a)",
        "aggregate(id with min as a)",
        "aggregate(id with max as a)"
      })
  void answers_a_transformation_in_any_case(String apply) throws QueryFault {
    String other = apply.toUpperCase(Locale.ROOT).replace("ID", "id").replace("$COUNT", "$count");

    for (String spelling : Set.of(apply, other.replace("idENTITY", "IDENTITY"))) {
      var read = SampleAudits.apply(spelling);
      assertThat(read.rows("id", "from audits", read.result(), 1, 1).text()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "addnested",
        "ancestors",
        "bottomcount",
        "bottompercent",
        "bottomsum",
        "compute",
        "concat",
        "descendants",
        "expand",
        "join",
        "nest",
        "outerjoin",
        "search",
        "topcount",
        "toppercent",
        "topsum",
        "traverse"
      })
  void refuses_a_transformation_by_its_name(String transformation) {
    assertThatThrownBy(() -> SampleAudits.apply(transformation + "(id)"))
        .isInstanceOfSatisfying(
            QueryFault.class, fault -> assertThat(fault.target()).isEqualTo("$apply"))
        .hasMessageContaining("'" + transformation + "' is not supported; there are: aggregate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum", "average", "rollup", "rolluprecursive", "from"})
  void refuses_a_word_of_aggregation_by_its_name(String word) {
    String apply =
        switch (word) {
          case "from" -> "aggregate($count from id with max as a)";
          case "rollup", "rolluprecursive" -> "groupby((" + word + "(id,userName)))";
          default -> "aggregate(sequence with " + word + " as a)";
        };

    assertThatThrownBy(() -> SampleAudits.apply(apply))
        .hasMessageContaining("'" + word + "' is not supported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apply",
        "compute",
        "count",
        "deltatoken",
        "expand",
        "filter",
        "format",
        "id",
        "index",
        "levels",
        "orderby",
        "schemaversion",
        "search",
        "select",
        "skip",
        "skiptoken",
        "top"
      })
  void refuses_an_option_that_an_address_does_not_take(String option) {
    for (String spelling :
        Set.of(
            option,
            "$" + option,
            option.toUpperCase(Locale.ROOT),
            "$" + option.toUpperCase(Locale.ROOT))) {
      assertThatThrownBy(() -> assertThat(QueryOptions.parse(spelling + "=x", Set.of())).isNull())
          .isInstanceOfSatisfying(
              QueryOptions.Unreadable.class,
              fault -> assertThat(fault.target()).isEqualTo("$" + option))
          .hasMessageContaining(spelling);
    }
  }
}
