package gateway.operations.guard;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Tells Vert.x that a client wants no other answer on its connection in the one way that it knows:
 * it overlooks {@code close} beside other options ({@code TE, close}), after which a server must
 * close (RFC 9112 §9.6).
 *
 * <p>Stands behind the decoder, before all that looks at the header.
 */
final class LastRequest extends ChannelInboundHandlerAdapter {

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request
        && request
            .headers()
            .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
      var _ = request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    var _ = context.fireChannelRead(message);
  }
}
