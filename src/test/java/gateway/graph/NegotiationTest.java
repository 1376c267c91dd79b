package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/*",
        "application/json",
        "APPLICATION/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8, */*",
        "application/json;odata.streaming=true;IEEE754Compatible=false",
        "application/json;odata.metadata=minimal",
        "application/json;odata.metadata=\"minimal\"",
        "application/json;ODATA.METADATA=Minimal",
        "application/json;metadata=minimal",
        "text/html, application/json;q=0.1",
        "text/html, */*;q=0.001",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "application/json;odata.metadata=none;q=0.5, application/json",
        "application/json;odata.metadata=none;q=0, */*",
        "application/json;odata.metadata=bogus, application/json;q=0.1",
        "application/xml;q=0.9, application/json;q=0.8",
        "rubbish, application/json",
        "application/json;odata.streaming=false;ExponentialDecimals=true",
        "application/json;IEEE754Compatible=true, application/json;q=0.5",
        "application/json;odata.metadata=full;x=1, application/json;q=0.5",
        "application/json;x=1;q=0, application/json",
      })
  void answers_minimal_when(String accept) {
    assertThat(level(accept)).isEqualTo(MetadataLevel.MINIMAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json;odata.metadata=none | NONE",
        "application/json;metadata=none | NONE",
        "application/json;odata.metadata=full | FULL",
        "application/json;metadata=full | FULL",
        "application/json;odata.metadata=FULL | FULL",
        "application/json;odata.metadata=full;odata.streaming=true;charset=utf-8 | FULL",
        "application/json;odata.metadata=full, application/json;odata.metadata=none;q=0.9 | FULL",
        "application/json;odata.metadata=full;q=0.5, application/json;odata.metadata=none | NONE",
        "application/json;odata.metadata=full, application/json;q=0.9 | FULL",
        "application/json;odata.metadata=full, */*;q=0.1 | FULL",
        "application/json;odata.metadata=full, application/json | FULL",
        "application/json;odata.metadata=minimal;q=0, application/json | FULL",
        "application/json;q=0, application/json;odata.metadata=none | NONE",
      })
  void answers_the_level_that_is_liked_best(String accept, MetadataLevel level) {
    assertThat(level(accept)).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "text/*",
        "application/xml",
        "application/json;q=0",
        "application/json;q=0, */*",
        "application/json;q=0.0, application/*;q=0.5",
        "*/*;q=0",
        "application/json;odata.metadata=bogus",
        "application/json;odata.metadata=",
        "application/json;metadata=most",
        "application/json;IEEE754Compatible=true",
        "application/json;odata.metadata=full;IEEE754Compatible=true",
        "application/json;charset=iso-8859-1",
        "application/json;odata.streaming=perhaps",
        "application/json;odata=verbose",
        "application/json;x=1",
        "*/*;x=1",
        "rubbish",
        ",",
      })
  void refuses_what_it_cannot_give(String accept) {
    var problem = catchThrowableOfType(Problem.class, () -> level(accept));

    assertThat(problem.code()).isEqualTo(ErrorCode.NOT_ACCEPTABLE);
    assertThat(problem)
        .hasMessageContaining("application/json with odata.metadata none, minimal or full");
  }

  @Test
  void gives_the_same_answer_however_often_and_by_however_many_it_is_asked() {
    for (int i = 100; i < 700; i++) {
      String other = "application/json;odata.metadata=full;q=0." + i;
      assertThat(level(other)).isEqualTo(MetadataLevel.FULL);
      assertThat(level(other)).isEqualTo(MetadataLevel.FULL);
      assertThat(catchThrowableOfType(Problem.class, () -> level("text/html")).code())
          .isEqualTo(ErrorCode.NOT_ACCEPTABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*/*", "text/*", "text/plain;q=0.9", "application/json, text/plain;q=0.1"})
  void sends_plain_text_when(String accept) {
    assertThat(Negotiation.accepted(Offers.TEXT, accept).contentType())
        .isEqualTo("text/plain;charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/plain;q=0",
        "text/plain;q=0, */*",
        "text/plain;charset=utf-16",
        "text/plain;x=1",
        "text/html",
        "*/*;q=0"
      })
  void refuses_plain_text_when(String accept) {
    var problem =
        catchThrowableOfType(Problem.class, () -> Negotiation.accepted(Offers.TEXT, accept));

    assertThat(problem.code()).isEqualTo(ErrorCode.NOT_ACCEPTABLE);
    assertThat(problem).hasMessageContaining("text/plain");
  }

  @ParameterizedTest
  @CsvSource({"NONE, none", "MINIMAL, minimal", "FULL, full"})
  void writes_the_content_type_of_the_contract(MetadataLevel level, String name) {
    assertThat(level.contentType())
        .isEqualTo(
            "application/json;odata.metadata="
                + name
                + ";odata.streaming=true;IEEE754Compatible=false;charset=utf-8");
  }

  private static MetadataLevel level(String accept) {
    return Negotiation.accepted(Offers.OBJECT, accept).level();
  }
}
