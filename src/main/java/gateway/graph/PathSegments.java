package gateway.graph;

import gateway.odata.PercentCoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The segments of a path, each percent-decoded once (OData 4.01 URL Conventions §4.3); keys in
 * parentheses stand as segments of their own.
 */
final class PathSegments {

  /**
   * @param key whether it was written in parentheses behind the segment before it
   */
  record Segment(String text, boolean key) {}

  private PathSegments() {}

  /**
   * Empty when the path belongs to no address: broken encoding, or a parenthesis that is no key.
   */
  static Optional<List<Segment>> parse(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    var segments = new ArrayList<Segment>();
    for (String raw : path.substring(1).split("/", -1)) {
      var decoded = PercentCoding.decodeSegment(raw);
      if (decoded.isEmpty() || !add(segments, decoded.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(segments);
  }

  private static boolean add(List<Segment> segments, String text) {
    int open = text.indexOf('(');
    if (open < 0 || text.endsWith("()")) {
      return segments.add(new Segment(text, false));
    }
    var key =
        text.endsWith(")")
            ? key(text.substring(open + 1, text.length() - 1))
            : Optional.<String>empty();
    segments.add(new Segment(text.substring(0, open), false));
    key.ifPresent(value -> segments.add(new Segment(value, true)));
    return key.isPresent();
  }

  /** {@code 'value'} or {@code id='value'}, in which two quotes stand for one. */
  private static Optional<String> key(String predicate) {
    String literal = predicate.startsWith("id=") ? predicate.substring(3) : predicate;
    if (literal.length() < 2 || !literal.startsWith("'") || !literal.endsWith("'")) {
      return Optional.empty();
    }
    String inner = literal.substring(1, literal.length() - 1);
    return inner.replace("''", "").contains("'")
        ? Optional.empty()
        : Optional.of(inner.replace("''", "'"));
  }
}
