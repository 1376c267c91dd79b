package gateway.operations.guard;

import gateway.graph.Failures;
import gateway.graph.HttpDate;
import gateway.graph.Problem;
import gateway.graph.RequestIds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * The last answer on a connection, in bytes: status, headers and error body as every other answer
 * has them (contract §5, §7).
 */
final class Refusal {

  // Made here, not injected: the socket's pipeline is no bean, and other servers of this process
  // have none.
  private static final Failures FAILURES = new Failures(Clock.systemUTC());
  private static final HttpDate DATE = new HttpDate(Clock.systemUTC());

  private Refusal() {}

  static ByteBuf of(State.Refused refused, RequestHead request, boolean isTls) {
    var ids = RequestIds.of(request.clientRequestId());
    var answer = FAILURES.body(ids, Problem.of(refused.code(), refused.message()));
    var head = new StringBuilder(512);
    head.append("HTTP/1.1 ").append(HttpResponseStatus.valueOf(answer.status())).append("\r\n");
    line(head, "request-id", ids.requestId().toString());
    line(head, "client-request-id", ids.clientRequestId());
    line(head, "Date", DATE.now());
    line(head, "OData-Version", "4.0");
    line(head, "Cache-Control", "no-store");
    if (isTls) {
      line(head, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    answer.headers().forEach((name, value) -> line(head, name, value));
    line(head, "Content-Length", Integer.toString(answer.body().length()));
    line(head, "Connection", "close");
    head.append("\r\n");
    var bytes = Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII);
    return request.isHead() ? bytes : Unpooled.wrappedBuffer(bytes, answer.body().getByteBuf());
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
