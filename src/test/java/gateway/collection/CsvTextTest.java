package gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"plain", " spaces ", "=1+1", "@x", "-3", "ä😀", "a;b", "a\tb", "'"})
  void writes_a_value_as_it_is(String value) {
    assertThat(line(value)).isEqualTo(value + "\r\n");
  }

  @Test
  void quotes_what_would_be_read_as_something_else() {
    assertThat(line("a,b", "a\"b", "a\nb", "a\rb", "\""))
        .isEqualTo("\"a,b\",\"a\"\"b\",\"a\nb\",\"a\rb\",\"\"\"\"\r\n");
  }

  @Test
  void tells_null_from_the_empty_string() {
    assertThat(line(null, "", null)).isEqualTo(",\"\",\r\n");
    assertThat(line((String) null)).isEqualTo("\r\n");
    assertThat(line("")).isEqualTo("\"\"\r\n");
  }

  @Property
  void reads_back_what_was_written(@ForAll("lines") List<List<String>> lines) {
    var text = new StringBuilder();
    lines.forEach(line -> CsvText.line(text, line));

    assertThat(read(text.toString())).isEqualTo(lines);
  }

  @Provide
  Arbitrary<List<List<String>>> lines() {
    var value = Arbitraries.strings().withChars(",\"\r\n ax=é😀".toCharArray()).ofMaxLength(5);
    return value.injectNull(0.2).list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(4);
  }

  private static String line(@Nullable String... values) {
    var text = new StringBuilder();
    CsvText.line(text, Arrays.asList(values));
    return text.toString();
  }

  /** The lines of a text by the grammar of RFC 4180; a field of nothing is null. */
  static List<List<String>> read(String text) {
    var lines = new ArrayList<List<String>>();
    int at = 0;
    var line = new ArrayList<String>();
    while (at < text.length()) {
      String value = null;
      if (text.charAt(at) == '"') {
        var quoted = new StringBuilder();
        for (at++; text.charAt(at) != '"' || text.startsWith("\"\"", at); at++) {
          at += text.charAt(at) == '"' ? 1 : 0;
          quoted.append(text.charAt(at));
        }
        at++;
        value = quoted.toString();
      } else {
        int start = at;
        while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
          at++;
        }
        value = start == at ? null : text.substring(start, at);
      }
      line.add(value);
      if (text.charAt(at) == ',') {
        at++;
      } else {
        assertThat(text.substring(at)).startsWith("\r\n");
        at += 2;
        lines.add(line);
        line = new ArrayList<>();
      }
    }
    return lines;
  }
}
