package gateway.operations.guard;

import gateway.graph.ContentCoding;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Tells the compressor what a client accepts in the one way that it cannot misread: it knows
 * codings in lower case only, and does not weigh them against plain bytes.
 *
 * <p>Stands between the decoder and the compressor, which reads the header when a request comes.
 */
final class AcceptedCoding extends ChannelInboundHandlerAdapter {

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request
        && request.headers().contains(HttpHeaderNames.ACCEPT_ENCODING)) {
      boolean isGzip =
          ContentCoding.isGzipAccepted(request.headers().getAll(HttpHeaderNames.ACCEPT_ENCODING));
      var _ =
          request
              .headers()
              .set(
                  HttpHeaderNames.ACCEPT_ENCODING,
                  isGzip ? HttpHeaderValues.GZIP : HttpHeaderValues.IDENTITY);
    }
    var _ = context.fireChannelRead(message);
  }
}
