package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of an answer that its client does not take, and of what is asked behind it. */
class UnreadAnswerTest {

  private record Bounds(int atOnce, MemorySize memory) implements Admission.Settings {}

  private final Vertx vertx = Vertx.vertx();
  private final HeldBytes held = new HeldBytes(10);
  private final Promise<Void> taken = Promise.promise();
  private final List<String> done = new ArrayList<>();
  private boolean full;
  private Handler<Void> drained = _ -> {};

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void is_held_until_the_client_has_taken_it() {
    new AnswerBody(held).end(response(), Buffer.buffer("0123456789"));
    assertThat(hasRoom()).isFalse();

    taken.complete();

    assertThat(hasRoom()).isTrue();
  }

  @Test
  void keeps_the_next_request_waiting_until_the_client_has_taken_enough_of_it() {
    full = true;
    admission().admit(context());
    assertThat(done).isEmpty();

    full = false;
    drained.handle(null);
    assertThat(done).containsExactly("next");

    drained.handle(null);
    assertThat(done).containsExactly("next");
  }

  private boolean hasRoom() {
    return held.share().take(1);
  }

  private Admission admission() {
    var failures = new Failures(Clock.systemUTC());
    return new Admission(
        new Bounds(1, new MemorySize(BigInteger.TEN)),
        failures,
        new RequestMeters(new SimpleMeterRegistry()),
        new EarlyAnswer(
            new Peers(Optional::empty),
            new AnswerHead(new HttpDate(Clock.systemUTC())),
            new AnswerBody(held),
            new BodyDeadline(vertx, () -> Duration.ofHours(1))));
  }

  @SuppressWarnings("unchecked")
  private HttpServerResponse response() {
    return fake(
        HttpServerResponse.class,
        (name, arguments) ->
            switch (name) {
              case "end" -> taken.future();
              case "writeQueueFull" -> full;
              case "drainHandler" -> {
                drained = arguments[0] == null ? _ -> {} : (Handler<Void>) arguments[0];
                yield null;
              }
              default -> throw new UnsupportedOperationException(name);
            });
  }

  private RoutingContext context() {
    var response = response();
    return fake(
        RoutingContext.class,
        (name, _) ->
            switch (name) {
              case "response" -> response;
              case "addEndHandler" -> 0;
              case "next" -> done.add("next");
              default -> throw new UnsupportedOperationException(name);
            });
  }

  private interface Answering {
    @Nullable Object answer(String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Answering answering) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> answering.answer(method.getName(), arguments)));
  }
}
