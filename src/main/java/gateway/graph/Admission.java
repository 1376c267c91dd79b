package gateway.graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Lets requests in to {@link HttpEntry} while there are not too many under way. Stands in front of
 * everything that a request costs: what is refused here has had no token verified, no body read and
 * no place in the database's queue, so that refusing many leaves the processors to those that are
 * let in.
 */
@ApplicationScoped
class Admission {

  /** Ahead of {@link HttpEntry}, behind every route of Quarkus. */
  private static final int BEFORE_THE_ENTRY = 15_000;

  private static final Problem CROWDED =
      Problem.crowded(
              "Too many requests are under way at once; nothing was changed, try again later.")
          .because("crowd");

  /** Bounds of what is under way. */
  @ConfigMapping(prefix = "gateway.requests")
  interface Settings {
    /**
     * Requests under way at once, waiting ones included; what comes beyond is refused at once. At
     * 200 answers a second, a tenth of what two processors do, the last of them has waited for five
     * seconds, as long as the pool lets it (gateway.database.acquire-timeout): more would only be
     * refused later. At 64 KiB a body they hold 64 MiB.
     */
    @WithDefault("1024")
    int atOnce();
  }

  private final UnderWay underWay;
  private final Peers peers;
  private final Failures failures;
  private final RequestMeters meters;
  private final AnswerHead head;

  Admission(
      Settings settings, Peers peers, Failures failures, RequestMeters meters, AnswerHead head) {
    this.underWay = new UnderWay(settings.atOnce());
    this.peers = peers;
    this.failures = failures;
    this.meters = meters;
    this.head = head;
  }

  void register(@Observes io.vertx.ext.web.Router routes) {
    routes.route().order(BEFORE_THE_ENTRY).handler(this::admit);
  }

  private void admit(RoutingContext context) {
    if (underWay.enter()) {
      int _ = context.addEndHandler(_ -> underWay.leave());
      context.next();
    } else {
      refuse(context);
    }
  }

  private void refuse(RoutingContext context) {
    var http = context.request();
    if (Expectation.isContinue(http)) {
      Expectation.closeBehindAnswer(context);
    }
    // What comes of a body is read and thrown away.
    http.resume();
    String clientRequestId = http.getHeader("client-request-id");
    var ids = RequestIds.of(clientRequestId == null ? "" : clientRequestId);
    var asked = new Asked(ids, http.method().name(), Asked.NO_OPERATION, false, Optional.empty());
    meters.refused(asked, CROWDED);
    var answer = failures.answer(ids, CROWDED);
    var out = http.response();
    head.write(out, peer(http), ids, answer);
    var _ = out.end(answer.body());
  }

  private Peer peer(HttpServerRequest http) {
    try {
      return peers.of(http);
    } catch (Problem unclear) {
      return peers.direct(http);
    }
  }
}
