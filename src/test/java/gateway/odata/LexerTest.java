package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LexerTest {

  @Test
  void gives_each_token_with_its_offset() throws QueryFault {
    assertThat(Lexer.tokens("$filter", "userName eq\t'O''Brien'"))
        .containsExactly(
            new Token.Word("userName", 0),
            new Token.Word("eq", 9),
            new Token.Quoted("O'Brien", 12),
            new Token.End(22));
  }

  @Test
  void tells_bare_literals_from_names_and_negation() throws QueryFault {
    assertThat(
            tokens(
                "-5 -x 2017-01-01T00:00:00.5-08:00 abcdef01-0000-0000-0000-000000000000 abcdef01"))
        .containsExactly(
            new Token.Bare("-5", 0),
            new Token.Symbol('-', 3),
            new Token.Word("x", 4),
            new Token.Bare("2017-01-01T00:00:00.5-08:00", 6),
            new Token.Bare("abcdef01-0000-0000-0000-000000000000", 34),
            new Token.Word("abcdef01", 71));
  }

  @Test
  void keeps_a_qualified_name_together_with_its_quoted_text() throws QueryFault {
    assertThat(tokens("microsoft.graph.remoteAction'delete' duration'PT1H'"))
        .containsExactly(
            new Token.Prefixed("microsoft.graph.remoteAction", "delete", 0),
            new Token.Prefixed("duration", "PT1H", 37));
  }

  @Test
  void undoes_the_escapes_of_a_json_text() throws QueryFault {
    assertThat(tokens("[\"a\\\"\\u00e9\\ud83d\\ude00\"]"))
        .containsExactly(
            new Token.Symbol('[', 0), new Token.Quoted("a\"é😀", 1), new Token.Symbol(']', 24));
  }

  @Test
  void reads_a_word_that_begins_outside_the_basic_plane() throws QueryFault {
    assertThat(tokens("𐐀 eq 1"))
        .containsExactly(new Token.Word("𐐀", 0), new Token.Word("eq", 3), new Token.Bare("1", 6));
  }

  @Test
  void reads_an_alias_and_a_path() throws QueryFault {
    assertThat(tokens("@p1 a/b"))
        .containsExactly(
            new Token.Alias("@p1", 0),
            new Token.Word("a", 4),
            new Token.Symbol('/', 5),
            new Token.Word("b", 6));
  }

  private static List<Token> tokens(String text) throws QueryFault {
    var tokens = Lexer.tokens("$filter", text);
    return tokens.subList(0, tokens.size() - 1);
  }
}
