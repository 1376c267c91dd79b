package gateway.graph;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checks of a request's headers that hold for every operation (contract §3, §5). */
final class RequestHeaders {

  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
  private static final double OLDEST = 4.0;
  private static final double NEWEST = 4.01;

  private RequestHeaders() {}

  /** 415 unless the body is said to be JSON in UTF-8, as it is or in gzip. */
  static void requireJson(Request request) {
    var type = MediaRange.parse(request.header("Content-Type"));
    boolean json = type.filter(t -> t.type().equals("application/json")).isPresent();
    String charset = type.map(t -> t.parameters().getOrDefault("charset", "utf-8")).orElse("utf-8");
    if (!json || !charset.equalsIgnoreCase("utf-8")) {
      throw Problem.of(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "The body must come with Content-Type: application/json, in UTF-8.");
    }
    if (!ContentCoding.isKnown(request.header("Content-Encoding"))) {
      // The header says that the coding is what was wrong (RFC 9110 §12.5.3).
      throw Problem.of(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "The body must come without a Content-Encoding, or in gzip.",
          Map.of("Accept-Encoding", "gzip"));
    }
  }

  /**
   * The request with the body that its operation reads: of the right size, and no longer in gzip;
   * 413, or 400 when it cannot be unpacked.
   */
  static Request plain(Request request, int limit) {
    requireSize(request, limit);
    byte[] bytes = request.body().bytes();
    if (!ContentCoding.isGzip(request.header("Content-Encoding")) || !GzipBody.isBegunIn(bytes)) {
      return request;
    }
    var plain = request.with(GzipBody.unpacked(bytes, limit));
    requireSize(plain, limit);
    return plain;
  }

  /** 413 when the body is larger than the operation reads. */
  static void requireSize(Request request, int limit) {
    if (request.body().exceeded() || request.body().bytes().length > limit) {
      throw Problem.of(
          ErrorCode.REQUEST_TOO_LARGE, "The body is larger than %d bytes.".formatted(limit));
    }
  }

  /**
   * 400 for a protocol version that this service does not speak (OData Protocol 4.01 §8.1.5,
   * §8.2.7).
   */
  static void requireODataVersions(Request request) {
    requireVersion(request, "OData-Version", OLDEST, NEWEST);
    requireVersion(request, "OData-MaxVersion", OLDEST, Double.MAX_VALUE);
  }

  /**
   * 400 for a condition that is malformed, whether or not the address has entity tags; where it has
   * none, a well-formed one has nothing to say.
   */
  static void requireConditions(Request request) {
    var _ = EntityTag.of(request, "If-Match");
    var _ = EntityTag.of(request, "If-None-Match");
  }

  private static void requireVersion(Request request, String name, double oldest, double newest) {
    String header = request.header(name).strip();
    if (!header.isEmpty() && version(header).filter(v -> v >= oldest && v <= newest).isEmpty()) {
      throw Problem.badRequest(
          new Fault(
              name,
              "The header '%s' is '%s'; this service speaks OData 4.0 and 4.01."
                  .formatted(name, Fault.quoted(header))));
    }
  }

  private static Optional<Double> version(String header) {
    return VERSION.matcher(header).matches()
        ? Optional.of(Double.valueOf(header))
        : Optional.empty();
  }
}
