package gateway.operations.guard;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a connection's bytes through to the HTTP decoder while they are HTTP/1.1 in its strict form,
 * unchanged and uncopied, and ends the connection when they are not (contract §9): the decoder
 * tolerates and repairs what a proxy in front may read in another way, and answers what it refuses
 * in a form of its own.
 */
final class HttpGuard extends ChannelInboundHandlerAdapter {

  /**
   * From the first byte of a head, or from the connection's beginning, to the head's end (contract
   * §9).
   */
  static final long HEAD_SECONDS = 30;

  private final Input input = new Input();
  private final RequestHead request = new RequestHead();
  private final Answers answers = new Answers();
  private final GuardMeters meters;

  private State state = Line.START;
  private @Nullable Ending ending;
  private @Nullable ScheduledFuture<?> deadline;

  private HttpGuard(GuardMeters meters) {
    this.meters = meters;
  }

  /** Behind TLS, before everything else. */
  static void install(ChannelPipeline pipeline, boolean isTls, GuardMeters meters) {
    var guard = new HttpGuard(meters);
    var _ =
        isTls
            ? pipeline.addAfter("ssl", "http-guard", guard)
            : pipeline.addFirst("http-guard", guard);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    startDeadline(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stopDeadline();
    if (ending != null) {
      ending.stop();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes) || answers.hasSwitchedProtocols()) {
      var _ = context.fireChannelRead(message);
    } else if (ending != null && ending.isOver()) {
      ending.discard(bytes);
    } else if (state instanceof State.Refused) {
      var _ = bytes.release();
    } else {
      watchAnswers(context);
      read(context, bytes);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      if (ending == null) {
        var _ = context.close();
      } else {
        ending.endInput();
      }
    }
    var _ = context.fireUserEventTriggered(event);
  }

  private void read(ChannelHandlerContext context, ByteBuf bytes) {
    long heads = request.heads();
    int valid = advance(bytes);
    if (request.heads() > heads || !request.isInHead()) {
      stopDeadline();
    }
    if (state instanceof State.Refused refused) {
      refuse(context, refused, bytes, valid);
    } else {
      if (request.isInHead() && deadline == null) {
        startDeadline(context);
      }
      var _ = context.fireChannelRead(bytes);
      watchAnswers(context);
    }
  }

  private void refuse(
      ChannelHandlerContext context, State.Refused refused, ByteBuf bytes, int valid) {
    meters.refused(refused.reason());
    if (ending == null) {
      var _ = bytes.release();
      var _ = context.close();
      return;
    }
    stopDeadline();
    ending.refuse(refused);
    passOnPart(context, bytes, valid);
    ending.proceed();
  }

  /**
   * Goes through the states, and tells how many of the bytes belong to requests that end among
   * them.
   */
  private int advance(ByteBuf bytes) {
    input.open(bytes);
    int end = input.position();
    while (input.hasMore()) {
      state = state.read(input, request);
      if (state == Line.START) {
        request.end();
        end = input.position();
      }
    }
    input.close();
    return end - bytes.readerIndex();
  }

  /**
   * Of a refused request nothing is passed on that came in the same read as the fault; of those
   * before it, all.
   */
  private static void passOnPart(ChannelHandlerContext context, ByteBuf bytes, int length) {
    try {
      if (length > 0) {
        var _ = context.fireChannelRead(bytes.readRetainedSlice(length));
      }
    } finally {
      var _ = ReferenceCountUtil.release(bytes);
    }
  }

  /**
   * The management port decides by the first bytes whether it speaks HTTP/1.1, and has no encoder
   * until then; what is refused before is closed without an answer.
   */
  private void watchAnswers(ChannelHandlerContext context) {
    var encoder = ending != null ? null : context.pipeline().context(HttpResponseEncoder.class);
    if (encoder != null) {
      var _ =
          context
              .pipeline()
              .addAfter(encoder.name(), "http-guard-answers", answers)
              .addAfter("http-guard-answers", "http-guard-coding", new AcceptedCoding())
              .addAfter("http-guard-coding", "http-guard-last", new LastRequest())
              .addAfter("http-guard-last", "http-guard-pipelining", new Pipelining())
              .addAfter("http-guard-pipelining", "http-guard-deadline", new AnswerDeadline());
      ending = new Ending(context, request, answers);
      answers.endWith(ending);
    }
  }

  private void startDeadline(ChannelHandlerContext context) {
    deadline = context.executor().schedule(() -> expire(context), HEAD_SECONDS, TimeUnit.SECONDS);
  }

  private void stopDeadline() {
    if (deadline != null) {
      var _ = deadline.cancel(false);
      deadline = null;
    }
  }

  /**
   * While earlier requests wait for their answers reading may be paused, and the client is not to
   * blame.
   */
  private void expire(ChannelHandlerContext context) {
    if (ending != null && answers.ended() < request.heads()) {
      startDeadline(context);
    } else {
      deadline = null;
      meters.refused(Reason.SLOW_HEAD);
      var _ = context.close();
    }
  }
}
