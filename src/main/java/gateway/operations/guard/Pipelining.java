package gateway.operations.guard;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Passes on so many requests of a connection that wait for their answers (RFC 9112 §9.3.2), holds
 * what the same read brought behind them, and reads nothing more until that is passed on, too. A
 * client that takes no answer could send heads for ever, since Vert.x queues all that come while it
 * answers the first; and Netty's compressor ends a connection on which more than 128 wait.
 *
 * <p>Stands next to the decoder. It decides when more is about to be read, behind all that was read
 * before: so it never goes on with a connection whose reading Vert.x has stopped for a body.
 */
final class Pipelining extends ChannelDuplexHandler {

  /** More than clients have under way on one connection. */
  static final int MOST_WAITING = 16;

  private final Queue<Object> held = new ArrayDeque<>();
  private int waiting;
  private boolean isInterim;
  private boolean isHeldBack;
  private boolean isToPassOn;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (held.isEmpty() && mayPass(message)) {
      pass(context, message);
    } else {
      held.add(message);
    }
  }

  /**
   * The last request of a connection waits for all before it: Vert.x would tell of the connection's
   * end in the answers to those, once it has seen this one.
   */
  private boolean mayPass(Object message) {
    return !(message instanceof HttpRequest request)
        || waiting < (HttpUtil.isKeepAlive(request) ? MOST_WAITING : 1);
  }

  private void pass(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      waiting++;
    }
    var _ = context.fireChannelRead(message);
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (held.isEmpty()) {
      var _ = context.read();
    } else {
      isHeldBack = true;
      var _ = context.channel().config().setAutoRead(false);
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
      if (!held.isEmpty() && !isToPassOn) {
        isToPassOn = true;
        // Not here: Vert.x is not done with the request that it has just answered.
        context.executor().execute(() -> passOn(context));
      }
    }
  }

  private void passOn(ChannelHandlerContext context) {
    isToPassOn = false;
    while (!held.isEmpty() && mayPass(held.element())) {
      pass(context, held.remove());
    }
    // At which answers that were made meanwhile are sent.
    var _ = context.fireChannelReadComplete();
    if (isHeldBack && held.isEmpty()) {
      isHeldBack = false;
      var _ = context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    // As when the connection has ended: nobody answers them any more.
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }
}
