package gateway.graph;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
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
  private final long bodyMillis;

  /** Bounds of the socket's side. */
  @ConfigMapping(prefix = "gateway.http")
  interface Settings {
    /**
     * How long a body may take to arrive, from its head on; then the connection is closed. 1.5 MiB
     * in a minute is 25 kB a second: no honest client is slower.
     */
    @WithDefault("60s")
    Duration bodyTimeout();
  }

  HttpEntry(Router router, Peers peers, Failures failures, AnswerHead head, Settings settings) {
    this.router = router;
    this.peers = peers;
    this.failures = failures;
    this.head = head;
    this.bodyMillis = settings.bodyTimeout().toMillis();
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
    var ids = RequestIds.of(headerOf(http, "client-request-id"));
    Peer peer;
    try {
      peer = peers.of(http);
    } catch (Problem problem) {
      if (Expectation.isContinue(http)) {
        Expectation.closeBehindAnswer(context);
      }
      http.resume();
      write(http, peers.direct(http), ids, refused(http, ids, problem));
      return;
    }
    if (WITHOUT_BODY.contains(http.method().name())) {
      if (Expectation.isContinue(http)) {
        // The final answer is the immediate one that is due, since it needs no body.
        Expectation.closeBehindAnswer(context);
      }
      http.resume();
      answer(context, request(http, Request.Body.NONE, peer, ids));
    } else if (Expectation.isContinue(http)) {
      refuseOrContinue(context, peer, ids);
    } else {
      readBody(context, peer, ids);
    }
  }

  /** A refusal that no body could avert comes before the body. */
  private void refuseOrContinue(RoutingContext context, Peer peer, RequestIds ids) {
    var http = context.request();
    int limit = router.bodyLimit(http.method().name(), path(http));
    boolean tooLarge = Expectation.announcesMoreThan(limit, http);
    var head = request(http, new Request.Body(new byte[0], tooLarge), peer, ids);
    router
        .refusal(head)
        .subscribe()
        .with(refusal -> {
          if (refusal.isPresent()) {
            Expectation.closeBehindAnswer(context);
            write(http, peer, ids, refusal.get());
          } else {
            http.response().writeContinue();
            readBody(context, peer, ids);
          }
        });
  }

  private Response refused(HttpServerRequest http, RequestIds ids, Problem problem) {
    var asked = new Asked(ids, http.method().name(), Asked.NO_OPERATION, false, Optional.empty());
    return failures.answer(asked, problem);
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
    long deadline = context.vertx().setTimer(bodyMillis, _ -> close(http));
    http.handler(chunk -> {
      if (body.length() + chunk.length() <= most) {
        body.appendBuffer(chunk);
      } else {
        boolean _ = context.vertx().cancelTimer(deadline);
        answerTooLarge(context, peer, ids);
      }
    });
    http.endHandler(_ -> {
      boolean _ = context.vertx().cancelTimer(deadline);
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

  private static void close(HttpServerRequest http) {
    var _ = http.connection().close();
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
                    failures.answer(request.ids(), Failures.problem(failure))));
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
    end(out, response);
  }

  private static void end(HttpServerResponse out, Response response) {
    if (response.body().length() == 0) {
      out.end();
    } else {
      out.end(response.body());
    }
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

  private static String headerOf(HttpServerRequest http, String name) {
    String value = http.getHeader(name);
    return value == null ? "" : value;
  }
}
