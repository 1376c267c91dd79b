package gateway.odata;

import gateway.odata.OasisCases.Case;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The published cases that the gateway judges otherwise than OASIS, by their reasons: those of 17
 * September 2020, as they stand at commit e7790a5 of their repository.
 */
final class OasisExceptions {

  /**
   * Cases of one reason.
   *
   * @param pattern found in a case's rule, a blank and its input, and in no other case before it in
   *     the list
   * @param count of the cases judged otherwise
   */
  record Group(String reason, Pattern pattern, int count) {}

  static final List<Group> ALL =
      List.of(
          of("no property is binary", "^binaryLiteral", 9),
          of("years are 0001 to 9999, as in a body", "(-10000|0000)-\\d\\d-\\d\\d", 4),
          of("no instant is a leap second, as in a body", ":60Z", 1),
          of(
              "options of other addresses",
              "(^| )\\$?(compute|expand|index|schemaversion|deltatoken)=",
              21),
          of("each option at most once", "\\$[Ff]ormat=.*\\$[Ff]ormat=", 2),
          of("no collection: any, all", "(any|all)\\(", 17),
          of(
              "no collection: $count, $filter and keys in a path",
              "/\\$(count|filter)|Items\\(1\\)",
              13),
          of("no collection: arrays and objects as values", "[\\[{]", 24),
          of("no annotation in a path", "@(Core\\.|Measures\\.|Currency|Messages)", 8),
          of(
              "no function of a model",
              "(Available|MostPopular\\w*|BestProduct|ProductsByColor|PhoneticallySimilar)\\b",
              35),
          of("no subtype", "(cast|isof)\\(|AddressWithLocation|PreferredSupplier", 24),
          of("no place", "geo\\.", 5),
          of(
              "no navigation to another entity",
              "(Product|Products|Supplier|Country|Thumbnail|Items|lambda)\\b",
              18),
          of("no flags: has, several members in one literal", " has |Solid,|Solid%2C", 5),
          of("a regular expression has no bound on its cost", "matchesPattern", 1),
          of("no fraction, no duration", "(ceiling|floor|round|totalseconds)\\(", 4),
          of(
              "$it, $this and $root by themselves are entities, and here are properties",
              "\\$(this|root|it)\\b",
              4),
          of("a type is right or refused", "Size eq true", 1),
          of("the list of in holds literals", "in \\(FirstName\\)", 1),
          of("blanks around an expression do no harm", "= true", 1),
          of(
              "a search is read after decoding, and a second option is an option",
              "search=(#|more&|a;)|Not&",
              4),
          of(
              "an operator alone is no search; in double quotes it is a word",
              "search=(AND|OR|NOT)\\b",
              7),
          of("single quotes are no quotes of a search", "search='", 6));

  private OasisExceptions() {}

  private static Group of(String reason, String pattern, int count) {
    return new Group(reason, Pattern.compile(pattern), count);
  }

  static Optional<Group> of(Case one) {
    String shown = one.rule() + " " + one.input();
    return ALL.stream().filter(group -> group.pattern().matcher(shown).find()).findFirst();
  }

  static Map<String, Integer> counts() {
    var counts = new LinkedHashMap<String, Integer>();
    ALL.forEach(group -> counts.put(group.reason(), group.count()));
    return counts;
  }
}
