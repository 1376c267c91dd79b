package gateway.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What is sent and read besides plain bytes (RFC 9110 §8.4.1): gzip, or nothing. */
public final class ContentCoding {

  /** A coding and its weight; what is written in another way says nothing. */
  private static final Pattern ITEM =
      Pattern.compile(
          "[ \\t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \\t]*(?:;[ \\t]*[qQ]=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)[ \\t]*)?");

  private ContentCoding() {}

  /**
   * Whether an answer to these {@code Accept-Encoding} lines is compressed: gzip is not excluded,
   * and plain bytes are not wanted more; {@code *} stands for codings that are not named. A client
   * that excludes both gets plain bytes, which it can at least read (RFC 9110 §12.5.3 lets a server
   * disregard the header).
   */
  public static boolean isGzipAccepted(List<String> acceptEncoding) {
    var weights = weights(acceptEncoding);
    double ofOthers = weights.getOrDefault("*", 0.0);
    double gzip = weights.getOrDefault("gzip", ofOthers);
    return gzip > 0 && gzip >= weights.getOrDefault("identity", 0.0);
  }

  /** Whether a body that is said to be so encoded can be read. */
  static boolean isKnown(String contentEncoding) {
    String coding = named(contentEncoding.strip());
    return coding.isEmpty() || coding.equals("identity") || coding.equals("gzip");
  }

  static boolean isGzip(String contentEncoding) {
    return named(contentEncoding.strip()).equals("gzip");
  }

  private static Map<String, Double> weights(List<String> lines) {
    var weights = new HashMap<String, Double>();
    for (String line : lines) {
      for (String item : line.split(",", -1)) {
        var coding = ITEM.matcher(item);
        if (coding.matches()) {
          double weight = coding.group(2) == null ? 1 : Double.parseDouble(coding.group(2));
          weights.merge(named(coding.group(1)), weight, Math::max);
        }
      }
    }
    return weights;
  }

  /** Codings have no case, and gzip has an old name (RFC 9110 §8.4.1). */
  private static String named(String coding) {
    String name = coding.toLowerCase(Locale.ROOT);
    return name.equals("x-gzip") ? "gzip" : name;
  }
}
