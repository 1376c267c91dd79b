package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodingTest {

  @ParameterizedTest
  @CsvSource({
    "plain-text_1.~, plain-text_1.~",
    "%41, A",
    "a%2Fb, a/b",
    "a%2fb, a/b",
    "%27, ''''",
    "%25, %",
    "%2541, %41",
    "%C3%A9, é",
    "%F0%9F%98%80, 😀",
    "%2B, +",
  })
  void decodes_once(String raw, String decoded) {
    assertThat(PercentCoding.decodeSegment(raw)).contains(decoded);
    assertThat(PercentCoding.decodeQuery(raw)).contains(decoded);
  }

  @Test
  void takes_a_plus_for_a_space_in_a_query_only() {
    assertThat(PercentCoding.decodeQuery("a+b%20c")).contains("a b c");
    assertThat(PercentCoding.decodeSegment("a+b%20c")).contains("a+b c");
  }

  @Test
  void decodes_the_octets_of_utf_8_that_came_unescaped() {
    assertThat(PercentCoding.decodeSegment("\u00C3\u00A9\u00C3%A9")).contains("éé");
  }

  @Test
  void decodes_an_empty_text() {
    assertThat(PercentCoding.decodeSegment("")).contains("");
    assertThat(PercentCoding.decodeQuery("")).contains("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%4",
        "a%",
        "a%4",
        "%4g",
        "%g4",
        "%%41",
        "% 41",
        "%-1",
        "%+1",
        "%0x41",
        "%u0041",
        "%\uFF14\uFF11",
        "ok%41%",
        "%41%4",
      })
  void refuses_a_broken_escape(String raw) {
    assertThat(PercentCoding.decodeSegment(raw)).isEmpty();
    assertThat(PercentCoding.decodeQuery(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%FF",
        "%C3",
        "%A9",
        "%C3%28",
        "%E2%82",
        "%C0%AF", // "/" in two octets
        "%C0%80", // U+0000 in two octets
        "%E0%80%AF",
        "%ED%A0%80", // a high surrogate
        "%ED%A0%BD%ED%B8%80", // a pair of surrogates
        "%F4%90%80%80", // beyond U+10FFFF
        "%FE",
        "\u00E9",
      })
  void refuses_what_is_not_utf_8(String raw) {
    assertThat(PercentCoding.decodeSegment(raw)).isEmpty();
    assertThat(PercentCoding.decodeQuery(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0100", "a\u20AC", "\uD83D\uDE00", "\uD83D", "%41\u0100"})
  void refuses_what_is_no_octet(String raw) {
    assertThat(PercentCoding.decodeSegment(raw)).isEmpty();
  }

  @Property
  void decodes_whatever_was_escaped_octet_by_octet(@ForAll("texts") String text) {
    var escaped = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      escaped.append("%%%02x".formatted(octet));
    }

    assertThat(PercentCoding.decodeSegment(escaped.toString())).contains(text);
    assertThat(PercentCoding.decodeQuery(escaped.toString())).contains(text);
  }

  @Property
  void decodes_what_a_form_encoder_wrote(@ForAll("texts") String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);

    assertThat(PercentCoding.decodeQuery(encoded)).contains(text);
    assertThat(PercentCoding.decodeSegment(encoded.replace("+", "%20"))).contains(text);
  }

  @Provide
  static Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(0, 0x7F)),
            Tuple.of(1, Arbitraries.integers().between(0, Character.MAX_CODE_POINT)))
        .filter(point -> point < 0xD800 || point > 0xDFFF)
        .list()
        .ofMaxSize(40)
        .map(points -> {
          var text = new StringBuilder();
          points.forEach(text::appendCodePoint);
          return text.toString();
        });
  }
}
