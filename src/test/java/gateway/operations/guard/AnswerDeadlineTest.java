package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnswerDeadlineTest {

  private final EmbeddedChannel connection = new EmbeddedChannel(new AnswerDeadline());

  AnswerDeadlineTest() {
    connection.freezeTime();
  }

  @Test
  void closes_a_connection_whose_client_does_not_take_the_end_of_an_answer() {
    var end = connection.write(LastHttpContent.EMPTY_LAST_CONTENT);

    pass(AnswerDeadline.SECONDS - 1);
    assertThat(connection.isOpen()).isTrue();

    pass(1);
    assertThat(connection.isOpen()).isFalse();
    assertThat(end.isSuccess()).isFalse();
  }

  @Test
  void leaves_a_connection_alone_whose_client_has_taken_all() {
    var _ = connection.write(LastHttpContent.EMPTY_LAST_CONTENT, connection.voidPromise());
    var _ = connection.flush();

    pass(AnswerDeadline.SECONDS);

    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void does_not_hurry_the_pieces_before_the_end() {
    var _ = connection.write(new DefaultHttpContent(Unpooled.EMPTY_BUFFER));

    pass(AnswerDeadline.SECONDS);

    assertThat(connection.isOpen()).isTrue();
  }

  private void pass(long seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
  }
}
