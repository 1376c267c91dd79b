package gateway.operations;

import gateway.history.log.Publisher;
import gateway.history.log.Sequencer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Keeps the logs growing while the service serves: every pod does, and the logs' locks keep them
 * apart. A migration run keeps none.
 */
@ApplicationScoped
class LogSchedule {

  private static final Logger LOG = Logger.getLogger(LogSchedule.class);

  /** Behind {@link StartupChecks}, whose observer has the priority that is usual. */
  private static final int AFTER_THE_CHECKS = 3000;

  /** From the end of one pass to the next: what it adds to the time that a change is unproved. */
  private static final long SEQUENCER_MILLIS = 200;

  /** A tenth of what the contract allows between an entry and its checkpoint. */
  private static final long PUBLISHER_MILLIS = 1_000;

  /** When there is more than one pass took. */
  private static final long AT_ONCE_MILLIS = 1;

  /** When the database does not answer. */
  private static final long AFTER_FAILURE_MILLIS = 5_000;

  private final Config config;
  private final Vertx vertx;
  private final Instance<Sequencer> sequencer;
  private final Instance<Publisher> publisher;
  private volatile boolean stopped;

  LogSchedule(
      Config config, Vertx vertx, Instance<Sequencer> sequencer, Instance<Publisher> publisher) {
    this.config = config;
    this.vertx = vertx;
    this.sequencer = sequencer;
    this.publisher = publisher;
  }

  void start(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent started) {
    if (RequiredSettings.migrates(config)) {
      return;
    }
    repeat("sequencer", SEQUENCER_MILLIS, sequencer.get()::sequence);
    repeat("publisher", PUBLISHER_MILLIS, publisher.get()::publish);
  }

  void stop(@Observes ShutdownEvent stopping) {
    stopped = true;
  }

  /** Runs work again and again, each time a while after it has ended. */
  private void repeat(String name, long pauseMillis, Supplier<Uni<Boolean>> work) {
    after(
        pauseMillis,
        new Runnable() {
          private boolean failing;

          @Override
          public void run() {
            work.get()
                .subscribe()
                .with(
                    more -> {
                      failing = false;
                      after(more ? AT_ONCE_MILLIS : pauseMillis, this);
                    },
                    failure -> {
                      report(name, failing, failure);
                      failing = true;
                      after(AFTER_FAILURE_MILLIS, this);
                    });
          }
        });
  }

  private void after(long millis, Runnable next) {
    if (!stopped) {
      long _ =
          vertx.setTimer(
              millis,
              _ -> {
                if (!stopped) {
                  next.run();
                }
              });
    }
  }

  /** One line for the first failure of several; none for what the end of the service broke off. */
  private void report(String name, boolean again, Throwable failure) {
    if (!stopped && !again) {
      LOG.errorf(failure, "The log's %s does not get on; it is tried again.", name);
    }
  }
}
