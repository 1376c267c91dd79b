package gateway.odata;

import java.util.Locale;
import java.util.Map;

/** The functions of OData 4.01 that are refused, each with its reason. */
final class RefusedFunction {

  private static final String NO_COLLECTION = "no collection can be asked here";
  private static final String NO_GEOGRAPHY = "no property here is a place";
  private static final String NO_SUBTYPE = "every property here has one type, which is known";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry(
              "matchespattern",
              "a regular expression has no bound on its cost; use contains, startswith or"
                  + " endswith"),
          Map.entry("any", NO_COLLECTION),
          Map.entry("all", NO_COLLECTION),
          Map.entry("hassubset", NO_COLLECTION),
          Map.entry("hassubsequence", NO_COLLECTION),
          Map.entry("geo.distance", NO_GEOGRAPHY),
          Map.entry("geo.intersects", NO_GEOGRAPHY),
          Map.entry("geo.length", NO_GEOGRAPHY),
          Map.entry("isof", NO_SUBTYPE),
          Map.entry("cast", NO_SUBTYPE),
          Map.entry("case", "a condition is written with and, or and not"),
          Map.entry("round", "no property here has a fraction"),
          Map.entry("floor", "no property here has a fraction"),
          Map.entry("ceiling", "no property here has a fraction"),
          Map.entry(
              "totalseconds",
              "no property here is a duration; compare with one, as in 'gt duration''PT1H'''"),
          Map.entry(
              "substringof",
              "it belongs to OData 3; use contains, whose arguments stand the other way round"),
          Map.entry("replace", "it belongs to OData 3"));

  private RefusedFunction() {}

  /**
   * Refuses a function by its name, or by the last segment of a path such as {@code x/any}, before
   * its arguments are read: some have a grammar of their own.
   */
  static void requireAnswerable(Place place, String function) throws QueryFault {
    String name = function.substring(function.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String reason = REASONS.get(name);
    if (reason != null) {
      throw place.fault(
          "The function %s is not supported: %s.".formatted(QueryFault.quoted(function), reason));
    }
    if (function.startsWith("$")) {
      throw place.fault(
          "%s is not supported; name the property by itself."
              .formatted(QueryFault.quoted(function)));
    }
  }
}
