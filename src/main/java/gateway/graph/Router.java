package gateway.graph;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From a request to its answer. The checks stand in the order in which contract §1 answers them:
 * address, method, token, permission, rate, Accept, content type, size, then headers and query;
 * what needs the body or the database is the operation's.
 */
@Singleton
public final class Router {

  private static final Set<String> ROOTS = Set.of("beta", "v1.0");

  /** Whether a raw path begins with a service root, as in {@code /beta/deviceManagement}. */
  public static boolean isRooted(String path) {
    return ROOTS.stream()
        .anyMatch(root -> path.equals("/" + root) || path.startsWith("/" + root + "/"));
  }

  private static final Uni<Identity> ANONYMOUS = Uni.createFrom().item(Anonymous.INSTANCE);

  private final List<Route> routes;
  private final Gate gate;
  private final RateLimits rates;
  private final HeldBytes held;
  private final Failures failures;
  private final RequestMeters meters;

  @Inject
  Router(
      @Any Instance<Route.Source> sources,
      Gate gate,
      RateLimits rates,
      HeldBytes held,
      Failures failures,
      RequestMeters meters) {
    this(
        sources.stream().flatMap(source -> source.routes().stream()).toList(),
        gate,
        rates,
        held,
        failures,
        meters);
  }

  Router(
      List<Route> routes,
      Gate gate,
      RateLimits rates,
      HeldBytes held,
      Failures failures,
      RequestMeters meters) {
    this.routes = routes;
    this.gate = gate;
    this.rates = rates;
    this.held = held;
    this.failures = failures;
    this.meters = meters;
  }

  /** Where a path leads. */
  private record Destination(Route route, List<String> keys, String root) {

    Call call(Request request, Operation operation, Identity identity) {
      return CallChecks.passed(request, operation, keys, root, identity);
    }
  }

  /** Answers a request. The answer never fails: what goes wrong is an error body. */
  public Uni<Response> answer(Request request) {
    var course = new Course(request);
    Uni<Response> answer;
    var span = PartSpan.begin(request);
    meters.begins();
    try {
      answer = dispatch(request, course);
    } catch (RuntimeException e) {
      answer = Uni.createFrom().failure(e);
    }
    return answer
        .map(done -> counted(request, course.asked(), done))
        .onFailure()
        .recoverWithItem(failure -> refused(request, course, failure))
        .invoke(answered -> {
          meters.took(course.asked(), answered.status(), course.nanos());
          span.ifPresent(it -> it.end(course.asked().operation(), answered.status()));
        })
        .onTermination()
        .invoke(meters::ends)
        .map(response -> request.method().equals("HEAD") ? response.withoutBody() : response);
  }

  /** Counts an answer; one that is made while it is sent counts when it has ended. */
  private Response counted(Request request, Asked asked, Response done) {
    if (done.content() instanceof Response.Content.Streamed(var pieces)
        && !request.method().equals("HEAD")) {
      var counted = new CountedPieces(pieces, asked, failures, meters);
      return new Response(done.status(), done.headers(), new Response.Content.Streamed(counted));
    }
    meters.answered(asked, done.status());
    return done;
  }

  /** The largest body, in bytes, that the operation asked for would read; 0 when it reads none. */
  int bodyLimit(String method, String path) {
    return find(path)
        .flatMap(found -> Optional.ofNullable(found.route().operations().get(method)))
        .map(operation -> operation.consumes().limit())
        .orElse(0);
  }

  /**
   * The answer to a request that is refused whatever its body may say: what its client is spared to
   * send, and the service to hold. Empty when the body decides. No rate is counted here.
   *
   * @param head has no body but the word whether it will be too large
   * @param sized whether that is known; if not, the body may be too large, and 413 comes before 400
   */
  Uni<Optional<Response>> refusal(Request head, boolean sized) {
    var course = new Course(head);
    Uni<Call> checked;
    try {
      checked = checked(head, course);
    } catch (RuntimeException e) {
      checked = Uni.createFrom().failure(e);
    }
    return checked
        .map(_ -> Optional.<Response>empty())
        .onFailure(failure -> !sized && isBadRequest(failure))
        .recoverWithItem(Optional.empty())
        .onFailure()
        .recoverWithItem(failure -> Optional.of(refused(head, course, failure)))
        .invoke(refusal ->
            refusal.ifPresent(it -> meters.took(course.asked(), it.status(), course.nanos())));
  }

  private static boolean isBadRequest(Throwable failure) {
    return failure instanceof Problem problem && problem.code() == ErrorCode.BAD_REQUEST;
  }

  private Uni<Call> checked(Request request, Course course) {
    var found = find(request.path()).orElseThrow(Router::noSuchAddress);
    var operation = operation(request, found.route());
    course.reaches(found.route());
    return identified(request, operation, course)
        .map(identity -> found.call(request, operation, identity));
  }

  private Response refused(Request request, Course course, Throwable failure) {
    return failures
        .answer(course.asked(), failure)
        .with("Content-Type", Negotiation.wished(request).contentType());
  }

  private Uni<Response> dispatch(Request request, Course course) {
    if (request.method().equals("OPTIONS") && request.path().equals("*")) {
      // The server as a whole (RFC 9110 §9.3.7): what any of its addresses may have.
      return Uni.createFrom().item(Response.of(204).with("Allow", Route.METHODS));
    }
    var found = find(request.path()).orElseThrow(Router::noSuchAddress);
    if (request.method().equals("OPTIONS")) {
      return Uni.createFrom().item(Response.of(204).with("Allow", found.route().allow()));
    }
    var operation = operation(request, found.route());
    course.reaches(found.route());
    if (request.arrival() instanceof Arrival.Alone) {
      course.asked().nameSpan();
    }
    return identified(request, operation, course)
        .chain(identity -> {
          var told = counted(request, operation, identity);
          return operation
              .handler()
              .answer(found.call(request, operation, identity))
              .invoke(response -> held.requireRoom(request, response))
              .map(response -> response.with(told));
        });
  }

  private Uni<? extends Identity> identified(Request request, Operation operation, Course course) {
    return operation.access() == Access.ANONYMOUS
        ? ANONYMOUS
        : gate.admit(request, operation.access()).invoke(course::isOf);
  }

  /** What a caller is told of its rate; the parts of a batch are counted, not what they came in. */
  private Map<String, String> counted(Request request, Operation operation, Identity identity) {
    if (operation.access() == Access.ANONYMOUS) {
      rates.admit(request.peer());
      return Map.of();
    }
    return operation.consumes() == Operation.Consumes.BATCH
        ? Map.of()
        : rates.admit(identity, request.method());
  }

  private Optional<Destination> find(String path) {
    return PathSegments.parse(path).flatMap(this::find);
  }

  private Optional<Destination> find(List<PathSegments.Segment> segments) {
    var first = segments.getFirst();
    boolean rooted = !first.key() && ROOTS.contains(first.text());
    var below = rooted ? segments.subList(1, segments.size()) : segments;
    for (Route route : routes) {
      var keys = route.match(below.isEmpty() ? SERVICE_DOCUMENT : below);
      if (keys.isPresent()) {
        return Optional.of(new Destination(route, keys.get(), rooted ? "/" + first.text() : ""));
      }
    }
    return Optional.empty();
  }

  /** {@code /beta} is {@code /beta/}. */
  private static final List<PathSegments.Segment> SERVICE_DOCUMENT =
      List.of(new PathSegments.Segment("", false));

  private static Operation operation(Request request, Route route) {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    return Optional.ofNullable(route.operations().get(method))
        .orElseThrow(() ->
            Problem.of(
                ErrorCode.METHOD_NOT_ALLOWED,
                "This address does not have the method '%s'; it has %s."
                    .formatted(Fault.quoted(request.method()), route.allow()),
                Map.of("Allow", route.allow())));
  }

  private static Problem noSuchAddress() {
    return Problem.of(ErrorCode.RESOURCE_NOT_FOUND, "There is no such address.");
  }
}
