package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class HeldBytesTest {

  private final HeldBytes held = new HeldBytes(10);
  private final Request get = TestRequest.of("GET", "/").sent();

  @Test
  void holds_for_all_requests_together_no_more_than_its_bound() {
    var first = held.share();
    var second = held.share();

    assertThat(first.take(6)).isTrue();
    assertThat(second.take(4)).isTrue();
    assertThat(second.take(1)).isFalse();
    assertThat(second.bytes()).isEqualTo(4);
  }

  @Test
  void has_room_again_for_what_was_given_back_once() {
    held.share().takeAnyway(6);
    var second = held.share();
    second.takeAnyway(4);

    second.giveBack();
    second.giveBack();

    assertThat(held.share().take(4)).isTrue();
    assertThat(held.share().take(1)).isFalse();
  }

  @Test
  void refuses_an_answer_that_does_not_fit_unless_it_tells_of_a_change() {
    var answer = Response.of(200, "text/plain", Buffer.buffer("five!"));
    held.share().takeAnyway(6);

    assertThatThrownBy(() -> held.requireRoom(get, answer))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
              assertThat(problem.headers()).containsKey("Retry-After");
            });
    assertThatCode(() -> held.requireRoom(TestRequest.of("PATCH", "/").sent(), answer))
        .doesNotThrowAnyException();
  }
}
