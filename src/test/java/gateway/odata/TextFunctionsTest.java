package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The database's tables of letters are Java's. */
class TextFunctionsTest {

  /**
   * Every code point whose case can change, and its neighbours, with a letter between them so that
   * words do not run together.
   */
  private static final String CHANGING =
      IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
          .filter(c -> changes(c) || changes(c - 1) || changes(c + 1))
          .filter(c -> c < 0xD800 || c > 0xDFFF)
          .collect(
              StringBuilder::new,
              (text, c) -> text.appendCodePoint(c).append(' '),
              StringBuilder::append)
          .toString();

  private static boolean changes(int c) {
    return c >= 0
        && c <= Character.MAX_CODE_POINT
        && (Character.toLowerCase(c) != c || Character.toUpperCase(c) != c);
  }

  @Test
  void map_the_case_of_every_letter_as_java_does() throws SQLException {
    assertThat(one("simple_lower", CHANGING)).isEqualTo(CaseMapping.lower(CHANGING));
    assertThat(one("simple_upper", CHANGING)).isEqualTo(CaseMapping.upper(CHANGING));
  }

  @Test
  void split_words_where_java_sees_no_letter_or_digit() throws SQLException {
    for (int block :
        new int[] {0x1, 0x800, 0x1000, 0x1800, 0x2000, 0xFF00, 0x10400, 0x1D400, 0x1E900}) {
      String text =
          IntStream.range(block, block + 0x700)
              .filter(c -> c < 0xD800 || c > 0xDFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();

      assertThat(one("simple_words", text)).isEqualTo(words(text));
    }
  }

  private static String words(String text) {
    var result = new StringBuilder(" ");
    text.codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c)) {
            result.appendCodePoint(CaseMapping.folded(c));
          } else if (result.length() == 1
              || result.charAt(result.length() - 1) != ' '
              || result.isEmpty()) {
            result.append(' ');
          }
        });
    return result.append(' ').toString();
  }

  private static String one(String function, String text) throws SQLException {
    return Postgres.rows("select %s($1::text)".formatted(function), List.of(text))
        .getFirst()
        .getFirst();
  }
}
