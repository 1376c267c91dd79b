package gateway.graph;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/**
 * The span of a batch's part, below its batch's: operation and status, nothing else. What the part
 * asks of the database stands below it.
 */
final class PartSpan {

  private final Span span;
  private final Scope scope;

  private PartSpan(Span span, Scope scope) {
    this.span = span;
    this.scope = scope;
  }

  /** Begins one where a part is traced; {@link #end} is called where it has its answer. */
  @SuppressWarnings("MustBeClosed") // By end.
  static Optional<PartSpan> begin(Request request) {
    if (!Asked.isPart(request) || !Span.current().getSpanContext().isValid()) {
      return Optional.empty();
    }
    var span = GlobalOpenTelemetry.getTracer("gateway").spanBuilder(Asked.NO_OPERATION).startSpan();
    return Optional.of(new PartSpan(span, span.makeCurrent()));
  }

  void end(String operation, int status) {
    var _ = span.updateName(operation).setAttribute("http.response.status_code", status);
    if (status >= 500) {
      var _ = span.setStatus(StatusCode.ERROR);
    }
    scope.close();
    span.end();
  }
}
