package gateway.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The condition for the rows after a given one: for each key in turn, those that are the same in
 * all keys before it and come after in this one.
 *
 * <p>The planner makes no index range of such alternatives. So the leading keys that go one way are
 * one row comparison, of which it does; what that lets through either differs in one of those keys,
 * or comes after in the rest. (All alternatives, beside the row comparison, would be just as true;
 * but the planner would multiply the likelihoods of the two, expect too few rows, and sort what it
 * need only read.)
 */
record PageStart(List<KeyPosition> keys) {

  String sql() {
    int run = run();
    if (run == keys.size()) {
      return rows(run, "");
    }
    if (run > 0) {
      return rows(run, "=") + " and " + any(Stream.concat(different(run), alternatives(run)));
    }
    var first = keys.getFirst();
    String alternatives = any(alternatives(0));
    return first.descending() && first.value().isEmpty()
        ? first.same() + " and " + alternatives
        : alternatives;
  }

  private static String any(Stream<String> conditions) {
    return conditions.collect(Collectors.joining(" or ", "(", ")"));
  }

  private Stream<String> different(int run) {
    return keys.subList(0, run).stream().map(KeyPosition::different);
  }

  /** Those of the keys from one on; that the keys before it are the same is not said. */
  private Stream<String> alternatives(int from) {
    var alternatives = new ArrayList<String>();
    for (int i = keys.size() - 1; i >= from; i--) {
      String same =
          keys.subList(from, i).stream()
              .map(key -> key.same() + " and ")
              .collect(Collectors.joining());
      keys.get(i).after().forEach(after -> alternatives.add("(" + same + after + ")"));
    }
    return alternatives.stream();
  }

  /** How many leading keys go the same way and reach their ends without meeting null. */
  private int run() {
    int run = 0;
    while (run < keys.size()
        && keys.get(run).isRange()
        && keys.get(run).descending() == keys.getFirst().descending()) {
      run++;
    }
    return run;
  }

  private String rows(int run, String orSame) {
    var leading = keys.subList(0, run);
    String left = leading.stream().map(KeyPosition::key).collect(Collectors.joining(", "));
    String right =
        leading.stream().flatMap(key -> key.value().stream()).collect(Collectors.joining(", "));
    String sign = leading.getFirst().sign() + orSame;
    return run == 1
        ? "%s %s %s".formatted(left, sign, right)
        : "(%s) %s (%s)".formatted(left, sign, right);
  }
}
