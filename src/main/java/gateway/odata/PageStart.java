package gateway.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The condition for the rows after a given one: for each key in turn, those that are the same in
 * all keys before it and come after in this one. The planner makes no index range of such
 * alternatives; so the leading keys that go one way are said again as one row comparison, of which
 * it does.
 */
record PageStart(List<KeyPosition> keys) {

  String sql() {
    int run = run();
    if (run == keys.size()) {
      return rows(run, "");
    }
    String alternatives = "(" + String.join(" or ", alternatives()) + ")";
    return bound(run).map(bound -> bound + " and " + alternatives).orElse(alternatives);
  }

  private List<String> alternatives() {
    var alternatives = new ArrayList<String>();
    for (int i = keys.size() - 1; i >= 0; i--) {
      String same =
          keys.subList(0, i).stream()
              .map(key -> key.same() + " and ")
              .collect(Collectors.joining());
      keys.get(i).after().forEach(after -> alternatives.add("(" + same + after + ")"));
    }
    return alternatives;
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

  private Optional<String> bound(int run) {
    var first = keys.getFirst();
    if (run > 0) {
      return Optional.of(rows(run, "="));
    }
    return first.descending() && first.value().isEmpty()
        ? Optional.of(first.same())
        : Optional.empty();
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
