package gateway.graph.batch;

import gateway.graph.Fault;
import gateway.graph.Problem;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where a part goes: Graph writes addresses relative to the service root, with a slash or without;
 * OData also allows absolute ones of this service.
 *
 * @param path with the service root
 * @param query without {@code ?}
 */
record PartAddress(String path, String query) {

  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://.*");
  private static final Pattern ROOTED = Pattern.compile("(?i)/(beta|v1\\.0)(/.*)?");

  /**
   * @param origin scheme, authority and prefix of this service
   * @param root the service root to which the batch was sent, such as {@code /beta}, or nothing
   */
  static PartAddress of(String url, String origin, String root) {
    String sent = encoded(url);
    if (sent.indexOf('#') >= 0) {
      throw Problem.badRequest(new Fault("url", "An address in a batch has no fragment."));
    }
    if (ABSOLUTE.matcher(sent).matches()) {
      if (!sent.startsWith(origin + "/")) {
        throw Problem.badRequest(
            new Fault(
                "url",
                "The address '%s' is not one of this service; write it relative to the service root."
                    .formatted(Fault.quoted(url))));
      }
      return split(sent.substring(origin.length()));
    }
    String local = sent.startsWith("/") ? sent : "/" + sent;
    return split(ROOTED.matcher(local.replaceFirst("\\?.*", "")).matches() ? local : root + local);
  }

  private static PartAddress split(String address) {
    int question = address.indexOf('?');
    return question < 0
        ? new PartAddress(address, "")
        : new PartAddress(address.substring(0, question), address.substring(question + 1));
  }

  /** Spaces and what is not ASCII may stand in a JSON string as they are; not in an address. */
  private static String encoded(String url) {
    var encoded = new StringBuilder(url.length());
    for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && b < ' ' || b == 0x7F) {
        throw Problem.badRequest(
            new Fault("url", "An address in a batch has no control characters."));
      }
      if (b == ' ' || b < 0) {
        encoded.append("%%%02X".formatted(b & 0xFF));
      } else {
        encoded.append((char) b);
      }
    }
    return encoded.toString();
  }
}
