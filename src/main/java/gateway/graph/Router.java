package gateway.graph;

import gateway.odata.QueryOptions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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

  private final List<Route> routes;
  private final Gate gate;
  private final RateLimits rates;
  private final Failures failures;

  @Inject
  Router(@Any Instance<Route.Source> sources, Gate gate, RateLimits rates, Failures failures) {
    this(
        sources.stream().flatMap(source -> source.routes().stream()).toList(),
        gate,
        rates,
        failures);
  }

  Router(List<Route> routes, Gate gate, RateLimits rates, Failures failures) {
    this.routes = routes;
    this.gate = gate;
    this.rates = rates;
    this.failures = failures;
  }

  /** Where a path leads. */
  private record Destination(Route route, List<String> keys, String root) {}

  /** Answers a request. The answer never fails: what goes wrong is an error body. */
  public Uni<Response> answer(Request request) {
    Uni<Response> answer;
    try {
      answer = dispatch(request);
    } catch (RuntimeException e) {
      answer = Uni.createFrom().failure(e);
    }
    return answer
        .onFailure()
        .recoverWithItem(failure ->
            failures
                .answer(request, failure)
                .with("Content-Type", Negotiation.wished(request).contentType()))
        .map(response -> request.method().equals("HEAD") ? response.withoutBody() : response);
  }

  /** The largest body, in bytes, that the operation asked for would read; 0 when it reads none. */
  int bodyLimit(String method, String path) {
    return find(path)
        .flatMap(found -> Optional.ofNullable(found.route().operations().get(method)))
        .map(operation -> operation.consumes().limit())
        .orElse(0);
  }

  private Uni<Response> dispatch(Request request) {
    var found = find(request.path()).orElseThrow(Router::noSuchAddress);
    if (request.method().equals("OPTIONS")) {
      return Uni.createFrom().item(Response.of(204).with("Allow", found.route().allow()));
    }
    var operation = operation(request, found.route());
    return operation.access() == Access.ANONYMOUS
        ? operation.handler().answer(call(request, found, operation, Anonymous.INSTANCE))
        : gate.admit(request, operation.access())
            .chain(identity -> {
              // The parts of a batch are counted, not what they came in.
              var told =
                  operation.consumes() == Operation.Consumes.BATCH
                      ? Map.<String, String>of()
                      : rates.admit(identity, request.method());
              return operation
                  .handler()
                  .answer(call(request, found, operation, identity))
                  .map(response -> response.with(told));
            });
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

  private static Call call(
      Request request, Destination found, Operation operation, Identity identity) {
    var query = Query.of(request, operation);
    var form = form(request, operation, query);
    if (operation.consumes() != Operation.Consumes.NOTHING) {
      RequestHeaders.requireJson(request);
      RequestHeaders.requireSize(request, operation.consumes().limit());
    }
    RequestHeaders.requireODataVersions(request);
    return new Call(
        request,
        found.keys(),
        request.peer().origin() + found.root(),
        identity,
        form,
        Preferences.parse(request.header("Prefer")),
        query.orElseThrow());
  }

  /** {@code $format} overrides {@code Accept} (OData 4.01 Protocol §11.2.12). */
  private static Form form(Request request, Operation operation, Query query) {
    var format = query.options().get("$format");
    return switch (operation.produces()) {
      case JSON ->
          Form.json(
              format
                  .map(Negotiation::format)
                  .orElseGet(() -> Negotiation.json(request.header("Accept"))));
      case COLLECTION ->
          format
              .map(CollectionForms::format)
              .orElseGet(() -> CollectionForms.accepted(request.header("Accept")));
      case TEXT -> {
        Negotiation.requirePlain(request.header("Accept"), "text/plain");
        yield Form.json(MetadataLevel.MINIMAL);
      }
      case CSDL -> own(OwnForms.CSDL, request, query);
      case OPEN_API -> own(OwnForms.OPEN_API, request, query);
      case BYTES, NOTHING -> Form.json(MetadataLevel.MINIMAL);
    };
  }

  /** Passes when there is a form that will do; the operation chooses it again. */
  private static Form own(OwnForms forms, Request request, Query query) {
    var _ = forms.choose(request, query.options());
    return Form.json(MetadataLevel.MINIMAL);
  }

  /**
   * The query's options, or why there are none: it is answered after the faults that come before
   * it.
   */
  private record Query(QueryOptions options, Optional<Problem> refused) {

    static Query of(Request request, Operation operation) {
      if (request.query().isEmpty()) {
        return new Query(QueryOptions.NONE, Optional.empty());
      }
      try {
        return new Query(
            QueryOptions.parse(request.query(), operation.options()), Optional.empty());
      } catch (QueryOptions.Unreadable e) {
        var fault = new Fault(e.target(), String.valueOf(e.getMessage()));
        return new Query(QueryOptions.NONE, Optional.of(Problem.badRequest(fault)));
      }
    }

    QueryOptions orElseThrow() {
      if (refused.isPresent()) {
        throw refused.get();
      }
      return options;
    }
  }

  private static Problem noSuchAddress() {
    return Problem.of(ErrorCode.RESOURCE_NOT_FOUND, "There is no such address.");
  }

  /** Whoever asks for what is open to everyone. */
  private enum Anonymous implements Identity {
    INSTANCE;

    @Override
    public UUID tenant() {
      throw new IllegalStateException("An anonymous request has no tenant.");
    }

    @Override
    public String application() {
      throw new IllegalStateException("An anonymous request has no application.");
    }
  }
}
