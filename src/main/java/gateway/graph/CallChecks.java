package gateway.graph;

import gateway.odata.QueryOptions;
import java.util.List;
import java.util.Optional;

/**
 * What is checked of a request once its address and caller are known: Accept, content type, size,
 * then headers and query, in the order in which contract §1 answers them.
 */
final class CallChecks {

  private CallChecks() {}

  /**
   * The call that a request is.
   *
   * @param keys the values of the address's variables
   * @param root the service root of the address, such as {@code /beta}
   * @throws Problem of the first check that fails
   */
  static Call passed(
      Request request, Operation operation, List<String> keys, String root, Identity identity) {
    var query = Query.of(request, operation);
    var form = form(request, operation, query);
    var plain = request;
    if (operation.consumes() != Operation.Consumes.NOTHING) {
      RequestHeaders.requireJson(request);
      plain = RequestHeaders.plain(request, operation.consumes().limit());
    }
    RequestHeaders.requireODataVersions(request);
    RequestHeaders.requireConditions(request);
    return new Call(
        plain,
        keys,
        request.peer().origin() + root,
        identity,
        form,
        Preferences.parse(request.header("Prefer")),
        query.orElseThrow());
  }

  private static Form form(Request request, Operation operation, Query query) {
    return operation
        .produces()
        .offers()
        .map(offers -> Negotiation.chosen(offers, request, query.options()))
        .orElse(Form.json(MetadataLevel.MINIMAL));
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
}
