package gateway.history.log;

import gateway.tlog.Checkpoint;
import gateway.tlog.Hash;
import gateway.tlog.LogSigner;
import gateway.tlog.Note;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Signs what the sequencer has committed: a checkpoint of a log that has grown, and one an hour of
 * a log that has not, so that silence is provable, too. It signs under the log's lock and from the
 * committed head, so that no two pods ever sign different trees of one size.
 */
@ApplicationScoped
public class Publisher {

  private static final Logger LOG = Logger.getLogger(Publisher.class);

  /** The longest silence of a log (contract §11), less the time of a few passes. */
  private static final Duration HEARTBEAT = Duration.ofMinutes(59);

  /** Logs of one pass; those that have waited longest come first. */
  private static final int TENANTS = 256;

  private static final String DUE =
      """
      select tenant_id from log_head
      where size > published_size or published_at <= now() - make_interval(secs => $1::float8)
      order by published_at nulls first limit %d
      """
          .formatted(TENANTS);

  private static final String PUBLISH =
      """
      with made as (
        insert into log_checkpoint (tenant_id, size, signed_at, note) values ($1::uuid, $2::int8, now(), $3::text)
      )
      update log_head set published_size = $2::int8, published_at = now() where tenant_id = $1::uuid
      """;

  private final LogStore store;
  private final LogSigning signing;
  private final Cosigning cosigning;
  private final Postponed postponed;
  private final LogMeters meters;
  private final Duration heartbeat;

  @Inject
  Publisher(
      LogStore store, LogSigning signing, Cosigning cosigning, Clock clock, LogMeters meters) {
    this(store, signing, cosigning, clock, HEARTBEAT, meters);
  }

  /**
   * @param heartbeat how long a log is silent before it says again what it is
   */
  Publisher(
      LogStore store, LogSigning signing, Cosigning cosigning, Clock clock, Duration heartbeat) {
    this(store, signing, cosigning, clock, heartbeat, new LogMeters(new CompositeMeterRegistry()));
  }

  private Publisher(
      LogStore store,
      LogSigning signing,
      Cosigning cosigning,
      Clock clock,
      Duration heartbeat,
      LogMeters meters) {
    this.store = store;
    this.meters = meters;
    this.signing = signing;
    this.cosigning = cosigning;
    this.postponed = new Postponed(clock);
    this.heartbeat = heartbeat;
  }

  /**
   * One pass over the logs that are due; true when there may be more. A log that fails is left
   * alone for a while, and the others go on.
   */
  public Uni<Boolean> publish() {
    if (!signing.signs()) {
      return Uni.createFrom().item(false);
    }
    return store
        .tenants(DUE, Tuple.of((double) heartbeat.toSeconds()))
        .chain(tenants ->
            Multi.createFrom()
                .iterable(tenants)
                .filter(tenant -> !postponed.has(tenant))
                .onItem()
                .transformToUniAndConcatenate(this::guarded)
                .collect()
                .asList()
                .map(published -> tenants.size() == TENANTS && published.contains(true)));
  }

  private Uni<Boolean> guarded(UUID tenant) {
    return signing
        .signer(tenant)
        .map(signer -> publish(tenant, signer))
        .orElseGet(() -> Uni.createFrom().item(false))
        .onFailure()
        .recoverWithItem(failure -> {
          postponed.add(tenant);
          meters.notSigned();
          LOG.errorf(failure, "The log of %s cannot be signed now; it is tried again.", tenant);
          return false;
        });
  }

  private Uni<Boolean> publish(UUID tenant, LogSigner signer) {
    return store
        .underLock(tenant, log -> publish(log, signer))
        .map(made -> made.flatMap(note -> note))
        .invoke(made ->
            made.ifPresent(note -> {
              tell(note);
              cosigning.ask(tenant);
            }))
        .map(Optional::isPresent);
  }

  /** Empty when somebody else has just done it. */
  private Uni<Optional<Note>> publish(LogStore.Locked log, LogSigner signer) {
    if (log.size() == log.publishedSize() && !log.isSilentFor(heartbeat)) {
      return Uni.createFrom().item(Optional.empty());
    }
    var checkpoint = Checkpoint.of(signing.origin(log.tenant()), log.size(), Hash.of(log.root()));
    var note = signer.sign(checkpoint);
    return log.execute(PUBLISH, Tuple.of(log.tenant(), log.size(), note.toString()))
        .replaceWith(Optional.of(note));
  }

  /**
   * In one line, from which the note can be had back: what left the database cannot be taken back.
   */
  private void tell(Note note) {
    meters.signed();
    LOG.infof("Checkpoint: %s", note.toString().replace("\n", "\\n"));
  }
}
