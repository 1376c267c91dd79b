package gateway.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The first stage: text to tokens. Each character is looked at a bounded number of times, and
 * nothing recurses.
 */
final class Lexer {

  private static final Pattern GUID =
      Pattern.compile("\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}(?![\\w-])");
  private static final String SYMBOLS = "(),/[]{}:*-=";

  private final String option;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String option, String text) {
    this.option = option;
    this.text = text;
  }

  /**
   * Reads the decoded value of an option; the last token is always {@link Token.End}.
   *
   * @throws QueryFault for a text longer than {@link Limits#EXPRESSION_BYTES}, a quote without its
   *     end, or a character that belongs to no token
   */
  static List<Token> tokens(String option, String text) throws QueryFault {
    Limits.requireReadable(option, text);
    return new Lexer(option, text).all();
  }

  private List<Token> all() throws QueryFault {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t') {
        at++;
      } else {
        tokens.add(next(c));
      }
    }
    tokens.add(new Token.End(at));
    return tokens;
  }

  private Token next(char c) throws QueryFault {
    if (c == '\'') {
      int start = at;
      return spaced(new Token.Quoted(singleQuoted(), start));
    }
    if (c == '"') {
      int start = at;
      return spaced(new Token.Quoted(doubleQuoted(), start));
    }
    if (startsGuid() || startsNumber(c)) {
      return spaced(bare());
    }
    if (c == '@') {
      return alias();
    }
    if (isWordPart(text.codePointAt(at)) || c == '$') {
      return word();
    }
    if (SYMBOLS.indexOf(c) >= 0) {
      return new Token.Symbol(c, at++);
    }
    throw fault(at, "The character %s has no meaning here.".formatted(shown(text.codePointAt(at))));
  }

  private Token bare() {
    int start = at;
    at++;
    while (at < text.length() && isBarePart(text.charAt(at))) {
      at++;
    }
    return new Token.Bare(text.substring(start, at), start);
  }

  private Token alias() throws QueryFault {
    int start = at++;
    while (at < text.length() && isWordPart(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (at == start + 1) {
      throw fault(start, "A name must follow '@'.");
    }
    return new Token.Alias(text.substring(start, at), start);
  }

  private Token word() throws QueryFault {
    int start = at;
    at += Character.charCount(text.codePointAt(at));
    skipWord();
    String word = text.substring(start, at);
    if (at == text.length() || text.charAt(at) != '\'') {
      return new Token.Word(word, start);
    }
    if (Operator.named(word).isPresent()) {
      throw fault(at, "Put a space between '%s' and the quote.".formatted(word));
    }
    return spaced(new Token.Prefixed(word, singleQuoted(), start));
  }

  private void skipWord() {
    while (at < text.length() && (isWordPart(text.codePointAt(at)) || isDotInName())) {
      at += Character.charCount(text.codePointAt(at));
    }
  }

  private boolean isDotInName() {
    return text.charAt(at) == '.' && at + 1 < text.length() && isWordPart(text.codePointAt(at + 1));
  }

  private String singleQuoted() throws QueryFault {
    int start = at;
    var content = new StringBuilder();
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\'') {
        content.append(c);
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
        content.append(c);
        i++;
      } else {
        at = i + 1;
        return content.toString();
      }
    }
    throw fault(
        start,
        "The text that starts here has no closing quote; a quote inside a text is written twice"
            + " ('').");
  }

  private String doubleQuoted() throws QueryFault {
    int start = at;
    var string = JsonText.read(option, text, start);
    at = string.end();
    return string.content();
  }

  /** Refuses what would run into a literal, such as {@code 'a'eq}. */
  private Token spaced(Token token) throws QueryFault {
    if (at < text.length()
        && (isWordPart(text.codePointAt(at))
            || text.charAt(at) == '\''
            || text.charAt(at) == '"')) {
      throw fault(at, "Put a space after %s.".formatted(token.shown()));
    }
    return token;
  }

  private boolean startsGuid() {
    return at + 8 < text.length()
        && text.charAt(at + 8) == '-'
        && GUID.matcher(text).region(at, text.length()).useTransparentBounds(true).lookingAt();
  }

  private boolean startsNumber(char c) {
    return isDigit(c)
        || ((c == '-' || c == '+') && at + 1 < text.length() && isDigit(text.charAt(at + 1)));
  }

  private static boolean isBarePart(char c) {
    return isDigit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || ".:+-_".indexOf(c) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(int c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static String shown(int c) {
    return Character.isISOControl(c) ? "U+%04X".formatted(c) : "'" + Character.toString(c) + "'";
  }

  private QueryFault fault(int offset, String reason) {
    return new Place(option, offset).fault(reason);
  }
}
