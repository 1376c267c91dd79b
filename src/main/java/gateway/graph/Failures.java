package gateway.graph;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * The one place that turns a failure into an answer (contract §7), and logs what is the service's
 * own fault.
 */
@ApplicationScoped
public class Failures {

  private static final Logger LOG = Logger.getLogger(Failures.class);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private final Clock clock;
  private final RequestMeters meters;
  private final RefusedChanges refusedChanges;

  @Inject
  Failures(Clock clock, RequestMeters meters, RefusedChanges refusedChanges) {
    this.clock = clock;
    this.meters = meters;
    this.refusedChanges = refusedChanges;
  }

  /** Answers as the other does; what it counts goes to a registry that nobody reads. */
  public Failures(Clock clock) {
    this(clock, new RequestMeters(new CompositeMeterRegistry()), new RefusedChanges(clock));
  }

  /** The answer to a request that failed. */
  public Response answer(Asked asked, Throwable failure) {
    return body(asked.ids(), report(asked, failure));
  }

  /**
   * Counts a failure, and logs it when it is the service's own fault or a change that was refused;
   * gives the problem that it is to a client.
   */
  @CanIgnoreReturnValue
  Problem report(Asked request, Throwable failure) {
    var problem = problem(failure);
    var asked = request.orBy(problem.asker());
    meters.refused(asked, problem);
    if (problem.code() == ErrorCode.SERVICE_UNAVAILABLE) {
      // No trace: under overload there are many of these, and where they were thrown says nothing.
      LOG.warnf("%s %s cause=%s", problem.code().wireName(), asked, problem.getCause());
    } else if (problem.code().status() >= 500) {
      LOG.errorf(problem.getCause(), "%s %s", problem.code().wireName(), asked);
    } else {
      refusedChanges.write(asked, problem);
    }
    return problem;
  }

  /** The error body of a problem, with its headers; nothing is counted or logged. */
  public Response body(RequestIds ids, Problem problem) {
    var body = JsonBuffer.write(json -> write(json, ids, problem));
    return Response.json(problem.code().status(), MetadataLevel.MINIMAL, body)
        .with(problem.headers());
  }

  /** What a failure is to a client. */
  static Problem problem(Throwable failure) {
    return switch (failure) {
      case Problem problem -> problem;
      case CompletionException wrapped when wrapped.getCause() != null ->
          problem(wrapped.getCause());
      default -> Problem.internal(failure);
    };
  }

  private void write(JsonGenerator json, RequestIds ids, Problem problem) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("error");
    json.writeStringField("code", problem.code().wireName());
    json.writeStringField("message", problem.publicMessage());
    writeTarget(json, problem.target());
    if (!problem.details().isEmpty()) {
      json.writeArrayFieldStart("details");
      for (Fault fault : problem.details()) {
        json.writeStartObject();
        json.writeStringField("code", problem.code().wireName());
        json.writeStringField("message", fault.message());
        writeTarget(json, fault.target());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeObjectFieldStart("innerError");
    var now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    json.writeStringField("date", DATE.format(now));
    json.writeStringField("request-id", ids.requestId().toString());
    json.writeStringField("client-request-id", ids.clientRequestId());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeTarget(JsonGenerator json, String target) throws IOException {
    if (!target.isEmpty()) {
      json.writeStringField("target", target);
    }
  }
}
