package gateway.operations.guard;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is answered on a connection, so that a refusal never overtakes the answers to the
 * requests before it (RFC 9112 §9.3.2), and nothing follows an answer that says it is the last
 * (§9.6).
 *
 * <p>Stands next to the encoder, where an answer still is an object with a beginning and an end.
 */
final class Answers extends ChannelOutboundHandlerAdapter {

  private long begun;
  private long ended;
  private boolean isInterim;
  private boolean isLast;
  private boolean hasSwitchedProtocols;
  private @Nullable Ending ending;

  /** How many answers have begun; an interim one (1xx) is none. */
  long begun() {
    return begun;
  }

  long ended() {
    return ended;
  }

  /** Whether the latest answer that began says that the connection closes after it. */
  boolean isLast() {
    return isLast;
  }

  /** Whether the bytes of this connection are no longer HTTP (RFC 9110 §15.2.2). */
  boolean hasSwitchedProtocols() {
    return hasSwitchedProtocols;
  }

  /** Each answer that ends may be the one that the connection's ending waits for. */
  void endWith(Ending itsEnding) {
    ending = itsEnding;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes && !bytes.isReadable()) {
      // How Vert.x hears that all before it has left, at which it closes: to fail it would cut
      // that.
      var _ = context.write(message, promise);
      return;
    }
    if (ending != null && ending.isOver()) {
      var _ = ReferenceCountUtil.release(message);
      var _ = promise.tryFailure(new ClosedChannelException());
      return;
    }
    if (message instanceof HttpResponse head) {
      begin(head);
    }
    var _ = context.write(message, promise);
    if (message instanceof LastHttpContent && !isInterim) {
      ended++;
      if (ending != null) {
        ending.proceed();
      }
    }
  }

  private void begin(HttpResponse head) {
    isInterim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (isInterim) {
      hasSwitchedProtocols |= head.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    } else {
      begun++;
      isLast = !HttpUtil.isKeepAlive(head);
    }
  }
}
