package gateway.graph.batch;

import gateway.graph.Fault;
import gateway.graph.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads one request of a batch. What a fault leaves out of the part it gives does not matter: with
 * a fault there is no batch.
 */
public final class PartReader {

  private static final Set<String> NAMES =
      Set.of("id", "method", "url", "headers", "body", "dependsOn", "depends_on", "atomicityGroup");

  /** Characters of an id or a group's name: more than any client counts with; both are echoed. */
  public static final int LONGEST_NAME = 128;

  /** A batch's other parts and as many groups are fewer. */
  private static final int MOST_DEPENDENCIES = 40;

  /** What a header line could not carry is no header either (RFC 9110 §5.1, §5.5). */
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

  private final String place;
  private final Map<String, JsonValue> members;
  private final List<Fault> faults;

  PartReader(String place, Map<String, JsonValue> members, List<Fault> faults) {
    this.place = place;
    this.members = members;
    this.faults = faults;
  }

  Part read() {
    members.keySet().forEach(this::requireKnown);
    return new Part(
        name("id").orElse(""),
        text("method").toUpperCase(Locale.ROOT),
        text("url"),
        headers(),
        body(),
        dependsOn(),
        group());
  }

  private void requireKnown(String name) {
    if (name.equals("if")) {
      fault("if", "Conditions ('if') are not supported; use 'dependsOn'.");
    } else if (!NAMES.contains(name) && !name.contains("@")) {
      fault(
          Fault.quoted(name),
          "A request in a batch has no property '%s'.".formatted(Fault.quoted(name)));
    }
  }

  private Optional<String> group() {
    return switch (members.get("atomicityGroup")) {
      case null -> Optional.empty();
      case JsonValue.Null _ -> Optional.empty();
      case JsonValue _ -> name("atomicityGroup");
    };
  }

  private Optional<String> name(String member) {
    if (members.get(member) instanceof JsonValue.Text(var text) && isName(text)) {
      return Optional.of(text);
    }
    fault(
        member,
        "The property '%s' must be a string of 1 to %d printable characters."
            .formatted(member, LONGEST_NAME));
    return Optional.empty();
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NAME
        && text.codePoints()
            .noneMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF));
  }

  private String text(String member) {
    if (members.get(member) instanceof JsonValue.Text(var text) && !text.isEmpty()) {
      return text;
    }
    fault(member, "The property '%s' must be a string that is not empty.".formatted(member));
    return "";
  }

  /**
   * By name, whatever the case. Microsoft's Graph SDK for Java names Content-Type twice, in two
   * cases: the same value counts once, others are one list (RFC 9110 §5.3).
   */
  private Map<String, String> headers() {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    switch (members.get("headers")) {
      case null -> {}
      case JsonValue.Null _ -> {}
      case JsonValue.Obj(var sent) -> sent.forEach((name, value) -> header(headers, name, value));
      case JsonValue other ->
          fault(
              "headers",
              "The property 'headers' must be an object of strings; %s was sent."
                  .formatted(other.kind()));
    }
    return headers;
  }

  private void header(Map<String, String> headers, String name, JsonValue value) {
    if (HEADER_NAME.matcher(name).matches()
        && value instanceof JsonValue.Text(var text)
        && HEADER_VALUE.matcher(text).matches()) {
      headers.merge(
          name, text.strip(), (one, other) -> one.equals(other) ? one : one + ", " + other);
    } else {
      fault(
          "headers/" + Fault.quoted(name),
          "The header '%s' must have an HTTP field's name, and a string that an HTTP field can hold."
              .formatted(Fault.quoted(name)));
    }
  }

  /** {@code null} is no body (OData 4.01 JSON §19.1). */
  private Optional<String> body() {
    return members.get("body") instanceof JsonValue.Source(var text) && !text.equals("null")
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * What it waits for. Microsoft's Graph SDK for Python writes {@code depends_on} into every
   * request, which Graph itself passes over; here it means what its program meant.
   */
  private List<String> dependsOn() {
    var names = new ArrayList<String>();
    dependencies(names, "dependsOn");
    dependencies(names, "depends_on");
    return names;
  }

  /** A list of ids; Graph takes a single string, too. */
  private void dependencies(List<String> names, String member) {
    switch (members.get(member)) {
      case null -> {}
      case JsonValue.Null _ -> {}
      case JsonValue.Text(var name) -> names.add(name);
      case JsonValue.Arr(var items) when items.size() <= MOST_DEPENDENCIES ->
          items.forEach(item -> dependency(names, member, item));
      case JsonValue _ ->
          fault(
              member,
              "The property '%s' must be an array of at most %d ids."
                  .formatted(member, MOST_DEPENDENCIES));
    }
  }

  private void dependency(List<String> names, String member, JsonValue item) {
    if (item instanceof JsonValue.Text(var text)) {
      names.add(text);
    } else {
      fault(member, "An id in '%s' must be a string; %s was sent.".formatted(member, item.kind()));
    }
  }

  private void fault(String member, String message) {
    faults.add(new Fault(place + "/" + member, message));
  }
}
