package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void counts_each_refusal_once_by_its_reason() {
    assertCounted("request_line", "GET /\r\n");
    assertCounted("request_line", "\u0016\u0003");
    assertCounted("long_request_line", "GET /" + "a".repeat(70_000));
    assertCounted("header", "GET / HTTP/1.1\r\n X: a");
    assertCounted("header", "GET / HTTP/1.1\r\nX: a\n");
    assertCounted("long_headers", "GET / HTTP/1.1\r\nX: " + "a".repeat(20_000));
    assertCounted("line_end", "GET / HTTP/1.1\r\nX: a\rY");
    assertCounted("host", "GET / HTTP/1.1\r\n\r\n");
    assertCounted("host", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n");
    assertCounted("body_length", "POST / HTTP/1.1\r\nContent-Length: +1\r\n");
    assertCounted("body_length", "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n");
    assertCounted("chunk", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx");
  }

  private static void assertCounted(String reason, String bytes) {
    var first = GuardedConnection.open().send(bytes, GET);
    var later = GuardedConnection.open().send(GET).serve(200).send(bytes, GET);

    assertThat(first.counted()).containsExactly(reason);
    assertThat(later.counted()).containsExactly(reason);
  }

  @Test
  void counts_a_head_that_does_not_come_in_time_and_nothing_else_that_ends() {
    var silent = GuardedConnection.open().pass(HttpGuard.HEAD_SECONDS);
    var half = GuardedConnection.open().send(GET).serve(200).send("G").pass(HttpGuard.HEAD_SECONDS);
    var idle = GuardedConnection.open().send(GET).serve(200).pass(10 * HttpGuard.HEAD_SECONDS);
    var last = GuardedConnection.open().send(GET).serveLast().pass(HttpGuard.HEAD_SECONDS);

    assertThat(silent.counted()).containsExactly("slow_head");
    assertThat(half.counted()).containsExactly("slow_head");
    assertThat(idle.counted()).isEmpty();
    assertThat(last.counted()).isEmpty();
  }
}
