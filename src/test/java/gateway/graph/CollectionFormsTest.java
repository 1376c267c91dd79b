package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionFormsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | JSON | MINIMAL",
        "*/* | JSON | MINIMAL",
        "application/json | JSON | MINIMAL",
        "application/* | JSON | MINIMAL",
        "application/json;odata.metadata=full | JSON | FULL",
        "application/json, text/plain, */* | JSON | MINIMAL",
        "text/html, */*;q=0.8 | JSON | MINIMAL",
        "text/csv, application/json | JSON | MINIMAL",
        "text/csv;q=0.5, application/json;q=0.4 | CSV | NONE",
        "text/csv | CSV | NONE",
        "TEXT/CSV | CSV | NONE",
        "text/* | CSV | NONE",
        "text/csv;charset=utf-8;header=present | CSV | NONE",
        "text/csv, */* | CSV | NONE",
        "text/csv, application/json;q=0.9 | CSV | NONE",
        "application/json;q=0, */* | CSV | NONE",
        "application/x-ndjson | NDJSON | MINIMAL",
        "application/x-ndjson;odata.metadata=none | NDJSON | NONE",
        "application/x-ndjson;odata.metadata=full | NDJSON | FULL",
        "application/x-ndjson, */*;q=0.1 | NDJSON | MINIMAL",
        "application/x-ndjson;q=0.9, text/csv;q=0.8 | NDJSON | MINIMAL",
        "application/json;q=0, application/* | NDJSON | MINIMAL",
      })
  void answers_in_the_form_that_is_liked_best(String accept, Form.Kind kind, MetadataLevel level) {
    var form = Negotiation.accepted(Offers.COLLECTION, accept);

    assertThat(form.kind()).isEqualTo(kind);
    assertThat(form.level()).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/xml",
        "text/csv;q=0",
        "text/csv;header=absent",
        "application/x-ndjson;odata.metadata=bogus",
        "application/ndjson",
        "application/x-ndjson;x=1",
        "application/json;IEEE754Compatible=true",
        "text/csv;charset=iso-8859-1",
        "application/json;q=0, text/csv;q=0, application/x-ndjson;q=0, */*",
        "rubbish",
      })
  void refuses_what_it_cannot_give(String accept) {
    var problem =
        catchThrowableOfType(Problem.class, () -> Negotiation.accepted(Offers.COLLECTION, accept));

    assertThat(problem.code()).isEqualTo(ErrorCode.NOT_ACCEPTABLE);
    assertThat(problem).hasMessageContaining("application/x-ndjson").hasMessageContaining("csv");
  }

  @ParameterizedTest
  @CsvSource({
    "json, JSON, MINIMAL",
    "JSON;odata.metadata=none, JSON, NONE",
    "application/json;metadata=full, JSON, FULL",
    "csv, CSV, NONE",
    "CSV, CSV, NONE",
    "text/csv, CSV, NONE",
    "text/csv;charset=utf-8, CSV, NONE",
    "ndjson, NDJSON, MINIMAL",
    "ndjson;odata.metadata=full, NDJSON, FULL",
    "application/x-ndjson, NDJSON, MINIMAL",
  })
  void reads_format(String option, Form.Kind kind, MetadataLevel level) {
    var form = formatted(option);

    assertThat(form.kind()).isEqualTo(kind);
    assertThat(form.level()).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "xml",
        "text/html",
        "csv;header=absent",
        "csv;x=1",
        "json;IEEE754Compatible=true",
        "json;odata.metadata=full;x=1",
        "ndjson;charset=utf-16",
        "ndjson;odata.metadata=x",
        "*/*",
        ";"
      })
  void refuses_a_format_that_it_does_not_have(String option) {
    var problem = catchThrowableOfType(Problem.class, () -> formatted(option));

    assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(problem.target()).isEqualTo("$format");
    assertThat(problem).hasMessageContaining("json, csv or ndjson");
  }

  @Test
  void writes_the_content_type_of_each() {
    assertThat(formatted("csv").contentType()).isEqualTo("text/csv;charset=utf-8;header=present");
    assertThat(formatted("ndjson;odata.metadata=none").contentType())
        .isEqualTo("application/x-ndjson;odata.metadata=none;charset=utf-8");
    assertThat(formatted("json").contentType()).isEqualTo(MetadataLevel.MINIMAL.contentType());
  }

  private static Form formatted(String option) {
    return Negotiation.formatted(Offers.COLLECTION, option);
  }
}
