package gateway.operations.guard;

import gateway.graph.CommonHeaders;
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
    CommonHeaders.add(ids, (name, value) -> line(head, name, value));
    line(head, "Date", DATE.now());
    if (isTls) {
      line(head, "Strict-Transport-Security", CommonHeaders.HSTS);
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
