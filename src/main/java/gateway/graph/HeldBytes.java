package gateway.graph;

import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that requests hold in memory: their bodies, from the first byte until they are answered,
 * and their answers until the client has taken them. One sum for all connections, since it is one
 * memory; how many requests there are says little of it, when one may be a thousand times as large
 * as another.
 */
@Singleton
public final class HeldBytes {

  static final Problem FULL =
      Problem.crowded(
              "Too many large requests and answers are under way at once; nothing was changed, try"
                  + " again later, or ask for less.")
          .because("memory");

  private final long most;
  private final AtomicLong held = new AtomicLong();

  @Inject
  HeldBytes(Admission.Settings settings) {
    this(settings.memory().asLongValue());
  }

  public HeldBytes(long most) {
    this.most = most;
  }

  /** What one request holds. Taken on one thread at a time. */
  public final class Share {
    private long bytes;

    private Share() {}

    /** Holds so many bytes more, if there is room for them. */
    boolean take(int more) {
      if (hasRoom(more)) {
        takeAnyway(more);
        return true;
      }
      return false;
    }

    /** Holds so many bytes more, which are there already: a change that is made is told. */
    public void takeAnyway(int more) {
      bytes += more;
      long _ = held.addAndGet(more);
    }

    /** How many bytes it holds. */
    public long bytes() {
      return bytes;
    }

    /** Gives all of it back; twice is harmless. */
    public void giveBack() {
      long _ = held.addAndGet(-bytes);
      bytes = 0;
    }
  }

  public Share share() {
    return new Share();
  }

  /**
   * Passes when there is room for an answer, or it tells of a change, which is made.
   *
   * @throws Problem of 503 when there is not
   */
  void requireRoom(Request request, Response response) {
    if (request.method().equals("GET")
        && response.content() instanceof Response.Content.Whole(Buffer body)
        && !hasRoom(body.length())) {
      throw FULL;
    }
  }

  private boolean hasRoom(int more) {
    return held.get() + more <= most;
  }
}
