package gateway.operations.guard;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A connection in memory with a guard on it, and a hand-moved clock: what the guard lets through,
 * and what the client is answered.
 */
final class GuardedConnection {

  private final EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseEncoder());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  GuardedConnection() {
    channel.freezeTime();
    HttpGuard.install(channel.pipeline(), false, new GuardMeters(registry));
  }

  static GuardedConnection open() {
    return new GuardedConnection();
  }

  /** Sends characters as bytes, those to U+00FF as one each. */
  GuardedConnection send(String... reads) {
    for (String read : reads) {
      var _ = channel.writeInbound(Unpooled.copiedBuffer(read, StandardCharsets.ISO_8859_1));
    }
    return this;
  }

  /** Sends each byte in a read of its own. */
  GuardedConnection drip(String bytes) {
    return send(bytes.split(""));
  }

  /** The client closes its side: it will send nothing more. */
  GuardedConnection endInput() {
    var _ = channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    return this;
  }

  /** The service answers the next request. */
  GuardedConnection serve(int status) {
    var answer =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    if (status >= 200) {
      answer.headers().set("Content-Length", 0);
    }
    var _ = channel.writeAndFlush(answer);
    return this;
  }

  /** The service answers the next request, and says that it closes the connection then. */
  GuardedConnection serveLast() {
    var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    answer.headers().set("Content-Length", 0).set("Connection", "close");
    var _ = channel.writeAndFlush(answer);
    return this;
  }

  /** The service begins to answer the next request. */
  GuardedConnection serveBeginning() {
    return serveBeginning("keep-alive");
  }

  /** The service begins to answer the next request, and says that it closes the connection then. */
  GuardedConnection serveBeginningOfLast() {
    return serveBeginning("close");
  }

  private GuardedConnection serveBeginning(String connection) {
    var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set("Transfer-Encoding", "chunked").set("Connection", connection);
    var _ = channel.writeAndFlush(head);
    return this;
  }

  GuardedConnection serveEnd() {
    var _ = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    return this;
  }

  GuardedConnection pass(long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    return this;
  }

  /** From now on the client takes nothing of what it is answered. */
  GuardedConnection stall() {
    var _ = channel.pipeline().addFirst("stalled", new Stalled());
    return this;
  }

  /** The client takes all that it was answered. */
  GuardedConnection take() {
    var _ = channel.pipeline().remove("stalled");
    var _ = channel.flush();
    return this;
  }

  /** The service does not read what it is sent. */
  GuardedConnection pause() {
    var _ = channel.config().setAutoRead(false);
    return this;
  }

  boolean isRead() {
    return channel.config().isAutoRead();
  }

  /** What the guard let through since this was last asked. */
  String passed() {
    return text(channel::readInbound);
  }

  /** What the client was answered since this was last asked. */
  String answered() {
    return text(channel::readOutbound);
  }

  /** Why connections were counted as refused, as often as they were. */
  List<String> counted() {
    return registry.find("gateway.connections.refused").counters().stream()
        .flatMap(counter ->
            Collections.nCopies((int) counter.count(), counter.getId().getTag("reason")).stream())
        .toList();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Lets no written byte leave. */
  private static final class Stalled extends ChannelOutboundHandlerAdapter {
    @Override
    public void flush(ChannelHandlerContext context) {}
  }

  private static String text(Supplier<ByteBuf> next) {
    var text = new StringBuilder();
    for (ByteBuf bytes = next.get(); bytes != null; bytes = next.get()) {
      text.append(bytes.toString(StandardCharsets.ISO_8859_1));
      var _ = bytes.release();
    }
    return text.toString();
  }
}
