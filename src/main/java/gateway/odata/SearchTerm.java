package gateway.odata;

import gateway.odata.Operator.Connective;
import java.util.List;

/** What {@code $search} looks for. */
sealed interface SearchTerm {

  /**
   * Whole words that follow one another, with nothing but other characters than letters and digits
   * between them; folded by {@link CaseMapping#folded}.
   */
  record Phrase(List<String> words) implements SearchTerm {}

  record Not(SearchTerm term) implements SearchTerm {}

  record Junction(Connective connective, SearchTerm left, SearchTerm right) implements SearchTerm {}
}
