package gateway.odata;

import gateway.odata.Operator.Connective;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code $search} (OData 4.01 URL Conventions §5.1.8): {@code NOT} binds closest, then {@code
 * AND}, which may be left out, then {@code OR}; all three in capitals.
 */
final class SearchParser {

  private static final String OPTION = "$search";

  private final String text;
  private final ParseBudget budget = new ParseBudget();
  private int at;

  private SearchParser(String text) {
    this.text = text;
  }

  static SearchTerm parse(String text) throws QueryFault {
    Limits.requireReadable(OPTION, text);
    var parser = new SearchParser(text);
    var term = parser.or();
    if (!parser.isEnd()) {
      throw parser.fault("This ')' closes nothing.");
    }
    return term;
  }

  private SearchTerm or() throws QueryFault {
    var left = and();
    while (takeWord("OR")) {
      left = new SearchTerm.Junction(Connective.OR, left, and());
    }
    return left;
  }

  private SearchTerm and() throws QueryFault {
    var left = not();
    while (takeWord("AND") || !(isEnd() || text.charAt(at) == ')' || peekWord().equals("OR"))) {
      left = new SearchTerm.Junction(Connective.AND, left, not());
    }
    return left;
  }

  private SearchTerm not() throws QueryFault {
    skipSpaces();
    var place = new Place(OPTION, at);
    budget.node(place);
    if (takeWord("NOT")) {
      budget.enter(place);
      var term = not();
      budget.leave();
      return new SearchTerm.Not(term);
    }
    if (!isEnd() && text.charAt(at) == '(') {
      return parenthesised(place);
    }
    return phrase(place);
  }

  private SearchTerm parenthesised(Place place) throws QueryFault {
    at++;
    budget.enter(place);
    var term = or();
    budget.leave();
    if (isEnd()) {
      throw place.fault("The '(' that stands here is never closed.");
    }
    at++;
    return term;
  }

  private SearchTerm phrase(Place place) throws QueryFault {
    String sent;
    boolean bare = isEnd() || text.charAt(at) != '"';
    if (!isEnd() && text.charAt(at) == '"') {
      var phrase = JsonText.read(OPTION, text, at);
      sent = phrase.content();
      at = phrase.end();
      if (at < text.length() && " \t()".indexOf(text.charAt(at)) < 0) {
        throw fault("Put a space after the phrase.");
      }
    } else {
      sent = peekWord();
      at += sent.length();
    }
    if (sent.isEmpty() || (bare && (sent.equals("AND") || sent.equals("OR")))) {
      throw place.fault("A word or a phrase in double quotes is expected here.");
    }
    if (bare && (sent.contains("*") || sent.contains("?"))) {
      throw place.fault(
          "%s: a term is a whole word, and there are no wildcards; use contains or startswith in $filter, or put quotes around it."
              .formatted(QueryFault.quoted(sent)));
    }
    var words = words(sent);
    if (words.isEmpty()) {
      throw place.fault(
          "%s has neither letters nor digits to search for.".formatted(QueryFault.quoted(sent)));
    }
    return new SearchTerm.Phrase(words);
  }

  private static List<String> words(String sent) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    sent.codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c)) {
            word.appendCodePoint(CaseMapping.folded(c));
          } else if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
          }
        });
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }

  private boolean takeWord(String word) {
    skipSpaces();
    boolean found = peekWord().equals(word);
    if (found) {
      at += word.length();
    }
    return found;
  }

  private String peekWord() {
    int end = at;
    while (end < text.length() && " \t()\"".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(at, end);
  }

  private boolean isEnd() {
    skipSpaces();
    return at == text.length();
  }

  private void skipSpaces() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private QueryFault fault(String reason) {
    return new Place(OPTION, at).fault(reason);
  }
}
