package gateway.graph.batch;

import gateway.graph.ErrorCode;
import gateway.graph.Fault;
import gateway.graph.Problem;
import gateway.graph.Router;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where a part goes: path and query as a request line would carry them.
 *
 * @param path raw, with the service root that the batch was sent to unless the part names one
 * @param query raw, without {@code ?}; empty when there is none
 */
record PartAddress(String path, String query) {

  /** Characters of the longest address: what a request line may hold (contract §9). */
  private static final int LONGEST = 64 * 1024;

  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*", Pattern.DOTALL);

  /**
   * Reads a part's {@code url}: relative to the service root, with or without a slash before it
   * (Graph), a path that begins with a service root, or a whole address of this service (OData 4.01
   * JSON §19.1). What a URL cannot hold as it is, spaces among it, is percent-encoded (RFC 3987
   * §3.1).
   *
   * @param origin what every address of this service begins with, as the client knows it
   * @param root the service root that the batch was sent to: {@code /beta}, or nothing
   */
  static PartAddress of(String url, String origin, String root) {
    if (url.length() > LONGEST) {
      throw Problem.of(
          ErrorCode.URI_TOO_LONG, "The url is longer than %d characters.".formatted(LONGEST));
    }
    if (url.indexOf('#') >= 0) {
      throw unusable("has a fragment ('#'), which is never sent to a service");
    }
    String local = encoded(local(url, origin, root));
    int mark = local.indexOf('?');
    return mark < 0
        ? new PartAddress(local, "")
        : new PartAddress(local.substring(0, mark), local.substring(mark + 1));
  }

  private static String local(String url, String origin, String root) {
    if (ABSOLUTE.matcher(url).matches()) {
      if (!url.regionMatches(true, 0, origin + "/", 0, origin.length() + 1)) {
        throw unusable("is not an address of this service, which is at " + origin);
      }
      return url.substring(origin.length());
    }
    if (!url.startsWith("/")) {
      return root + "/" + url;
    }
    return Router.isRooted(url.split("\\?", 2)[0]) ? url : root + url;
  }

  private static String encoded(String url) {
    var encoded = new StringBuilder(url.length() + 16);
    url.codePoints()
        .forEach(c -> {
          if (c > 0x20 && c < 0x7F) {
            encoded.appendCodePoint(c);
          } else if (Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF)) {
            throw unusable("has a character that no address can have");
          } else {
            for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
              encoded.append("%%%02X".formatted(octet & 0xFF));
            }
          }
        });
    return encoded.toString();
  }

  private static Problem unusable(String why) {
    return Problem.badRequest(new Fault("url", "The url of this part " + why + "."));
  }
}
