package gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Rotation, with a published key set on loopback and a clock that stands still unless it is moved.
 */
class KeySourceTest {

  private static final KeyPair OLD = TestKeys.RSA;
  private static final KeyPair NEW = TestKeys.OTHER_RSA;
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final KeyServer server = new KeyServer();
  private final TestGate gate = new TestGate(List.of(TestTokens.ISSUER_PATTERN), server.location());

  KeySourceTest() throws IOException {}

  @BeforeEach
  void publishes_the_old_key() {
    server.publish(TestKeys.jwks(TestKeys.jwk("old", OLD.getPublic())));
    gate.ready();
  }

  @AfterEach
  void stops() {
    server.stop();
  }

  @Test
  void asks_once_for_any_number_of_requests() {
    for (int i = 0; i < 100; i++) {
      assertThat(gate.admit(old())).isNotNull();
    }
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void knows_a_new_key_after_the_interval() {
    publishBoth();
    gate.refuses(fresh(), TokenRefusal.UNKNOWN_KEY.message());
    gate.clock.advance(INTERVAL);
    assertThat(gate.admit(fresh())).isNotNull();
    assertThat(gate.admit(old())).isNotNull();
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void asks_at_most_once_per_interval_for_a_thousand_unknown_keys() {
    gate.clock.advance(INTERVAL);
    for (int i = 0; i < 1000; i++) {
      gate.refuses(unknown(i), TokenRefusal.UNKNOWN_KEY.message());
    }
    assertThat(server.requests()).isEqualTo(2);
    gate.clock.advance(INTERVAL.minusMillis(1));
    gate.refuses(unknown(0), TokenRefusal.UNKNOWN_KEY.message());
    assertThat(server.requests()).isEqualTo(2);
    gate.clock.advance(Duration.ofMillis(1));
    gate.refuses(unknown(0), TokenRefusal.UNKNOWN_KEY.message());
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void lets_all_who_wait_for_unknown_keys_share_one_request() {
    publishBoth();
    gate.clock.advance(INTERVAL);
    server.hold();
    var waiting = IntStream.range(0, 200).mapToObj(_ -> gate.admitting(fresh())).toList();
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    server.release();
    assertThat(waiting)
        .allSatisfy(caller -> assertThat(caller.get(10, TimeUnit.SECONDS)).isNotNull());
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void does_not_let_one_who_hangs_up_stop_the_others() throws Exception {
    publishBoth();
    gate.clock.advance(INTERVAL);
    server.hold();
    var first = gate.admitting(fresh());
    var second = gate.admitting(fresh());
    assertThat(first.cancel(true)).isTrue();
    server.release();
    assertThat(second.get(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void does_not_let_known_keys_wait_for_a_request_that_is_under_way() {
    gate.clock.advance(INTERVAL);
    server.hold();
    assertThat(gate.admit(old())).isNotNull();
    server.release();
  }

  @Test
  void admits_nobody_by_a_key_that_was_withdrawn_while_nobody_asked() {
    String token = old();
    assertThat(gate.admit(token)).isNotNull();
    server.publish(TestKeys.jwks(TestKeys.jwk("new", NEW.getPublic())));
    gate.clock.advance(INTERVAL.plusSeconds(1));
    server.hold();
    var waiting = IntStream.range(0, 20).mapToObj(_ -> gate.admitting(token)).toList();
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    server.release();
    assertThat(waiting).allSatisfy(caller -> assertThat(caller).failsWithin(10, TimeUnit.SECONDS));
    gate.refuses(token, TokenRefusal.UNKNOWN_KEY.message());
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void lets_known_keys_wait_once_for_an_issuer_that_is_away() {
    server.answer(500, "away");
    gate.clock.advance(INTERVAL.plusSeconds(1));
    assertThat(gate.admit(old())).isNotNull();
    gate.clock.advance(INTERVAL.plusSeconds(1));
    server.hold();
    assertThat(gate.admit(old())).isNotNull();
    server.release();
  }

  @Test
  void forgets_a_key_that_is_no_longer_published_and_every_token_that_it_verified() {
    String token = old();
    assertThat(gate.admit(token)).isNotNull();
    server.publish(TestKeys.jwks(TestKeys.jwk("new", NEW.getPublic())));
    gate.clock.advance(INTERVAL);
    assertThat(gate.admit(fresh())).isNotNull();
    gate.refuses(token, TokenRefusal.UNKNOWN_KEY.message());
  }

  @Test
  void refuses_a_token_whose_key_was_replaced_under_the_same_name() {
    String token = old();
    assertThat(gate.admit(token)).isNotNull();
    server.publish(TestKeys.jwks(TestKeys.jwk("old", NEW.getPublic())));
    gate.clock.advance(INTERVAL);
    gate.refuses(unknown(1), TokenRefusal.UNKNOWN_KEY.message());
    gate.refuses(token, TokenRefusal.WRONG_SIGNATURE.message());
  }

  @Test
  void keeps_the_old_keys_when_a_request_fails() {
    for (Runnable failure : failures()) {
      failure.run();
      int before = server.requests();
      gate.clock.advance(INTERVAL);
      gate.refuses(fresh(), TokenRefusal.UNKNOWN_KEY.message());
      assertThat(gate.admit(old())).isNotNull();
      assertThat(server.requests()).isEqualTo(before + 1);
    }
    publishBoth();
    gate.clock.advance(INTERVAL);
    assertThat(gate.admit(fresh())).isNotNull();
  }

  private List<Runnable> failures() {
    return List.of(
        () -> server.answer(500, "away"),
        () -> server.answer(200, "<html>maintenance</html>"),
        () -> server.answer(200, "{\"keys\":[]}"),
        () ->
            server.answer(
                200,
                TestKeys.jwks(TestKeys.jwk("new", NEW.getPublic()))
                    + " ".repeat(KeyLocation.LARGEST_DOCUMENT)),
        () -> server.redirect(TestKeys.jwks(TestKeys.jwk("new", NEW.getPublic()))));
  }

  @Test
  void warns_once_per_interval_of_a_request_that_fails() {
    var warnings = new AtomicInteger();
    var log = Logger.getLogger(KeySource.class.getName());
    log.setFilter(_ -> warnings.incrementAndGet() < 0);
    server.answer(500, "away");
    for (int i = 1; i <= 3; i++) {
      gate.clock.advance(INTERVAL);
      gate.refuses(unknown(1), TokenRefusal.UNKNOWN_KEY.message());
      gate.refuses(unknown(2), TokenRefusal.UNKNOWN_KEY.message());
      assertThat(warnings).hasValue(i);
    }
    log.setFilter(null);
  }

  @Test
  void keeps_the_old_keys_when_the_connection_breaks() {
    server.hangUp();
    gate.clock.advance(INTERVAL);
    gate.refuses(fresh(), TokenRefusal.UNKNOWN_KEY.message());
    assertThat(gate.admit(old())).isNotNull();
  }

  @Test
  void goes_on_with_the_request_on_its_own_event_loop() throws Exception {
    publishBoth();
    gate.clock.advance(INTERVAL);
    var vertx = Vertx.vertx();
    var context = vertx.getOrCreateContext();
    var after = new CompletableFuture<Context>();
    context.runOnContext(_ -> {
      var _ = gate.admitting(fresh()).thenRun(() -> after.complete(Vertx.currentContext()));
    });
    assertThat(after.get(10, TimeUnit.SECONDS)).isSameAs(context);
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void goes_on_rotating_after_the_clock_was_set_back() {
    publishBoth();
    gate.clock.advance(Duration.ofMinutes(-1));
    assertThat(gate.admit(fresh())).isNotNull();
  }

  @Test
  void stops_the_start_when_the_keys_cannot_be_read() {
    server.answer(404, "");
    var cold = new TestGate(List.of(TestTokens.ISSUER_PATTERN), server.location());
    assertThatThrownBy(cold::ready)
        .isInstanceOf(UnusableSetting.class)
        .hasMessageStartingWith("MP_JWT_VERIFY_PUBLICKEY_LOCATION: ")
        .hasMessageContaining("404")
        .message()
        .doesNotContain("\n");
    server.stop();
    var gone = new TestGate(List.of(TestTokens.ISSUER_PATTERN), server.location());
    assertThatThrownBy(gone::ready)
        .hasMessageStartingWith(
            "MP_JWT_VERIFY_PUBLICKEY_LOCATION: nothing can be read from 'http://")
        .hasMessageEndingWith("java.net.ConnectException");
  }

  private void publishBoth() {
    server.publish(
        TestKeys.jwks(TestKeys.jwk("old", OLD.getPublic()), TestKeys.jwk("new", NEW.getPublic())));
  }

  private String old() {
    return gate.person().keyId("old").signed("RS256", OLD.getPrivate());
  }

  private String fresh() {
    return gate.person().keyId("new").signed("RS256", NEW.getPrivate());
  }

  private String unknown(int number) {
    return gate.person()
        .keyId("unknown-" + number)
        .signedAs("RS256", "HS256", TestKeys.secret(new byte[] {1}));
  }
}
