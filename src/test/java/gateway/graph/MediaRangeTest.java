package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaRangeTest {

  @Test
  void reads_type_parameters_and_quality() {
    assertThat(MediaRange.parse(" Application/JSON ; OData.Metadata=Full;x=\"a;\\\"b\" ; q=0.5"))
        .contains(
            new MediaRange(
                "application/json", Map.of("odata.metadata", "Full", "x", "a;\"b"), 0.5));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1., 1",
    "1.000, 1",
    "0, 0",
    "0., 0",
    "0.001, 0.001",
    "0.5, 0.5",
    ".2, 0.2", // Java's HttpURLConnection before 21
    "1.001, 0",
    "2, 0",
    "-1, 0",
    "0.1234, 0",
    "NaN, 0",
    "1e0, 0",
    ".,  0",
    "'', 0",
  })
  void takes_a_quality_that_is_none_for_zero(String q, double quality) {
    assertThat(MediaRange.parse("text/plain;q=" + q))
        .contains(new MediaRange("text/plain", Map.of(), quality));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "json", "*", "application/", "/json", "a/b/c", "a b/c", "a/b c"})
  void finds_no_media_type_in(String text) {
    assertThat(MediaRange.parse(text)).isEmpty();
  }

  @Test
  void accepts_everything_when_nothing_is_asked_for() {
    assertThat(MediaRange.parseAccept("")).containsExactly(new MediaRange("*/*", Map.of(), 1));
  }

  @Test
  void leaves_out_of_an_accept_header_what_is_no_range() {
    assertThat(MediaRange.parseAccept("text/html, *; q=.2, */*; q=.2"))
        .extracting(MediaRange::type)
        .containsExactly("text/html", "*/*");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, true",
    "application/*, true",
    "*/*, true",
    "application/xml, false",
    "text/*, false",
    "app/*, false",
    "application/json-seq, false",
    "*/json, false",
  })
  void covers_a_type_by_name_by_family_or_all(String range, boolean covers) {
    assertThat(MediaRange.parse(range).orElseThrow().covers("application/json")).isEqualTo(covers);
  }

  @Test
  void splits_outside_quotes_only() {
    assertThat(MediaRange.split("a,\"b,c\",\"d\\\",e\",", ','))
        .containsExactly("a", "\"b,c\"", "\"d\\\",e\"", "");
  }
}
