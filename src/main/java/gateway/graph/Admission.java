package gateway.graph;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Lets requests in to {@link HttpEntry} while there are not too many under way. Stands in front of
 * everything that a request costs: what is refused here has had no token verified, no body read and
 * no place in the database's queue, so that refusing many leaves the processors to those that are
 * let in.
 */
@ApplicationScoped
class Admission {

  /** Ahead of {@link HttpEntry}, behind every route of Quarkus. */
  private static final int BEFORE_THE_ENTRY = 15_000;

  private static final Problem CROWDED =
      Problem.crowded(
              "Too many requests are under way at once; nothing was changed, try again later.")
          .because("crowd");

  /** Bounds of what is under way. */
  @ConfigMapping(prefix = "gateway.requests")
  interface Settings {
    /**
     * Requests under way at once, waiting ones included; what comes beyond is refused at once. At
     * 200 answers a second, a tenth of what two processors do, the last of them has waited for five
     * seconds, as long as the pool lets it (gateway.database.acquire-timeout): more would only be
     * refused later.
     */
    @WithDefault("1024")
    int atOnce();

    /**
     * Bytes of bodies and of answers that are held in memory at once. As many requests as may be
     * under way have bodies of 64 KiB each; or 42 have the largest batch; or 100 usual pages of
     * 1,000 audits wait for slow clients. An eighth of the heap of a pod of 768 MiB, since what is
     * read of a body and what an answer is made of takes its multiple for a while.
     */
    @WithDefault("64M")
    MemorySize memory();
  }

  private final UnderWay underWay;
  private final Failures failures;
  private final RequestMeters meters;
  private final EarlyAnswer early;

  Admission(Settings settings, Failures failures, RequestMeters meters, EarlyAnswer early) {
    this.underWay = new UnderWay(settings.atOnce());
    this.failures = failures;
    this.meters = meters;
    this.early = early;
  }

  void register(@Observes io.vertx.ext.web.Router routes) {
    routes.route().order(BEFORE_THE_ENTRY).handler(this::admit);
  }

  void admit(RoutingContext context) {
    var out = context.response();
    if (out.writeQueueFull()) {
      // Asked for before the client has taken the answer before it (RFC 9112 §9.3.2).
      out.drainHandler(_ -> {
        out.drainHandler(null);
        admit(context);
      });
    } else if (underWay.enter()) {
      int _ = context.addEndHandler(_ -> underWay.leave());
      context.next();
    } else {
      refuse(context);
    }
  }

  /** Counted, but not logged one by one: {@link UnderWay} writes a line for the crowd. */
  private void refuse(RoutingContext context) {
    var asked = Asked.of(context.request());
    meters.refused(asked, CROWDED);
    early.send(context, asked.ids(), failures.body(asked.ids(), CROWDED));
  }
}
