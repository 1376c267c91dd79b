package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.graph.PathSegments.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathSegmentsTest {

  @ParameterizedTest
  @CsvSource({
    "/, ''",
    "/beta, beta",
    "/beta/, beta|",
    "//beta, |beta",
    "/a/b/c, a|b|c",
    "/a/./b, a|.|b",
    "/a/../b, a|..|b",
    "/a%2Fb/c, a/b|c",
    "/a;v=1/b, a;v=1|b",
    "/%62eta, beta",
    "/%2541, %41",
    "/a+b, a+b",
    "/$count, $count",
    "/%24count, $count",
    "/%C3%A9, é",
    "/a), a)",
    "/%00, '\u0000'",
  })
  void splits_first_and_decodes_each_segment_once(String path, String segments) {
    assertThat(PathSegments.parse(path).orElseThrow())
        .extracting(Segment::text)
        .containsExactly(segments.split("\\|", -1));
    assertThat(PathSegments.parse(path).orElseThrow()).noneMatch(Segment::key);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/audits('a-1'), a-1",
        "/audits(id='a-1'), a-1",
        "/audits(%27a-1%27), a-1",
        "/audits%28%27a-1%27%29, a-1",
        "/audits('it''s'), it's",
        "/audits('it%27%27s'), it's",
        "/audits(''''), '",
        "/audits(''), \"\"",
        "/audits('a%2Fb'), a/b",
        "/audits('(a)'), (a)",
        "/audits('id=x'), id=x",
        "/audits('a%2541'), a%41",
      })
  void reads_a_key_in_parentheses(String path, String key) {
    assertThat(PathSegments.parse(path))
        .contains(List.of(new Segment("audits", false), new Segment(key, true)));
  }

  @Test
  void goes_on_behind_a_key() {
    assertThat(PathSegments.parse("/beta/audits('a')/history"))
        .contains(
            List.of(
                new Segment("beta", false),
                new Segment("audits", false),
                new Segment("a", true),
                new Segment("history", false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/audits(",
        "/audits)(",
        "/audits(a)",
        "/audits(1)",
        "/audits(\"a\")",
        "/audits('a)",
        "/audits(a')",
        "/audits('a'",
        "/audits('a')x",
        "/audits('a')('b')",
        "/audits(''a')",
        "/audits('a'b')",
        "/audits(')",
        "/audits(''')",
        "/audits(id=)",
        "/audits(id=a)",
        "/audits(ID='a')",
        "/audits(key='a')",
        "/audits('a','b')",
        "/audits(id='a',x='b')",
        "/audits( 'a')",
        "/audits('a/b')",
      })
  void finds_no_address_where_a_parenthesis_is_no_key(String path) {
    assertThat(PathSegments.parse(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%", "/a%2", "/%zz/b", "/%FF", "/%C0%AF", "/%ED%A0%80", "/audits('%')"})
  void finds_no_address_where_the_encoding_is_broken(String path) {
    assertThat(PathSegments.parse(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "beta", "http://host/beta"})
  void finds_no_address_in_what_is_no_absolute_path(String path) {
    assertThat(PathSegments.parse(path)).isEmpty();
  }
}
