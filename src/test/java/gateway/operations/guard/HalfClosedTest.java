package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection whose client has closed its own side, as {@code nc -N} does behind a request. */
class HalfClosedTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String WRONG = "GET / HTTP/1.1\r\nHost : a\r\n\r\n";

  private static final String BODY = "PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nxy";
  private static final String CHUNKED =
      "PATCH / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nT: t\r\n\r\n";

  private static GuardedConnection halfClosed(String requests) {
    return GuardedConnection.open().send(requests).endInput();
  }

  @ParameterizedTest
  @ValueSource(strings = {GET, BODY, CHUNKED})
  void has_the_answers_to_all_that_came_whole_and_is_closed_behind_them(String last) {
    var connection = halfClosed(GET + last).serve(200);

    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.serve(404).isOpen()).isFalse();
    assertThat(connection.answered()).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET / HT",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n"
      })
  void is_closed_at_once_where_nothing_can_be_answered(String requests) {
    assertThat(halfClosed(requests).isOpen()).isFalse();
  }

  @Test
  void is_closed_behind_the_answers_before_a_request_that_is_cut_off() {
    var connection = halfClosed(GET + "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nx");

    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.serve(200).isOpen()).isFalse();
  }

  @Test
  void has_the_refusal_of_what_is_wrong() {
    var connection = halfClosed(GET + WRONG).serve(200);

    assertThat(connection.answered()).containsSubsequence("HTTP/1.1 200 ", "HTTP/1.1 400 ");
    assertThat(connection.pass(Lingering.ROUND_SECONDS).isOpen()).isFalse();
  }

  @Test
  void is_not_waited_for_long() {
    var connection = halfClosed(GET);

    assertThat(connection.pass(Ending.PATIENCE_SECONDS - 1).isOpen()).isTrue();
    assertThat(connection.pass(1).isOpen()).isFalse();
  }

  @Test
  void has_an_answer_that_has_begun_to_its_end() {
    var connection = halfClosed(GET).serveBeginning().pass(3 * Ending.PATIENCE_SECONDS);

    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.serveEnd().isOpen()).isFalse();
    assertThat(connection.answered()).endsWith("0\r\n\r\n");
  }

  @Test
  void has_as_long_as_any_other_to_take_the_answer() {
    var connection = halfClosed(GET).stall().serve(200).pass(3 * Ending.PATIENCE_SECONDS);

    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.take().answered()).startsWith("HTTP/1.1 200 ");
    assertThat(connection.isOpen()).isFalse();
  }
}
