package gateway.graph.batch;

import gateway.graph.Arrival;
import gateway.graph.Call;
import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import gateway.graph.Request;
import gateway.graph.RequestIds;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;

/** From a part to the request that it stands for. */
final class PartRequest {

  /** Characters of a part's headers together: what a request's own block may hold (contract §9). */
  private static final int LONGEST_HEADERS = 16 * 1024;

  private PartRequest() {}

  /**
   * The request. Of the batch's own headers it has the {@code Authorization} alone, and that only
   * when the part brings none: a body without a {@code Content-Type} of its own is 415, as it is
   * alone. Its size is bounded by the router, on the bytes that were sent. A {@link Problem} when
   * there can be no such request.
   */
  static Request of(Part part, RequestIds ids, Call batch, Arrival arrival) {
    var peer = batch.request().peer();
    String root = batch.root().substring(peer.origin().length());
    var address = PartAddress.of(part.url(), peer.origin(), root);
    return new Request(
        part.method(),
        address.path(),
        address.query(),
        headers(part, batch.request()),
        part.body()
            .map(text -> new Request.Body(text.getBytes(StandardCharsets.UTF_8), false))
            .orElse(Request.Body.NONE),
        peer,
        ids,
        arrival);
  }

  private static MultiMap headers(Part part, Request batch) {
    int length =
        part.headers().entrySet().stream()
            .mapToInt(header -> header.getKey().length() + header.getValue().length())
            .sum();
    if (length > LONGEST_HEADERS) {
      throw Problem.of(
          ErrorCode.REQUEST_HEADER_FIELDS_TOO_LARGE,
          "The headers of this part are longer than %d characters.".formatted(LONGEST_HEADERS));
    }
    var headers = MultiMap.caseInsensitiveMultiMap();
    part.headers().forEach(headers::add);
    if (!headers.contains("Authorization")) {
      headers.add("Authorization", batch.header("Authorization"));
    }
    return headers;
  }
}
