package gateway.odata;

import java.util.Collection;
import java.util.stream.Collectors;

/** A {@code $search}: a row matches when one of its texts has the words, whatever their case. */
public final class Search {

  /**
   * Stands between two texts, where no phrase can reach across: {@code simple_words} gives letters,
   * digits and spaces only.
   */
  private static final String BETWEEN_TEXTS = "'|'";

  private final SearchTerm term;

  private Search(SearchTerm term) {
    this.term = term;
  }

  /**
   * Reads a {@code $search}.
   *
   * @throws QueryFault when it is wrong or too large
   */
  public static Search parse(String text) throws QueryFault {
    return new Search(SearchParser.parse(text));
  }

  /**
   * Gives a condition that is true or false, never null.
   *
   * @param searched the texts to look into, at least one
   */
  public SqlText sql(Collection<Property> searched, int firstParameter) {
    String words =
        searched.stream()
            .map(
                property -> "simple_words(%s)".formatted(((Column.Plain) property.column()).name()))
            .collect(Collectors.joining(", ", "concat_ws(" + BETWEEN_TEXTS + ", ", ")"));
    var parameters = new SqlParameters(firstParameter);
    return parameters.text("(" + condition(term, words, parameters) + ")");
  }

  private static String condition(SearchTerm term, String words, SqlParameters parameters) {
    return switch (term) {
      case SearchTerm.Phrase(var phrase) ->
          "strpos(%s, %s) > 0"
              .formatted(words, parameters.add(" " + String.join(" ", phrase) + " ", "text"));
      case SearchTerm.Not(var inner) -> "not (" + condition(inner, words, parameters) + ")";
      case SearchTerm.Junction(var connective, var left, var right) ->
          "(%s %s %s)"
              .formatted(
                  condition(left, words, parameters),
                  connective.word(),
                  condition(right, words, parameters));
    };
  }
}
