package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SendingTest {

  private final Queue<Uni<Optional<Buffer>>> pieces = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();

  /** What the network has not taken yet, oldest first. */
  private final Queue<Promise<Void>> unsent = new ArrayDeque<>();

  private boolean closed;
  private Handler<AsyncResult<Void>> atTheEnd = _ -> {};

  @Test
  void asks_for_a_piece_only_when_the_one_before_has_left() {
    offer("a", "b");
    pieces.add(Uni.createFrom().item(Optional.empty()));

    start();
    assertThat(done).containsExactly("ask", "head", "chunked", "write a");
    unsent.remove().complete();
    assertThat(done).endsWith("ask", "write b").hasSize(6);
    unsent.remove().complete();
    assertThat(done).endsWith("ask", "end").hasSize(8);
  }

  @Test
  void answers_a_failure_of_the_first_piece_before_anything_is_written() {
    pieces.add(Uni.createFrom().failure(new IllegalStateException("first")));

    start();

    assertThat(done).containsExactly("ask", "refused first");
  }

  @Test
  void breaks_the_connection_off_when_a_later_piece_fails() {
    offer("a");
    pieces.add(Uni.createFrom().failure(new IllegalStateException("later")));

    start();
    unsent.remove().complete();

    assertThat(done).endsWith("ask", "close").doesNotContain("end");
  }

  @Test
  void stops_when_the_client_goes_while_a_piece_is_made_or_sent() {
    offer("a");
    start();
    closed = true;
    atTheEnd.handle(Future.failedFuture("gone"));
    assertThat(done).endsWith("stop");

    unsent.remove().fail("gone");
    assertThat(done).endsWith("stop", "stop");
    assertThat(pieces).isEmpty();
  }

  @Test
  void writes_nothing_to_a_client_that_went_while_the_first_piece_was_made() {
    pieces.add(
        Uni.createFrom()
            .item(() -> {
              closed = true;
              return Optional.of(Buffer.buffer("a"));
            }));

    start();

    assertThat(done).containsExactly("ask", "stop");
  }

  @Test
  void says_nothing_of_a_failure_to_a_client_that_is_gone() {
    pieces.add(
        Uni.createFrom()
            .item(() -> {
              closed = true;
              throw new IllegalStateException("canceled");
            }));

    start();

    assertThat(done).containsExactly("ask");
  }

  @Test
  void begins_nothing_for_a_client_that_is_gone() {
    closed = true;

    start();

    assertThat(done).containsExactly("stop");
  }

  private void offer(String... texts) {
    for (String text : texts) {
      pieces.add(Uni.createFrom().item(Optional.of(Buffer.buffer(text))));
    }
  }

  private void start() {
    Sending.start(
        context(),
        new Pieces() {
          @Override
          public Uni<Optional<Buffer>> next() {
            done.add("ask");
            return pieces.remove();
          }

          @Override
          public void stop() {
            done.add("stop");
          }
        },
        new Sending.Outcome(
            () -> done.add("head"), failure -> done.add("refused " + failure.getMessage())));
  }

  @SuppressWarnings("unchecked")
  private RoutingContext context() {
    var response =
        fake(
            HttpServerResponse.class,
            (proxy, name, arguments) ->
                switch (name) {
                  case "closed" -> closed;
                  case "setChunked" -> {
                    done.add("chunked");
                    yield proxy;
                  }
                  case "end" -> noted("end", Future.succeededFuture());
                  case "write" -> {
                    var promise = Promise.<Void>promise();
                    unsent.add(promise);
                    yield noted("write " + arguments[0], promise.future());
                  }
                  default -> throw new UnsupportedOperationException(name);
                });
    var connection =
        fake(
            HttpConnection.class,
            (_, name, _) ->
                switch (name) {
                  case "close" -> noted("close", Future.succeededFuture());
                  default -> throw new UnsupportedOperationException(name);
                });
    var request =
        fake(
            HttpServerRequest.class,
            (_, name, _) ->
                switch (name) {
                  case "connection" -> connection;
                  default -> throw new UnsupportedOperationException(name);
                });
    return fake(
        RoutingContext.class,
        (_, name, arguments) ->
            switch (name) {
              case "request" -> request;
              case "response" -> response;
              case "addEndHandler" -> {
                atTheEnd = (Handler<AsyncResult<Void>>) arguments[0];
                yield 0;
              }
              default -> throw new UnsupportedOperationException(name);
            });
  }

  private Object noted(String what, Object result) {
    done.add(what);
    return result;
  }

  private interface Answering {
    Object answer(Object proxy, String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Answering answering) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answering.answer(proxy, method.getName(), arguments)));
  }
}
