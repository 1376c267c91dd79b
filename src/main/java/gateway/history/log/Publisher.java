package gateway.history.log;

import gateway.tlog.Checkpoint;
import gateway.tlog.Hash;
import gateway.tlog.LogSigner;
import gateway.tlog.Note;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Signs what the sequencer has committed: a checkpoint of a log that has grown, and one an hour of
 * a log that has not, so that silence is provable, too. It signs under the log's lock and from the
 * committed head, so that no two pods ever sign different trees of one size, and it signs nothing
 * that contradicts what was seen of the log ({@link Continuity}).
 */
@ApplicationScoped
public class Publisher {

  private static final Logger LOG = Logger.getLogger(Publisher.class);

  /** The longest silence of a log (contract §11), less the time of a few passes. */
  private static final Duration HEARTBEAT = Duration.ofMinutes(59);

  /**
   * Logs of one pass; those that have waited longest come first, and last those that were behind
   * when they were looked at: however many they are, the others are signed.
   */
  private static final int TENANTS = 256;

  private static final String DUE =
      """
      select tenant_id from log_head
      where (size > published_size or published_at <= now() - make_interval(secs => $1::float8) or tenant_id = any ($4::uuid[]))
        and (tenant_id, epoch) not in (select * from unnest($2::uuid[], $3::int8[]))
        and tenant_id <> all ($5::uuid[])
      order by tenant_id = any ($4::uuid[]), published_at nulls first limit %d
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
  private final Seen seen;
  private final Behind behind;
  private final OthersCheckpoints others;
  private final Continuity continuity;
  private final Postponed postponed;
  private final LogMeters meters;
  private final Duration heartbeat;

  @Inject
  Publisher(
      LogStore store,
      LogSigning signing,
      Cosigning cosigning,
      Seen seen,
      Behind behind,
      Clock clock,
      LogMeters meters) {
    this(store, signing, cosigning, seen, behind, clock, HEARTBEAT, meters);
  }

  /**
   * @param heartbeat how long a log is silent before it says again what it is
   */
  Publisher(
      LogStore store,
      LogSigning signing,
      Cosigning cosigning,
      Seen seen,
      Behind behind,
      Clock clock,
      Duration heartbeat,
      LogMeters meters) {
    this.store = store;
    this.meters = meters;
    this.signing = signing;
    this.cosigning = cosigning;
    this.seen = seen;
    this.behind = behind;
    this.others = new OthersCheckpoints(store, seen);
    this.continuity = new Continuity(seen);
    this.postponed = new Postponed(clock);
    this.heartbeat = heartbeat;
  }

  /** What came of one log, in the epoch that its database has. */
  private sealed interface Outcome {

    /**
     * It has all that was seen of it.
     *
     * @param note what was signed; empty when somebody else has just done it
     */
    record Agreed(long epoch, Sighting tree, Optional<Note> note) implements Outcome {}

    /** It has not; nothing was signed. */
    record Refused(long epoch, long size, Sighting seen) implements Outcome {}
  }

  /**
   * One pass over the logs that are due; true when there may be more. A log that fails is left
   * alone for a while, and the others go on.
   */
  public Uni<Boolean> publish() {
    if (!signing.signs()) {
      return Uni.createFrom().item(false);
    }
    return seen.refresh()
        .chain(others::remember)
        .chain(() -> store.tenants(DUE, due()))
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

  private Tuple due() {
    var leftAlone = List.copyOf(behind.leftAlone().entrySet());
    return Tuple.of((double) heartbeat.toSeconds())
        .addArrayOfUUID(leftAlone.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
        .addArrayOfLong(leftAlone.stream().map(Map.Entry::getValue).toArray(Long[]::new))
        .addArrayOfUUID(behind.due().toArray(UUID[]::new))
        .addArrayOfUUID(postponed.all().toArray(UUID[]::new));
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

  /** True when there is a new checkpoint. */
  private Uni<Boolean> publish(UUID tenant, LogSigner signer) {
    return cosigning
        .hear(tenant)
        .chain(() ->
            store.underLock(
                tenant,
                log ->
                    continuity
                        .contradiction(log)
                        .chain(missing ->
                            missing.isPresent()
                                ? Uni.createFrom().item(refused(log, missing.get()))
                                : publish(log, signer))))
        .map(outcome -> outcome.isPresent() && settled(tenant, outcome.get()));
  }

  private static Outcome refused(LogStore.Locked log, Sighting missing) {
    return new Outcome.Refused(log.epoch(), log.size(), missing);
  }

  private Uni<Outcome> publish(LogStore.Locked log, LogSigner signer) {
    var tree = Sighting.of(log.size(), Hash.of(log.root()));
    if (log.size() == log.publishedSize() && !log.isSilentFor(heartbeat)) {
      return Uni.createFrom().item(new Outcome.Agreed(log.epoch(), tree, Optional.empty()));
    }
    var checkpoint = Checkpoint.of(signing.origin(log.tenant()), log.size(), Hash.of(log.root()));
    var note = signer.sign(checkpoint);
    // Before the commit, of which the answer can get lost, and then the database what it committed.
    seen.published(log.tenant(), log.epoch(), tree);
    return log.execute(PUBLISH, Tuple.of(log.tenant(), log.size(), note.toString()))
        .replaceWith(new Outcome.Agreed(log.epoch(), tree, Optional.of(note)));
  }

  /** What is committed counts; gives whether something was signed. */
  private boolean settled(UUID tenant, Outcome outcome) {
    switch (outcome) {
      case Outcome.Agreed(var epoch, var tree, var note) -> {
        seen.agreed(tenant, epoch, tree);
        behind.remove(tenant);
        note.ifPresent(made -> {
          tell(made);
          cosigning.ask(tenant);
        });
        return note.isPresent();
      }
      case Outcome.Refused(var epoch, var size, var missing) -> {
        behind.add(tenant, epoch, size, missing);
        return false;
      }
    }
  }

  /**
   * In one line, from which the note can be had back: what left the database cannot be taken back.
   */
  private void tell(Note note) {
    meters.signed();
    LOG.infof("Checkpoint: %s", note.toString().replace("\n", "\\n"));
  }
}
