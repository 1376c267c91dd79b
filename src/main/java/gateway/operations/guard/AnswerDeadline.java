package gateway.operations.guard;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client does not take the end of an answer, which is held in memory
 * until then. Here and not where answers are made, because Vert.x closes a connection only when all
 * that was written has left.
 */
final class AnswerDeadline extends ChannelOutboundHandlerAdapter {

  /**
   * As long as a silent connection lives (quarkus.http.idle-timeout): for a page of 1,000 usual
   * audits, 600 kB, that is 8 kB a second. An export is sent piece by piece, and this is for its
   * last.
   */
  static final long SECONDS = 75;

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof LastHttpContent) {
      var taken = promise.unvoid();
      var deadline =
          context
              .executor()
              .schedule(
                  () -> {
                    var _ = context.close();
                  },
                  SECONDS,
                  TimeUnit.SECONDS);
      var _ = taken.addListener(_ -> deadline.cancel(false));
      var _ = context.write(message, taken);
    } else {
      var _ = context.write(message, promise);
    }
  }
}
