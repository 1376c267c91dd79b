package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection behind its last answer, or behind a refusal. */
class LingeringTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String WRONG = "GET / HTTP/1.1\r\nHost : a\r\n\r\n";
  private static final String BODY =
      "DELETE / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 99\r\n\r\n";

  private static GuardedConnection ended(String request) {
    return GuardedConnection.open().send(request).serveLast();
  }

  @ParameterizedTest
  @ValueSource(strings = {GET, WRONG, BODY})
  void what_comes_is_no_request_and_gets_no_answer(String request) {
    var connection = ended(request);
    String passed = connection.passed();
    String answered = connection.answered();

    var after = connection.send(GET, WRONG).serve(200);

    assertThat(passed).isEqualTo(request.equals(WRONG) ? "" : request);
    assertThat(answered).containsOnlyOnce("HTTP/1.1 ");
    assertThat(after.passed() + after.answered()).isEmpty();
  }

  @Test
  void nothing_is_written_behind_the_last_answer_though_a_request_was_there_before_it() {
    var connection = ended(GET + GET);
    String answered = connection.answered();

    assertThat(answered).containsOnlyOnce("HTTP/1.1 200 ");
    assertThat(connection.serve(404).answered()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {GET, WRONG, BODY})
  void a_client_that_sends_nothing_more_is_closed_after_a_round(String request) {
    var connection = ended(request);

    assertThat(connection.pass(Lingering.ROUND_SECONDS - 1).isOpen()).isTrue();
    assertThat(connection.pass(1).isOpen()).isFalse();
  }

  @Test
  void a_client_that_goes_on_sending_is_read_for_some_rounds() {
    var connection = ended(BODY);
    for (int round = 1; round < Lingering.MOST_ROUNDS; round++) {
      connection = connection.send("x").pass(Lingering.ROUND_SECONDS);
    }

    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.send("x").pass(Lingering.ROUND_SECONDS).isOpen()).isFalse();
  }

  @Test
  void a_client_that_sends_too_much_is_read_no_more_and_closed_a_round_later() {
    var connection = ended(BODY).send("x".repeat(Lingering.MOST_BYTES - 1));

    assertThat(connection.isRead()).isTrue();
    assertThat(connection.send("x").isRead()).isFalse();
    assertThat(connection.pass(Lingering.ROUND_SECONDS).isOpen()).isTrue();
    assertThat(connection.pass(Lingering.ROUND_SECONDS).isOpen()).isFalse();
  }

  @Test
  void a_client_that_takes_its_answer_slowly_is_not_cut_off() {
    var connection = GuardedConnection.open().send(GET).stall().serveLast();

    assertThat(connection.pass(10 * Lingering.ROUND_SECONDS).isOpen()).isTrue();
    assertThat(connection.take().answered()).startsWith("HTTP/1.1 200 ");
    assertThat(connection.pass(Lingering.ROUND_SECONDS - 1).isOpen()).isTrue();
    assertThat(connection.pass(1).isOpen()).isFalse();
  }

  @Test
  void a_client_that_never_takes_its_refusal_is_closed_all_the_same() {
    var connection = GuardedConnection.open().stall().send(WRONG);

    assertThat(connection.pass(AnswerDeadline.SECONDS - 1).isOpen()).isTrue();
    assertThat(connection.pass(1).isOpen()).isFalse();
  }

  @Test
  void a_body_that_nobody_read_is_read_again() {
    assertThat(GuardedConnection.open().send(BODY).pause().serveLast().isRead()).isTrue();
  }
}
