package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String WRONG = "GET / HTTP/1.1\r\nHost : a\r\n\r\n";
  private static final String POST =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void a_refusal_has_the_headers_of_every_answer() {
    var connection =
        GuardedConnection.open()
            .send("GET / HTTP/1.1\r\nHost: a\r\nclient-request-id:  mine \r\nX : y\r\n\r\n");

    String answer = connection.answered();

    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(answer.lines().takeWhile(line -> !line.isEmpty()))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("HTTP/1.1 400 Bad Request"),
            line -> assertThat(line).matches("request-id: [0-9a-f-]{36}"),
            line -> assertThat(line).isEqualTo("client-request-id: mine"),
            line -> assertThat(line).isEqualTo("OData-Version: 4.0"),
            line -> assertThat(line).isEqualTo("Cache-Control: no-store"),
            line ->
                assertThat(line)
                    .matches("Date: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "Content-Type:"
                            + " application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"),
            line -> assertThat(line).isEqualTo("Content-Length: " + body.length()),
            line -> assertThat(line).isEqualTo("Connection: close"));
    assertThat(body).contains("\"client-request-id\":\"mine\"");
  }

  @Test
  void a_refusal_echoes_the_first_client_request_id_when_it_is_fit() {
    var several =
        GuardedConnection.open()
            .send(
                "GET / HTTP/1.1\r\nclient-request-id: first\r\nclient-request-id: second\r\n\r\n");
    var unfit =
        GuardedConnection.open()
            .send("GET / HTTP/1.1\r\nclient-request-id: " + "x".repeat(129) + "\r\n\r\n");
    var ofAnother =
        GuardedConnection.open()
            .send("GET / HTTP/1.1\r\nHost: a\r\nclient-request-id: other\r\n\r\n")
            .serve(200)
            .send(WRONG);

    assertThat(several.answered()).contains("client-request-id: first\r\n");
    assertThat(unfit.answered()).doesNotContain("xxx");
    assertThat(ofAnother.answered()).doesNotContain("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mi\u007Fne\r\n", "mi\0ne\r\n", "mi\rne\r\n", "mi\nne\r\n"})
  void a_refusal_echoes_no_part_of_a_client_request_id(String value) {
    var connection =
        GuardedConnection.open()
            .send("GET / HTTP/1.1\r\nHost: a\r\nclient-request-id: " + value + "\r\n");

    String answer = connection.answered();

    String id = answer.lines().filter(line -> line.startsWith("request-id: ")).findFirst().get();
    assertThat(answer).contains("\r\nclient-" + id + "\r\n");
  }

  @Test
  void a_refused_HEAD_has_no_body() {
    var connection = GuardedConnection.open().send("HEAD / HTTP/1.1\r\nX : y\r\n\r\n");

    assertThat(connection.answered())
        .startsWith("HTTP/1.1 400 ")
        .endsWith("Connection: close\r\n\r\n");
  }

  @Test
  void a_refusal_waits_for_the_answers_to_the_requests_before_it() {
    var connection = GuardedConnection.open().send(GET + GET + WRONG);

    assertThat(connection.passed()).isEqualTo(GET + GET);
    assertThat(connection.answered()).isEmpty();
    assertThat(connection.serve(200).answered()).startsWith("HTTP/1.1 200 ").doesNotContain("400");
    assertThat(connection.serveBeginning().answered())
        .startsWith("HTTP/1.1 200 ")
        .doesNotContain("400");
    assertThat(connection.serveEnd().answered())
        .startsWith("0\r\n\r\nHTTP/1.1 400 Bad Request\r\n");
  }

  @Test
  void a_refusal_comes_at_once_when_all_before_it_are_answered() {
    var connection = GuardedConnection.open().send(GET).serve(200).send(GET).serve(404);
    String before = connection.answered();

    assertThat(connection.send(WRONG).answered()).startsWith("HTTP/1.1 400 ");
    assertThat(before).contains("404");
  }

  @Test
  void an_interim_answer_is_none() {
    var connection = GuardedConnection.open().send(POST).serve(100).send("x\r\n");

    assertThat(connection.answered())
        .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad Request\r\n");
  }

  @Test
  void a_body_is_refused_while_its_request_is_unanswered_and_nothing_is_written_after() {
    var connection = GuardedConnection.open().send(POST, "1\r\nx\r\n", "1\r\nxx");

    assertThat(connection.passed()).isEqualTo(POST + "1\r\nx\r\n");
    assertThat(connection.answered()).startsWith("HTTP/1.1 400 ");
    assertThat(connection.serve(200).answered()).isEmpty();
  }

  @Test
  void a_body_whose_request_is_being_answered_closes_the_connection() {
    var connection = GuardedConnection.open().send(POST).serveBeginning();
    String before = connection.answered();

    assertThat(connection.send("wrong").answered()).isEmpty();
    assertThat(connection.isOpen()).isFalse();
    assertThat(before).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void nothing_follows_an_answer_that_says_it_is_the_last() {
    var connection =
        GuardedConnection.open()
            .send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + WRONG);

    assertThat(connection.serveLast().answered()).startsWith("HTTP/1.1 200 ").doesNotContain("400");
    assertThat(connection.pass(Lingering.ROUND_SECONDS).isOpen()).isFalse();
    assertThat(connection.answered()).isEmpty();
  }

  @Test
  void an_answer_that_says_it_is_the_last_has_to_end_first() {
    var connection = GuardedConnection.open().send(GET).serveBeginningOfLast().send(WRONG);

    assertThat(connection.pass(10 * Lingering.ROUND_SECONDS).isOpen()).isTrue();
    assertThat(connection.serveEnd().answered()).endsWith("\r\n\r\n0\r\n\r\n");
  }

  @Test
  void after_a_switch_of_protocols_any_byte_passes() {
    var connection = GuardedConnection.open().send(GET).serve(101).send("\u0000\u0081\n");

    assertThat(connection.passed()).isEqualTo(GET + "\u0000\u0081\n");
  }
}
