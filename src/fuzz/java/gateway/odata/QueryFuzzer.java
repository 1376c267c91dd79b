package gateway.odata;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Feeds the query language with whatever Jazzer makes up: it answers or refuses, and nothing else
 * may come out.
 */
public final class QueryFuzzer {

  private static final List<String> NAMES =
      SampleAudits.PROPERTIES.properties().stream().map(Property::name).toList();

  private QueryFuzzer() {}

  /** Called by Jazzer; an exception of its own kind is a finding. */
  public static void fuzzerTestOneInput(FuzzedDataProvider input) {
    int stage = input.consumeInt(0, 8);
    var aliases = new HashMap<String, String>();
    for (int i = input.consumeInt(0, 2); i > 0; i--) {
      aliases.put("@" + "pq".charAt(i - 1), input.consumeString(60));
    }
    String text = input.consumeRemainingAsString();
    try {
      read(stage, text, aliases);
    } catch (QueryFault | QueryOptions.Unreadable refusal) {
      require(!String.valueOf(refusal.getMessage()).isBlank());
    }
  }

  private static void read(int stage, String text, Map<String, String> aliases)
      throws QueryFault, QueryOptions.Unreadable {
    switch (stage) {
      case 0, 1, 2 -> require(parsed(text, aliases).startsWith("("));
      case 3, 4 -> {
        var order =
            OrderBy.parse(
                text, aliases, SampleAudits.PROPERTIES, SampleAudits.MASKED, SampleAudits.ID);
        require(!order.sql(1).text().isEmpty() && !order.values(1).text().isEmpty());
      }
      case 5 -> require(Search.parse(text).sql(SampleAudits.TEXTS, 1).text().startsWith("("));
      case 6 -> require(!Select.parse(text, NAMES).isEmpty());
      case 7 ->
          require(QueryOptions.parse(text, QueryOptions.KNOWN).system().size() <= text.length());
      default -> {
        DateTimeOffset.parse(text)
            .ifPresent(moment -> require(DateTimeOffset.parse(moment.text()).isPresent()));
        PercentCoding.decodeSegment(text)
            .ifPresent(decoded -> require(decoded.length() <= text.length()));
        require(
            PageOptions.top(text) >= 0 && Set.of(true, false).contains(PageOptions.count(text)));
      }
    }
  }

  private static String parsed(String text, Map<String, String> aliases) throws QueryFault {
    return Filter.parse(text, aliases, SampleAudits.PROPERTIES, SampleAudits.MASKED).sql(1).text();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("an answer that cannot be");
    }
  }
}
