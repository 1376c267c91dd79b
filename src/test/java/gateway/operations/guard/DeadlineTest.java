package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlineTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final long DEADLINE = HttpGuard.HEAD_SECONDS;

  @Test
  void closes_a_connection_that_sends_nothing() {
    var connection = GuardedConnection.open();

    assertThat(connection.pass(DEADLINE - 1).isOpen()).isTrue();
    assertThat(connection.pass(1).isOpen()).isFalse();
  }

  @Test
  void closes_a_connection_whose_head_drips() {
    var connection = GuardedConnection.open();
    for (int second = 0; second < DEADLINE - 1; second++) {
      connection = connection.send(second == 0 ? "G" : "E").pass(1);
    }

    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.send("E").pass(1).isOpen()).isFalse();
  }

  @Test
  void counts_for_a_later_request_from_its_first_byte() {
    var connection =
        GuardedConnection.open()
            .send(GET)
            .serve(200)
            .pass(10 * DEADLINE)
            .send("G")
            .pass(DEADLINE - 1);

    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.pass(1).isOpen()).isFalse();
  }

  @Test
  void counts_for_each_head_by_itself() {
    var connection =
        GuardedConnection.open()
            .send("G")
            .pass(DEADLINE - 1)
            .send(GET.substring(1) + "G")
            .serve(200)
            .pass(DEADLINE - 1);

    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.pass(1).isOpen()).isFalse();
  }

  @Test
  void leaves_alone_a_connection_that_waits_for_an_answer_a_body_or_the_next_request() {
    var answer = GuardedConnection.open().send(GET).pass(10 * DEADLINE);
    var body =
        GuardedConnection.open()
            .send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n")
            .pass(10 * DEADLINE);
    var idle = GuardedConnection.open().send(GET).serve(200).pass(10 * DEADLINE);

    assertThat(answer.isOpen() && body.isOpen() && idle.isOpen()).isTrue();
  }

  @Test
  void does_not_blame_a_client_whose_earlier_request_still_waits() {
    var connection = GuardedConnection.open().send(GET + "G").pass(10 * DEADLINE);

    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.serve(200).pass(DEADLINE).isOpen()).isFalse();
  }
}
