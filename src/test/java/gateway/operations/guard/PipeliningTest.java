package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
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

  private void ask(int times) {
    for (int i = 0; i < times; i++) {
      var _ =
          connection.writeInbound(
              new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    }
  }

  private void answer(HttpResponseStatus status) {
    var _ = connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
  }

  private boolean isRead() {
    return connection.config().isAutoRead();
  }
}
