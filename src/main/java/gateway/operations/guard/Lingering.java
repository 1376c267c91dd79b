package gateway.operations.guard;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection behind its last answer: its client is told that no more comes, and what it still
 * sends is read and thrown away, as RFC 9112 §9.6 asks. To close with bytes unread resets the
 * connection, and the client might lose the answer.
 */
final class Lingering {

  /** A round in which nothing comes is the last one: longer than any way there and back. */
  static final long ROUND_SECONDS = 2;

  /** 30 s in all, as long as a head may take: a body of 1 MiB comes at 35 kB a second. */
  static final int MOST_ROUNDS = 15;

  /**
   * What is read of a client that goes on sending. The rest is left unread, and whoever reads while
   * it sends has another round to see the answer.
   */
  static final int MOST_BYTES = 1024 * 1024;

  private final ChannelHandlerContext context;
  private int bytesLeft = MOST_BYTES;
  private int roundsLeft = MOST_ROUNDS;
  private boolean hasHeard;
  private @Nullable ScheduledFuture<?> round;

  Lingering(ChannelHandlerContext context) {
    this.context = context;
  }

  /**
   * Begins, behind what has been written: no round before the client has taken it, which it has as
   * long for as for any answer.
   */
  void begin() {
    // A body that nobody wanted may have been paused.
    var _ = context.channel().config().setAutoRead(true);
    round = context.executor().schedule(this::close, AnswerDeadline.SECONDS, TimeUnit.SECONDS);
    var _ =
        context
            .writeAndFlush(Unpooled.EMPTY_BUFFER)
            .addListener(taken -> {
              if (taken.isSuccess()) {
                stop();
                endOutput();
                startRound();
              }
            });
  }

  void discard(ByteBuf bytes) {
    bytesLeft -= bytes.readableBytes();
    var _ = bytes.release();
    if (bytesLeft > 0) {
      hasHeard = true;
    } else {
      var _ = context.channel().config().setAutoRead(false);
    }
  }

  void stop() {
    if (round != null) {
      var _ = round.cancel(false);
    }
  }

  private void endOutput() {
    var tls = context.pipeline().get(SslHandler.class);
    if (tls != null) {
      var _ = tls.closeOutbound();
    } else if (context.channel() instanceof DuplexChannel connection) {
      var _ = connection.shutdownOutput();
    }
  }

  private void startRound() {
    hasHeard = false;
    roundsLeft--;
    round = context.executor().schedule(this::endRound, ROUND_SECONDS, TimeUnit.SECONDS);
  }

  private void endRound() {
    if (hasHeard && roundsLeft > 0) {
      startRound();
    } else {
      close();
    }
  }

  private void close() {
    var _ = context.close();
  }
}
