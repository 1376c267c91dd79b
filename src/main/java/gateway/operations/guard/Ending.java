package gateway.operations.guard;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a connection ends: behind an answer that says it is the last one, or with the refusal of what
 * came, in its turn, or with nothing when the refused request is being answered already; and behind
 * the answers that are under way, when its client has closed its own side.
 */
final class Ending {

  /**
   * How long a client that has closed its side is waited for: it shows so that it has sent all (RFC
   * 9293 §3.6), or has gone, and then its requests should not hold their places. As long as one
   * waits for a connection to the database.
   */
  static final long PATIENCE_SECONDS = 5;

  private final ChannelHandlerContext context;
  private final RequestHead request;
  private final Answers answers;
  private final Lingering lingering;
  private State.@Nullable Refused refused;
  private @Nullable ScheduledFuture<?> patience;
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

  /** Nothing more will come: the requests that came whole have their answers, if that is soon. */
  void endInput() {
    startPatience();
    proceed();
  }

  /** Ends the connection, unless there is no reason to, or answers before the end are missing. */
  void proceed() {
    if (isOver) {
      return;
    }
    if (answers.isLast() && answers.ended() == answers.begun()) {
      end();
      lingering.begin();
    } else if (refused != null && answers.ended() >= request.earlier()) {
      end();
      refuseOrClose(refused);
    } else if (patience != null && answers.ended() >= request.earlier()) {
      end();
      closeBehindAnswers();
    }
  }

  private void end() {
    isOver = true;
    stopPatience();
  }

  void discard(ByteBuf bytes) {
    lingering.discard(bytes);
  }

  void stop() {
    lingering.stop();
    stopPatience();
  }

  private void startPatience() {
    patience = context.executor().schedule(this::expire, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void stopPatience() {
    if (patience != null) {
      var _ = patience.cancel(false);
    }
  }

  /** In the midst of an answer, whoever has gone is noticed by what is written. */
  private void expire() {
    if (answers.begun() > answers.ended()) {
      startPatience();
    } else {
      var _ = context.close();
    }
  }

  private void refuseOrClose(State.Refused why) {
    if (answers.begun() > request.earlier()) {
      closeBehindAnswers();
    } else {
      boolean isTls = context.pipeline().get(SslHandler.class) != null;
      var _ = context.write(Refusal.of(why, request, isTls));
      lingering.begin();
    }
  }

  private void closeBehindAnswers() {
    var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }
}
