package gateway.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One media range of an {@code Accept} header, or the media type of a body (RFC 9110 §8.3.1,
 * §12.5.1).
 *
 * @param type lower case, such as {@code application/json} or {@code text/*}
 * @param parameters names in lower case, without {@code q}
 * @param quality 0 to 1
 */
public record MediaRange(String type, Map<String, String> parameters, double quality) {

  /** {@code .2}, which no grammar has, is what Java's own client sends before version 21. */
  private static final Pattern QUALITY =
      Pattern.compile("0(?:\\.\\d{0,3})?|\\.\\d{1,3}|1(?:\\.0{0,3})?");

  /** Reads one media type; empty when it is none. */
  public static Optional<MediaRange> parse(String text) {
    var parts = split(text, ';');
    String type = parts.getFirst().strip().toLowerCase(Locale.ROOT);
    if (!type.matches("[!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+")) {
      return Optional.empty();
    }
    var parameters = new LinkedHashMap<String, String>();
    double quality = 1;
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      String name =
          (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : unquoted(part.substring(equals + 1).strip());
      if (name.equals("q")) {
        quality = QUALITY.matcher(value).matches() ? Double.parseDouble(value) : 0;
      } else if (!name.isEmpty()) {
        parameters.putIfAbsent(name, value);
      }
    }
    return Optional.of(new MediaRange(type, parameters, quality));
  }

  /**
   * Reads an {@code Accept} header; an empty header accepts everything, and what is no media range
   * is left out.
   */
  public static List<MediaRange> parseAccept(String header) {
    return header.isBlank()
        ? List.of(new MediaRange("*/*", Map.of(), 1))
        : split(header, ',').stream().flatMap(range -> parse(range).stream()).toList();
  }

  /** Whether this range covers a media type, as far as its parameters let it. */
  public boolean covers(String mediaType) {
    return canBeMet()
        && (type.equals(mediaType)
            || type.equals("*/*")
            || (type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1))));
  }

  /**
   * Whether an answer can have every parameter: a format with one that is unknown or not supported
   * is refused (OData 4.01 Protocol §8.2.1).
   */
  boolean canBeMet() {
    return parameters.entrySet().stream()
        .allMatch(each -> canBeMet(each.getKey(), each.getValue()));
  }

  private static boolean canBeMet(String parameter, String value) {
    return switch (parameter) {
      case "ieee754compatible" -> value.equalsIgnoreCase("false");
      case "charset" -> value.equalsIgnoreCase("utf-8");
      // Either value allows what is answered: ordered, and without exponents.
      case "odata.streaming", "streaming", "exponentialdecimals" ->
          value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
      // What a level or a header line may be is known where the form is chosen.
      case "odata.metadata", "metadata", "header" -> true;
      default -> false;
    };
  }

  /**
   * How exactly it names a type: a range with parameters before the type, the type before {@code
   * type/*}, that before any.
   */
  int precision() {
    int byType = type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
    return byType * 100 + Math.min(parameters.size(), 99);
  }

  /**
   * The metadata level that a range asks for, under OData 4.0's name or 4.01's; empty when it names
   * none.
   */
  Optional<String> metadataParameter() {
    return Optional.ofNullable(
        parameters.getOrDefault("odata.metadata", parameters.get("metadata")));
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }

  /** Splits at a separator that stands outside quotes. */
  static List<String> split(String text, char separator) {
    var parts = new ArrayList<String>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
