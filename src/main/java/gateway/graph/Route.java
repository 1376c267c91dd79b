package gateway.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One address and its methods.
 *
 * @param template segments after the service root, {@code {name}} standing for any key, and {@code
 *     {name...}} at the end for all that follows, one segment at least
 * @param called the segments that $metadata calls functions or actions
 */
public record Route(List<String> template, Map<String, Operation> operations, Set<String> called) {

  private static final List<String> ORDER = List.of("GET", "HEAD", "POST", "PATCH", "DELETE");

  /** Every method that some address has, as {@code Allow} lists them. */
  static final String METHODS = String.join(", ", ORDER) + ", OPTIONS";

  /** The addresses that a feature brings; the router asks every bean of this kind at its start. */
  public interface Source {
    List<Route> routes();
  }

  /**
   * A route below the service root, for example {@code deviceManagement/remoteActionAudits/{id}}.
   */
  public static Route of(String template, Map<String, Operation> operations) {
    return new Route(List.of(template.split("/", -1)), operations, Set.of());
  }

  /** This route, of which these segments are functions or actions. */
  public Route calling(String... names) {
    return new Route(template, operations, Set.of(names));
  }

  /** The values of the variables when this route's address is the one that was asked for. */
  Optional<List<String>> match(List<PathSegments.Segment> segments) {
    boolean open = template.getLast().endsWith("...}");
    int fixed = open ? template.size() - 1 : template.size();
    if (open ? segments.size() <= fixed : segments.size() != fixed) {
      return Optional.empty();
    }
    var keys = new ArrayList<String>(1);
    for (int i = 0; i < fixed; i++) {
      var segment = segments.get(i);
      String expected = template.get(i);
      if (expected.startsWith("{") && isKey(segment)) {
        keys.add(segment.text());
      } else if (segment.key() || !(expected.equals(segment.text()) || isCall(i, segment.text()))) {
        return Optional.empty();
      }
    }
    return open ? rest(segments.subList(fixed, segments.size()), keys) : Optional.of(keys);
  }

  /**
   * Whether a segment calls the function that is bound to what stands before it, as OData 4.0
   * writes it: qualified, or with parentheses, or both (OData 4.01 URL Conventions §4.2).
   */
  private boolean isCall(int index, String text) {
    return called.contains(template.get(index))
        && text.replaceFirst("^gateway\\.", "")
            .replaceFirst("\\(\\)$", "")
            .equals(template.get(index));
  }

  /** What follows the last slash of the template, as it is written but for percent-encoding. */
  private static Optional<List<String>> rest(
      List<PathSegments.Segment> segments, List<String> keys) {
    if (segments.stream().anyMatch(segment -> segment.key() || !isKey(segment))) {
      return Optional.empty();
    }
    keys.add(segments.stream().map(PathSegments.Segment::text).collect(Collectors.joining("/")));
    return Optional.of(keys);
  }

  /**
   * Dot segments, empty segments, parameters and slashes are no keys: they belong to no address
   * (contract §1). Nor is U+0000, which no text in PostgreSQL can hold.
   */
  private static boolean isKey(PathSegments.Segment segment) {
    String text = segment.text();
    return !text.isEmpty()
        && !text.equals(".")
        && !text.equals("..")
        && text.indexOf(';') < 0
        && text.indexOf('/') < 0
        && text.indexOf('\0') < 0;
  }

  /** The methods as {@code Allow} lists them. */
  String allow() {
    var methods = new ArrayList<String>();
    for (String method : ORDER) {
      if (operations.containsKey(method.equals("HEAD") ? "GET" : method)) {
        methods.add(method);
      }
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }
}
