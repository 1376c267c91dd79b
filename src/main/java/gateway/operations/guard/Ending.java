package gateway.operations.guard;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * How a connection ends: behind an answer that says it is the last one, or with the refusal of what
 * came, in its turn, or with nothing when the refused request is being answered already.
 */
final class Ending {

  private final ChannelHandlerContext context;
  private final RequestHead request;
  private final Answers answers;
  private final Lingering lingering;
  private State.@Nullable Refused refused;
  private boolean isOver;

  /**
   * @param context the guard's, in front of everything that would write what the client still sends
   */
  Ending(ChannelHandlerContext context, RequestHead request, Answers answers) {
    this.context = context;
    this.request = request;
    this.answers = answers;
    this.lingering = new Lingering(context);
  }

  /** Whether nothing more may be written, and nothing that comes is looked at. */
  boolean isOver() {
    return isOver;
  }

  /** What is being read will be refused once the requests before it have their answers. */
  void refuse(State.Refused itsReason) {
    refused = itsReason;
  }

  /** Ends the connection, unless there is no reason to, or answers before the end are missing. */
  void proceed() {
    if (isOver) {
      return;
    }
    if (answers.isLast() && answers.ended() == answers.begun()) {
      isOver = true;
      lingering.begin();
    } else if (refused != null && answers.ended() >= request.earlier()) {
      isOver = true;
      refuseOrClose(refused);
    }
  }

  void discard(ByteBuf bytes) {
    lingering.discard(bytes);
  }

  void stop() {
    lingering.stop();
  }

  private void refuseOrClose(State.Refused why) {
    if (answers.begun() > request.earlier()) {
      var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      boolean isTls = context.pipeline().get(SslHandler.class) != null;
      var _ = context.write(Refusal.of(why, request, isTls));
      lingering.begin();
    }
  }
}
