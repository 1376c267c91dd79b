package gateway.graph;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The answer to a request that the router never sees: its target cannot be told, or too many others
 * are under way. What comes of its body is thrown away.
 */
@ApplicationScoped
class EarlyAnswer {

  private final Peers peers;
  private final AnswerHead head;
  private final AnswerBody body;
  private final BodyDeadline bodyDeadline;

  EarlyAnswer(Peers peers, AnswerHead head, AnswerBody body, BodyDeadline bodyDeadline) {
    this.peers = peers;
    this.head = head;
    this.body = body;
    this.bodyDeadline = bodyDeadline;
  }

  void send(RoutingContext context, RequestIds ids, Response response) {
    var http = context.request();
    if (Expectation.isContinue(http)) {
      Expectation.closeBehindAnswer(context);
    }
    bodyDeadline.discard(http);
    var out = http.response();
    if (!out.closed() && !out.ended()) {
      head.write(out, peer(http), ids, response);
      body.end(out, response.body());
    }
  }

  private Peer peer(HttpServerRequest http) {
    try {
      return peers.of(http);
    } catch (Problem unclear) {
      return peers.direct(http);
    }
  }
}
