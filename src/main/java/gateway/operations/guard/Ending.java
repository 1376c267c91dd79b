package gateway.operations.guard;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection on which a request was refused: the refusal in its turn, or nothing when
 * that request is being answered already.
 */
final class Ending {

  /**
   * How long what still comes is read and thrown away after a refusal, as RFC 9112 §9.6 asks: to
   * close with bytes unread resets the connection, and the client might lose the answer.
   */
  static final long LINGER_SECONDS = 2;

  private final ChannelHandlerContext context;
  private final State.Refused refused;
  private final RequestHead request;
  private final Answers answers;
  private boolean isOver;

  Ending(
      ChannelHandlerContext context, State.Refused refused, RequestHead request, Answers answers) {
    this.context = context;
    this.refused = refused;
    this.request = request;
    this.answers = answers;
  }

  /** Whether nothing more may be written. */
  boolean isOver() {
    return isOver;
  }

  /** Ends the connection, unless requests before the refused one still wait for their answers. */
  void proceed() {
    if (isOver || answers.ended() < request.earlier()) {
      return;
    }
    isOver = true;
    if (answers.begun() > request.earlier() || answers.isLast()) {
      var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      answer();
    }
  }

  private void answer() {
    var connection = context.channel();
    var tls = context.pipeline().get(SslHandler.class);
    // What was refused may have been paused: a body that nobody reads.
    var _ = connection.config().setAutoRead(true);
    var written = context.writeAndFlush(Refusal.of(refused, request, tls != null));
    var _ =
        written.addListener(_ -> {
          if (tls != null) {
            var _ = tls.closeOutbound();
          } else if (connection instanceof DuplexChannel twoWay) {
            var _ = twoWay.shutdownOutput();
          }
        });
    var _ = context.executor().schedule(this::close, LINGER_SECONDS, TimeUnit.SECONDS);
  }

  private void close() {
    var _ = context.close();
  }
}
