package gateway.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words behind a command's name: {@code --name value}, in any order. What is not understood is
 * {@link Unable}, with the command's usage.
 */
public final class Options {

  private final String usage;
  private final Map<String, List<String>> given = new LinkedHashMap<>();

  private Options(String usage) {
    this.usage = usage;
  }

  /**
   * Reads them; {@link #only} then says which there may be.
   *
   * @param usage the command and its options, in one line
   * @param alone options that have no value
   */
  public static Options read(String usage, Set<String> alone, String... arguments) {
    var options = new Options(usage);
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      String value = "";
      if (!alone.contains(name)) {
        i++;
        value = i < arguments.length ? arguments[i] : "";
        if (value.isEmpty()) {
          throw options.refused("'%s' has no value, or is not understood here".formatted(name));
        }
      }
      options.given.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return options;
  }

  /**
   * These options, when there are no others, and none is there twice.
   *
   * @param repeated those that may be there as often as one likes
   */
  public Options only(Set<String> known, Set<String> repeated) {
    given.forEach((name, values) -> {
      if (!known.contains(name) || values.size() > 1 && !repeated.contains(name)) {
        throw refused("'%s' is not understood here".formatted(name));
      }
    });
    return this;
  }

  public boolean has(String name) {
    return given.containsKey(name);
  }

  /** The value of an option that must be there. */
  public String required(String name) {
    return optional(name).orElseThrow(() -> refused(name + " is missing"));
  }

  public Optional<String> optional(String name) {
    return all(name).stream().findFirst();
  }

  /** The values of an option that may be there more than once, in their order. */
  public List<String> all(String name) {
    return List.copyOf(given.getOrDefault(name, List.of()));
  }

  /** That the command cannot run with these options. */
  public Unable refused(String problem) {
    return new Unable("%s; usage: %s".formatted(problem, usage));
  }
}
