package gateway.graph;

import java.util.Optional;

/** How far a request has come on its way through the router. Used by one thread at a time. */
final class Course {

  private final Request request;
  private final long began = System.nanoTime();
  private String operation = Asked.NO_OPERATION;
  private Optional<Identity> identity = Optional.empty();

  Course(Request request) {
    this.request = request;
  }

  /** An operation was found: HEAD is its GET. */
  void reaches(Route route) {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    operation = method + " /" + String.join("/", route.template());
  }

  void isOf(Identity caller) {
    identity = Optional.of(caller);
  }

  Asked asked() {
    return new Asked(request.ids(), request.method(), operation, Asked.isPart(request), identity);
  }

  /** Since all of the request was there. */
  long nanos() {
    return System.nanoTime() - began;
  }
}
