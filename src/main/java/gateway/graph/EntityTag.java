package gateway.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Entity tags (RFC 9110 §8.8.3): this service's are weak and hold the entity's version. */
public final class EntityTag {

  /** One element of a list, which may be empty (RFC 9110 §5.6.1.2), and the comma behind it. */
  private static final Pattern ITEM =
      Pattern.compile("[ \\t]*(?:(?:W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\")?[ \\t]*(?:,|\\z)");

  /** What {@code If-Match} or {@code If-None-Match} says. */
  public sealed interface Condition {
    /** There is no such header. */
    record Absent() implements Condition {}

    /** {@code *}: whatever exists. */
    record Any() implements Condition {}

    /**
     * The versions whose tags were listed; tags that are no version of ours are left out, since
     * they match nothing.
     */
    record OneOf(List<Long> versions) implements Condition {}

    default boolean matches(long version) {
      return switch (this) {
        case Absent _ -> false;
        case Any _ -> true;
        case OneOf(var versions) -> versions.contains(version);
      };
    }
  }

  private EntityTag() {}

  public static String of(long version) {
    return "W/\"" + version + "\"";
  }

  /**
   * Reads a condition; 400 when it is malformed, or there without a tag. Tags are compared as weak
   * ones, as contract §4 has it.
   */
  public static Condition of(Request request, String headerName) {
    if (!request.headers().contains(headerName)) {
      return new Condition.Absent();
    }
    String header = request.header(headerName);
    if (header.strip().equals("*")) {
      return new Condition.Any();
    }
    return new Condition.OneOf(
        tags(header)
            .orElseThrow(() ->
                Problem.badRequest(
                    new Fault(
                        headerName,
                        "The header '%s' must be * or a list of entity tags such as W/\"3\"."
                            .formatted(headerName))))
            .stream()
            .flatMap(opaque -> version(opaque).stream())
            .toList());
  }

  private static Optional<List<String>> tags(String header) {
    var tags = new ArrayList<String>();
    var item = ITEM.matcher(header);
    for (int end = 0; end < header.length(); end = item.end()) {
      if (!item.region(end, header.length()).lookingAt()) {
        return Optional.empty();
      }
      if (item.group(1) != null) {
        tags.add(item.group(1));
      }
    }
    return tags.isEmpty() ? Optional.empty() : Optional.of(tags);
  }

  private static Optional<Long> version(String opaque) {
    return opaque.matches("[1-9]\\d{0,17}") ? Optional.of(Long.valueOf(opaque)) : Optional.empty();
  }
}
