package gateway.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Entity tags (RFC 9110 §8.8.3): this service's are weak and hold the entity's version. */
public final class EntityTag {

  private static final Pattern TAG = Pattern.compile("(?:W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");

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

  private static final Condition ABSENT = new Condition.Absent();

  private EntityTag() {}

  public static String of(long version) {
    return "W/\"" + version + "\"";
  }

  /**
   * Reads a condition; 400 when it is malformed. Tags are compared as weak ones, as contract §4 has
   * it.
   */
  public static Condition parse(String headerName, String header) {
    if (header.isEmpty()) {
      return ABSENT;
    }
    if (header.strip().equals("*")) {
      return new Condition.Any();
    }
    var versions = new ArrayList<Long>();
    for (String item : MediaRange.split(header, ',')) {
      var tag = TAG.matcher(item.strip());
      if (!tag.matches()) {
        throw Problem.badRequest(
            new Fault(
                headerName,
                "The header '%s' must be * or a list of entity tags such as W/\"3\"."
                    .formatted(headerName)));
      }
      version(tag.group(1)).ifPresent(versions::add);
    }
    return new Condition.OneOf(List.copyOf(versions));
  }

  private static Optional<Long> version(String opaque) {
    return opaque.matches("[1-9]\\d{0,17}") ? Optional.of(Long.valueOf(opaque)) : Optional.empty();
  }
}
