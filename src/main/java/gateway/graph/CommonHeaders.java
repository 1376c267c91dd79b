package gateway.graph;

import java.util.function.BiConsumer;

/**
 * The headers that every answer carries (contract §5), a batch's part included. Those that speak of
 * the connection ({@code Date}, {@code Strict-Transport-Security}) are {@link AnswerHead}'s.
 */
public final class CommonHeaders {

  /** {@code Strict-Transport-Security} where the client came over TLS. */
  public static final String HSTS = "max-age=31536000; includeSubDomains";

  private CommonHeaders() {}

  public static void add(RequestIds ids, BiConsumer<String, String> headers) {
    headers.accept("request-id", ids.requestId().toString());
    headers.accept("client-request-id", ids.clientRequestId());
    headers.accept("OData-Version", "4.0");
    headers.accept("Cache-Control", "no-store");
  }
}
