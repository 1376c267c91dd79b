package gateway.odata;

import java.util.List;
import java.util.Optional;

/** The tokens of one text, read from left to right, one ahead. */
final class Tokens {

  private final String option;
  private final List<Token> tokens;
  private int at;

  /** Takes what {@link Lexer#tokens} gives: the last token is the end. */
  Tokens(String option, List<Token> tokens) {
    this.option = option;
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Place place() {
    return new Place(option, peek().offset());
  }

  /** Gives the next token and moves on; the end stays where it is. */
  Token next() {
    var token = peek();
    if (!(token instanceof Token.End)) {
      at++;
    }
    return token;
  }

  /** Passes over the next token, which is not the end. */
  void skip() {
    at++;
  }

  boolean take(char sign) {
    boolean found = peek().is(sign);
    if (found) {
      at++;
    }
    return found;
  }

  boolean takeWord(String word) {
    boolean found = peek().isWord(word);
    if (found) {
      at++;
    }
    return found;
  }

  void skipWord(String word) {
    if (peek().isWord(word)) {
      at++;
    }
  }

  void require(char sign) throws QueryFault {
    if (!take(sign)) {
      throw place()
          .fault(
              "Expected '%c'%s, found %s.%s"
                  .formatted(sign, sign == ')' ? " or an operator" : "", peek().shown(), hint()));
    }
  }

  void requireEnd() throws QueryFault {
    if (!(peek() instanceof Token.End)) {
      throw place()
          .fault("Expected an operator or the end, found %s.%s".formatted(peek().shown(), hint()));
    }
  }

  String word() throws QueryFault {
    var place = place();
    if (next() instanceof Token.Word(String text, int _)) {
      return text;
    }
    throw place.fault("A name must follow '/'.");
  }

  Optional<Operator> operator() {
    return peek() instanceof Token.Word(String text, int _)
        ? Operator.named(text)
        : Optional.empty();
  }

  /**
   * A plus that an address's decoding has turned into a space is the likeliest cause of two bare
   * literals in a row.
   */
  private String hint() {
    return peek() instanceof Token.Bare && at > 0 && tokens.get(at - 1) instanceof Token.Bare
        ? " A '+' in an address must be written %2B."
        : "";
  }
}
