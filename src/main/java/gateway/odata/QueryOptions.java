package gateway.odata;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query options of one address (OData 4.01 URL Conventions §5.1): with or without {@code $}, in
 * any letter case, each at most once.
 *
 * @param system system query options by their canonical name, {@code $} included, in the order in
 *     which they came
 * @param aliases parameter aliases by name, {@code @} included
 */
public record QueryOptions(Map<String, String> system, Map<String, String> aliases) {

  public static final QueryOptions NONE = new QueryOptions(Map.of(), Map.of());

  /**
   * Every system query option that OData 4.01 names; {@code $skiptoken} and {@code $deltatoken} are
   * for links that a service makes.
   */
  public static final Set<String> KNOWN =
      Set.of(
          "$apply",
          "$compute",
          "$count",
          "$deltatoken",
          "$expand",
          "$filter",
          "$format",
          "$id",
          "$index",
          "$levels",
          "$orderby",
          "$schemaversion",
          "$search",
          "$select",
          "$skip",
          "$skiptoken",
          "$top");

  /** A query that cannot be read. The message says what to change; the target names the option. */
  public static final class Unreadable extends Exception {
    private final String target;

    private Unreadable(String target, String message) {
      super(message, null, false, false);
      this.target = target;
    }

    public String target() {
      return target;
    }
  }

  /**
   * Reads the raw query of an address.
   *
   * @param supported the options that this address takes, by canonical name
   * @throws Unreadable for broken percent-encoding, an option that is unknown, not supported here,
   *     or given twice
   */
  public static QueryOptions parse(String rawQuery, Collection<String> supported)
      throws Unreadable {
    var system = new LinkedHashMap<String, String>();
    var aliases = new LinkedHashMap<String, String>();
    for (String part : rawQuery.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = decoded("", equals < 0 ? part : part.substring(0, equals));
      String canonical = canonical(name);
      boolean known = KNOWN.contains(canonical) || name.startsWith("$");
      String value =
          equals < 0 ? "" : decoded(known ? canonical : name, part.substring(equals + 1));
      if (name.startsWith("@")) {
        putOnce(aliases, name, value);
      } else if (known) {
        requireSupported(name, canonical, supported);
        putOnce(system, canonical, value);
      } else {
        requireCustom(name);
      }
    }
    return new QueryOptions(system, aliases);
  }

  /** The decoded value of an option, by its canonical name. */
  public Optional<String> get(String option) {
    return Optional.ofNullable(system.get(option));
  }

  /** The same options but one. */
  public QueryOptions without(String option) {
    var others = new LinkedHashMap<>(system);
    others.remove(option);
    return new QueryOptions(others, aliases);
  }

  private static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("$") ? lower : "$" + lower;
  }

  private static void requireSupported(String name, String canonical, Collection<String> supported)
      throws Unreadable {
    if (!supported.contains(canonical)) {
      String takes =
          supported.isEmpty()
              ? "takes none"
              : "takes " + String.join(", ", supported.stream().sorted().toList());
      throw new Unreadable(
          QueryFault.abbreviated(canonical),
          "The query option %s is not supported by this address, which %s."
              .formatted(QueryFault.quoted(name), takes));
    }
  }

  /** Refuses what would be an option or an alias but for a space, and would be ignored with it. */
  private static void requireCustom(String name) throws Unreadable {
    String bare = name.strip();
    String meant = bare.startsWith("@") ? bare : canonical(bare);
    if (KNOWN.contains(meant) || bare.startsWith("$") || bare.startsWith("@")) {
      throw new Unreadable(
          QueryFault.abbreviated(meant),
          "The name of the query option %s has white space around it; take that away."
              .formatted(QueryFault.quoted(name)));
    }
  }

  private static void putOnce(Map<String, String> options, String name, String value)
      throws Unreadable {
    if (options.putIfAbsent(name, value) != null) {
      throw new Unreadable(
          QueryFault.abbreviated(name),
          "The query option %s is given more than once.".formatted(QueryFault.quoted(name)));
    }
  }

  private static String decoded(String target, String raw) throws Unreadable {
    return PercentCoding.decodeQuery(raw)
        .orElseThrow(() ->
            new Unreadable(
                QueryFault.abbreviated(target),
                "The query %s is not valid percent-encoded UTF-8."
                    .formatted(QueryFault.quoted(raw))));
  }
}
