package gateway.graph;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * The socket's side of the API: reads a request with a bounded body, and writes the answer with the
 * headers that every answer carries (contract §5).
 *
 * <p>One handler behind all of the framework's own: whatever no other handler took is an address of
 * this API, or 404 in its form.
 */
@ApplicationScoped
public class HttpEntry {

  /** Behind every route of Quarkus, whose last order is 10,000. */
  private static final int LAST = 20_000;

  /**
   * What is read at least before an answer: the body of an entity, where none is wanted, so that
   * the connection can go on behind it.
   */
  private static final int READ_BYTES = Operation.Consumes.ENTITY.limit();

  private static final Set<String> WITHOUT_BODY =
      Set.of("GET", "HEAD", "OPTIONS", "DELETE", "TRACE", "CONNECT");

  private final Router router;
  private final Peers peers;
  private final Failures failures;
  private final AnswerHead head;
  private final AnswerBody answerBody;
  private final BodyDeadline bodyDeadline;
  private final EarlyAnswer early;
  private final HeldBytes held;

  HttpEntry(
      Router router,
      Peers peers,
      Failures failures,
      AnswerHead head,
      AnswerBody answerBody,
      BodyDeadline bodyDeadline,
      EarlyAnswer early,
      HeldBytes held) {
    this.router = router;
    this.peers = peers;
    this.failures = failures;
    this.head = head;
    this.answerBody = answerBody;
    this.bodyDeadline = bodyDeadline;
    this.early = early;
    this.held = held;
  }

  void register(@Observes io.vertx.ext.web.Router routes) {
    routes.route().order(LAST).handler(this::handle);
    // What vertx-web itself would refuse before any route: a path that it cannot decode, a Host
    // that it does not like.
    routes.route().order(Integer.MIN_VALUE).failureHandler(this::handleRefused);
  }

  private void handleRefused(RoutingContext context) {
    if (context.statusCode() == 400 || context.statusCode() == 404) {
      handle(context);
    } else {
      context.next();
    }
  }

  private void handle(RoutingContext context) {
    var http = context.request();
    var asked = Asked.of(http);
    var ids = asked.ids();
    Peer peer;
    try {
      peer = peers.of(http);
    } catch (Problem problem) {
      early.send(context, ids, failures.answer(asked, problem));
      return;
    }
    if (WITHOUT_BODY.contains(http.method().name())) {
      if (Expectation.isContinue(http)) {
        // The final answer is the immediate one that is due, since it needs no body.
        Expectation.closeBehindAnswer(context);
      }
      bodyDeadline.discard(http);
      answer(context, request(http, Request.Body.NONE, peer, ids));
    } else {
      refuseOrRead(context, peer, ids);
    }
  }

  /**
   * A refusal that no body could avert comes before the body: who may not send one has none of it
   * held in memory.
   */
  private void refuseOrRead(RoutingContext context, Peer peer, RequestIds ids) {
    var http = context.request();
    boolean asks = Expectation.isContinue(http);
    int limit = router.bodyLimit(http.method().name(), path(http));
    boolean tooLarge = Expectation.announcesMoreThan(limit, http);
    var head = request(http, new Request.Body(new byte[0], tooLarge), peer, ids);
    router
        .refusal(head, Expectation.isSized(http))
        .subscribe()
        .with(refusal -> {
          if (refusal.isEmpty()) {
            if (asks) {
              http.response().writeContinue();
            }
            readBody(context, peer, ids);
          } else if (asks || Expectation.announcesMoreThan(Math.max(limit, READ_BYTES), http)) {
            Expectation.closeBehindAnswer(context);
            write(http, peer, ids, refusal.get());
          } else {
            bodyDeadline.discard(http);
            write(http, peer, ids, refusal.get());
          }
        });
  }

  private void readBody(RoutingContext context, Peer peer, RequestIds ids) {
    var http = context.request();
    int limit = router.bodyLimit(http.method().name(), path(http));
    int most = Math.max(limit, READ_BYTES);
    if (Expectation.announcesMoreThan(most, http)) {
      answerTooLarge(context, peer, ids);
      return;
    }
    var body = Buffer.buffer();
    var deadline = bodyDeadline.start(http);
    var share = held.share();
    int _ = context.addEndHandler(_ -> share.giveBack());
    http.handler(chunk -> {
      if (body.length() + chunk.length() > most) {
        deadline.run();
        answerTooLarge(context, peer, ids);
      } else if (share.take(chunk.length())) {
        body.appendBuffer(chunk);
      } else {
        http.handler(null).endHandler(_ -> deadline.run());
        write(http, peer, ids, failures.answer(Asked.of(http, ids), HeldBytes.FULL));
      }
    });
    http.endHandler(_ -> {
      deadline.run();
      // What was read is held once: as the array that is made of it.
      http.handler(null).endHandler(null);
      boolean exceeded = body.length() > limit;
      byte[] bytes = exceeded ? new byte[0] : body.getBytes();
      answer(context, request(http, new Request.Body(bytes, exceeded), peer, ids));
    });
    http.resume();
  }

  /** Answers without waiting for the rest, of which nothing more is read here. */
  private void answerTooLarge(RoutingContext context, Peer peer, RequestIds ids) {
    var http = context.request();
    http.pause();
    http.handler(null);
    http.endHandler(null);
    Expectation.closeBehindAnswer(context);
    answer(context, request(http, new Request.Body(new byte[0], true), peer, ids));
  }

  private void answer(RoutingContext context, Request request) {
    var http = context.request();
    router
        .answer(request)
        .subscribe()
        .with(response -> {
          switch (response.content()) {
            case Response.Content.Whole _, Response.Content.Omitted _ ->
                write(http, request.peer(), request.ids(), response);
            case Response.Content.Streamed(Pieces pieces) ->
                send(context, request, response, pieces);
          }
        });
  }

  private void send(RoutingContext context, Request request, Response response, Pieces pieces) {
    Expectation.closeBehindPieces(context);
    var http = context.request();
    var outcome =
        new Sending.Outcome(
            () -> head.write(http.response(), request.peer(), request.ids(), response),
            // Whatever fails was counted and logged where it was made (CountedPieces).
            failure ->
                write(
                    http,
                    request.peer(),
                    request.ids(),
                    failures.body(request.ids(), Failures.problem(failure))));
    context.vertx().getOrCreateContext().runOnContext(_ -> Sending.start(context, pieces, outcome));
  }

  private void write(HttpServerRequest http, Peer peer, RequestIds ids, Response response) {
    var out = http.response();
    if (out.closed() || out.ended()) {
      return;
    }
    head.write(out, peer, ids, response);
    if (response.content() instanceof Response.Content.Omitted(var length)
        && length.isPresent()
        && !ContentCoding.isGzipAccepted(http.headers().getAll(HttpHeaderNames.ACCEPT_ENCODING))) {
      // What GET would say (RFC 9110 §9.3.2); compressed, it does not say it, either.
      out.putHeader(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length.getAsInt()));
    }
    answerBody.end(out, response.body());
  }

  private static Request request(
      HttpServerRequest http, Request.Body body, Peer peer, RequestIds ids) {
    String query = http.query();
    return new Request(
        http.method().name(),
        path(http),
        query == null ? "" : query,
        http.headers(),
        body,
        peer,
        ids);
  }

  private static String path(HttpServerRequest http) {
    String path = http.path();
    return path == null ? "" : path;
  }
}
