package gateway.graph.batch;

import gateway.graph.RequestIds;
import gateway.graph.Response;
import java.util.Set;

/** What a part was answered. */
record PartAnswer(Part part, RequestIds ids, Response response) {

  private static final Set<Integer> UNCOUNTED = Set.of(401, 403, 404, 405, 424);

  /** Whether it may have been refused before the rate: the address, the method, the token. */
  boolean uncounted() {
    return UNCOUNTED.contains(response.status());
  }

  /** Whether what depends on it is not to be done: neither 2xx nor 3xx. */
  boolean failed() {
    return response.status() >= 400;
  }
}
