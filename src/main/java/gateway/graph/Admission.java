package gateway.graph;

import io.quarkus.runtime.configuration.MemorySize;
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
     * refused later.
     */
    @WithDefault("1024")
    int atOnce();

    /**
     * Bytes of bodies and of answers that are held in memory at once. As many requests as may be
     * under way have bodies of 64 KiB each; or 42 have the largest batch; or 100 usual pages of
     * 1,000 audits wait for slow clients. An eighth of the heap of a pod of 768 MiB, since what is
     * read of a body and what an answer is made of takes its multiple for a while.
     */
    @WithDefault("64M")
    MemorySize memory();
  }

  private final UnderWay underWay;
  private final Peers peers;
  private final Failures failures;
  private final RequestMeters meters;
  private final AnswerHead head;
  private final AnswerBody answerBody;
  private final BodyDeadline bodyDeadline;

  Admission(
      Settings settings,
      Peers peers,
      Failures failures,
      RequestMeters meters,
      AnswerHead head,
      AnswerBody answerBody,
      BodyDeadline bodyDeadline) {
    this.underWay = new UnderWay(settings.atOnce());
    this.peers = peers;
    this.failures = failures;
    this.meters = meters;
    this.head = head;
    this.answerBody = answerBody;
    this.bodyDeadline = bodyDeadline;
  }

  void register(@Observes io.vertx.ext.web.Router routes) {
    routes.route().order(BEFORE_THE_ENTRY).handler(this::admit);
  }

  void admit(RoutingContext context) {
    var out = context.response();
    if (out.writeQueueFull()) {
      // Asked for before the client has taken the answer before it (RFC 9112 §9.3.2).
      out.drainHandler(_ -> {
        out.drainHandler(null);
        admit(context);
      });
    } else if (underWay.enter()) {
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
    bodyDeadline.discard(http);
    String clientRequestId = http.getHeader("client-request-id");
    var ids = RequestIds.of(clientRequestId == null ? "" : clientRequestId);
    var asked = new Asked(ids, http.method().name(), Asked.NO_OPERATION, false, Optional.empty());
    meters.refused(asked, CROWDED);
    var answer = failures.answer(ids, CROWDED);
    head.write(http.response(), peer(http), ids, answer);
    answerBody.end(http.response(), answer.body());
  }

  private Peer peer(HttpServerRequest http) {
    try {
      return peers.of(http);
    } catch (Problem unclear) {
      return peers.direct(http);
    }
  }
}
