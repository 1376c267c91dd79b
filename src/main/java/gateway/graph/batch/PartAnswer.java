package gateway.graph.batch;

import gateway.graph.RequestIds;
import gateway.graph.Response;

/** What a part was answered. */
record PartAnswer(Part part, RequestIds ids, Response response) {

  /** Whether what depends on it is not to be done: neither 2xx nor 3xx. */
  boolean failed() {
    return response.status() >= 400;
  }
}
