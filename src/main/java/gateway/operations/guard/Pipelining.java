package gateway.operations.guard;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Stops reading from a connection on which many requests wait for their answers (RFC 9112 §9.3.2):
 * Vert.x queues all that come while it answers the first, and a client that takes no answer could
 * send heads for ever.
 *
 * <p>Stands next to the encoder. It decides when more is about to be read, behind all that was read
 * before: so it never goes on with a connection whose reading Vert.x has stopped for a body.
 */
final class Pipelining extends ChannelDuplexHandler {

  /**
   * More than clients have under way on one connection; a read brings 64 KiB at most, so that some
   * hundreds may wait all the same.
   */
  static final int MOST_WAITING = 16;

  private int waiting;
  private boolean isInterim;
  private boolean isHeldBack;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      waiting++;
    }
    var _ = context.fireChannelRead(message);
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (waiting > MOST_WAITING) {
      isHeldBack = true;
      var _ = context.channel().config().setAutoRead(false);
    } else {
      var _ = context.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse head) {
      isInterim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
    var _ = context.write(message, promise);
    if (message instanceof LastHttpContent && !isInterim) {
      waiting--;
      goOn(context);
    }
  }

  private void goOn(ChannelHandlerContext context) {
    if (isHeldBack && waiting <= MOST_WAITING) {
      isHeldBack = false;
      var _ = context.channel().config().setAutoRead(true);
    }
  }
}
