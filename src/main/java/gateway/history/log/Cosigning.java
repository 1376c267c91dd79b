package gateway.history.log;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Has every witness asked for every checkpoint once it is committed, behind the publisher's back:
 * outside of its transaction, and on other connections.
 */
@ApplicationScoped
public class Cosigning {

  /** Soon enough that a restart of a witness costs little, seldom enough for one that is gone. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Witnesses witnesses;
  private final Cosignatures cosignatures;
  private final LogReader log;
  private final WitnessAhead ahead;
  private final WitnessClient client = new WitnessClient();
  private volatile List<WitnessQueue> queues = List.of();

  Cosigning(Witnesses witnesses, Cosignatures cosignatures, LogReader log, WitnessAhead ahead) {
    this.witnesses = witnesses;
    this.cosignatures = cosignatures;
    this.log = log;
    this.ahead = ahead;
  }

  /**
   * For the start: reads who the witnesses are.
   *
   * @throws gateway.security.UnusableSetting when that cannot be told
   */
  public void ready() {
    witnesses.ready();
    queues = witnesses.all().stream().map(this::queue).toList();
  }

  /** Lets the witnesses be asked for a log's newest checkpoint, and does not wait for them. */
  void ask(UUID tenant) {
    queues.forEach(queue -> queue.add(tenant));
  }

  private WitnessQueue queue(WitnessAddress witness) {
    var visit = new WitnessVisit(witness, client, cosignatures, log, ahead);
    return new WitnessQueue(witness.name(), visit::of, PAUSE);
  }

  @PreDestroy
  void close() {
    queues.forEach(WitnessQueue::close);
    client.close();
  }
}
