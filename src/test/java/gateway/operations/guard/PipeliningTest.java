package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PipeliningTest {

  private final EmbeddedChannel connection = new EmbeddedChannel(new Pipelining());

  @Test
  void reads_no_further_while_too_many_requests_wait_for_their_answers() {
    ask(Pipelining.MOST_WAITING);
    assertThat(isRead()).isTrue();

    ask(1);
    assertThat(isRead()).isFalse();

    answer(HttpResponseStatus.OK);
    assertThat(isRead()).isTrue();
  }

  @Test
  void does_not_take_an_interim_answer_for_the_answer() {
    ask(Pipelining.MOST_WAITING + 1);

    answer(HttpResponseStatus.CONTINUE);

    assertThat(isRead()).isFalse();
  }

  @Test
  void reads_no_further_though_the_service_asks_for_more() {
    ask(Pipelining.MOST_WAITING + 1);

    var _ = connection.config().setAutoRead(true);

    assertThat(isRead()).isFalse();
  }

  @Test
  void leaves_alone_a_connection_whose_reading_the_service_has_stopped() {
    var _ = connection.config().setAutoRead(false);
    ask(Pipelining.MOST_WAITING + 1);

    answer(HttpResponseStatus.OK);

    assertThat(isRead()).isFalse();
  }

  @Test
  void passes_requests_on_as_those_before_them_are_answered() {
    ask(3 * Pipelining.MOST_WAITING);
    assertThat(passedOn()).isEqualTo(Pipelining.MOST_WAITING);

    answer(HttpResponseStatus.OK);
    answer(HttpResponseStatus.OK);
    assertThat(passedOn()).isEqualTo(2);
    assertThat(isRead()).isFalse();

    for (int i = 0; i < 2 * Pipelining.MOST_WAITING; i++) {
      answer(HttpResponseStatus.OK);
    }
    assertThat(passedOn()).isEqualTo(2 * Pipelining.MOST_WAITING - 2);
    assertThat(isRead()).isTrue();
  }

  @Test
  void passes_the_last_request_on_when_all_before_it_are_answered() {
    ask(2);
    var last = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    HttpUtil.setKeepAlive(last, false);
    var _ = connection.writeInbound(last);
    assertThat(passedOn()).isEqualTo(2);

    answer(HttpResponseStatus.OK);
    assertThat(passedOn()).isZero();

    answer(HttpResponseStatus.OK);
    assertThat(passedOn()).isEqualTo(1);
  }

  @Test
  void passes_nothing_before_what_came_first() {
    ask(Pipelining.MOST_WAITING + 1);
    var end = new DefaultLastHttpContent(Unpooled.copiedBuffer("x", StandardCharsets.UTF_8));
    var _ = connection.writeInbound(end);
    assertThat(passedOn()).isEqualTo(Pipelining.MOST_WAITING);

    answer(HttpResponseStatus.OK);

    assertThat(passedOn()).isEqualTo(2);
    assertThat(end.refCnt()).isEqualTo(1);
  }

  @Test
  void lets_go_of_what_it_holds_when_the_connection_ends() {
    ask(Pipelining.MOST_WAITING + 1);
    var end = new DefaultLastHttpContent(Unpooled.copiedBuffer("x", StandardCharsets.UTF_8));
    var _ = connection.writeInbound(end);

    boolean _ = connection.finish();

    assertThat(end.refCnt()).isZero();
  }

  private int passedOn() {
    int count = 0;
    while (connection.readInbound() != null) {
      count++;
    }
    return count;
  }

  private void ask(int times) {
    for (int i = 0; i < times; i++) {
      var _ =
          connection.writeInbound(
              new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    }
  }

  private void answer(HttpResponseStatus status) {
    var _ = connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
    connection.runPendingTasks();
  }

  private boolean isRead() {
    return connection.config().isAutoRead();
  }
}
