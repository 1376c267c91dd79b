package gateway.graph;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What was asked and by whom, as far as it was known when it was answered: what log and meters say
 * of a request. Nothing in it is of the client's choosing, so that it holds no personal value and
 * has bounds.
 *
 * @param operation method and address as {@link Operation}s are named by, or {@link #NO_OPERATION}
 * @param part whether it came in a batch
 * @param identity empty before the token is known to be good
 */
public record Asked(
    RequestIds ids, String method, String operation, boolean part, Optional<Identity> identity) {

  /** Of what no address or no method of an address answers. */
  public static final String NO_OPERATION = "none";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "OPTIONS", "POST", "PATCH", "DELETE", "PUT", "TRACE", "CONNECT");

  private static final Set<String> CHANGES = Set.of("POST", "PATCH", "DELETE");

  /** What ids of Microsoft Entra ID look like; a claim that holds something else is not shown. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  public Asked {
    method = METHODS.contains(method) ? method : "other";
  }

  /** A request of which nothing more is known than that it came. */
  static Asked of(Request request) {
    return new Asked(
        request.ids(), request.method(), NO_OPERATION, isPart(request), Optional.empty());
  }

  /** The same of a request that came by itself, before anything of it was read. */
  static Asked of(HttpServerRequest http) {
    String clientRequestId = http.getHeader("client-request-id");
    return of(http, RequestIds.of(clientRequestId == null ? "" : clientRequestId));
  }

  /** The same, with ids that it was given already. */
  static Asked of(HttpServerRequest http, RequestIds ids) {
    return new Asked(ids, http.method().name(), NO_OPERATION, false, Optional.empty());
  }

  static boolean isPart(Request request) {
    return !(request.arrival() instanceof Arrival.Alone);
  }

  /** Gives the trace's span the operation and the request-id, where there is a trace. */
  void nameSpan() {
    var _ =
        Span.current().updateName(operation).setAttribute("request_id", ids.requestId().toString());
  }

  /** Whether it would have changed something. */
  boolean isChange() {
    return CHANGES.contains(method);
  }

  /** The same, asked by this caller when nothing better is known. */
  Asked orBy(Optional<Identity> known) {
    return new Asked(ids, method, operation, part, identity.or(() -> known));
  }

  /** As a line of the log has it. */
  @Override
  public String toString() {
    return "request-id=%s method=%s operation=\"%s\" part=%s tenant=%s application=%s principal=%s"
        .formatted(
            ids.requestId(),
            method,
            operation,
            part,
            identity.map(caller -> caller.tenant().toString()).orElse("-"),
            identity.map(caller -> shown(caller.application())).orElse("-"),
            identity.map(caller -> shown(caller.principal())).orElse("-"));
  }

  private static String shown(String id) {
    return ID.matcher(id).matches() ? id : "-";
  }
}
