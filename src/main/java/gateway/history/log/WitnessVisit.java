package gateway.history.log;

import gateway.history.log.Cosignatures.Standing;
import gateway.history.log.WitnessClient.Answer;
import gateway.history.log.WitnessMeters.Result;
import gateway.security.Tenant;
import gateway.tlog.AddCheckpoint;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Asks one witness to cosign a log's newest checkpoint, and keeps what it signs. Pods may do so at
 * once: who comes second is told where the witness stands, and goes on from there.
 */
final class WitnessVisit {

  private static final Logger LOG = Logger.getLogger(WitnessVisit.class);

  /** Who was overtaken so often leaves it to those who overtook, and to the next checkpoint. */
  private static final int TRIES = 3;

  /** Of more logs than this it is the witness that is wrong; then each may say so again. */
  private static final int MOST_REFUSED = 10_000;

  private final WitnessAddress witness;
  private final WitnessClient client;
  private final Cosignatures cosignatures;
  private final LogReader log;
  private final WitnessAhead ahead;
  private final WitnessMeters meters;
  private final Map<UUID, Integer> refused = new ConcurrentHashMap<>();

  WitnessVisit(
      WitnessAddress witness,
      WitnessClient client,
      Cosignatures cosignatures,
      LogReader log,
      WitnessAhead ahead,
      WitnessMeters meters) {
    this.witness = witness;
    this.client = client;
    this.cosignatures = cosignatures;
    this.log = log;
    this.ahead = ahead;
    this.meters = meters;
  }

  /** The witness's name. */
  String witness() {
    return witness.name();
  }

  /** Fails with {@link WitnessClient.Away}, or as the database does. */
  Uni<Void> of(UUID id) {
    var tenant = new Tenant(id, Optional.empty());
    return cosignatures
        .standing(tenant, witness.key())
        .chain(standing ->
            standing
                .map(found ->
                    ask(tenant, found, found.from(), TRIES).invoke(this::count).replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem()))
        .onFailure()
        .invoke(
            failure -> count(failure instanceof WitnessClient.Away ? Result.AWAY : Result.FAILED));
  }

  private void count(Result result) {
    meters.visited(witness.name(), result);
  }

  private Uni<Result> ask(Tenant tenant, Standing standing, long from, int tries) {
    return log.continuation(tenant, from, standing.checkpoint().size())
        .chain(hashes -> client.ask(witness, new AddCheckpoint(from, hashes, standing.newest())))
        .chain(answer ->
            switch (answer) {
              case Answer.Cosigned(var signature) -> {
                taken(tenant.id());
                yield cosignatures
                    .keep(tenant, standing.checkpoint(), signature)
                    .replaceWith(Result.COSIGNED);
              }
              case Answer.StandsAt(long size) ->
                  size == from
                      ? refused(tenant.id(), new Answer.Refused(409, "it stands there"))
                      : again(tenant, size, tries - 1);
              case Answer.Refused refusal -> refused(tenant.id(), refusal);
            });
  }

  /**
   * Goes on from where the witness stands. The newest checkpoint is read again: what the witness
   * has cosigned was committed before, here or by another pod, or the database has lost it.
   */
  private Uni<Result> again(Tenant tenant, long from, int tries) {
    return cosignatures
        .standing(tenant, witness.key())
        .chain(standing -> {
          long size = standing.map(found -> found.checkpoint().size()).orElse(0L);
          if (from > size) {
            ahead.ahead(tenant.id(), witness.name(), from, size);
            return Uni.createFrom().item(Result.AHEAD);
          }
          return tries == 0
              ? Uni.createFrom().item(Result.OVERTAKEN)
              : ask(tenant, standing.orElseThrow(), from, tries);
        });
  }

  private Uni<Result> refused(UUID tenant, Answer.Refused refusal) {
    if (refused.size() >= MOST_REFUSED) {
      refused.clear();
    }
    var before = refused.put(tenant, refusal.status());
    if (before == null || before != refusal.status()) {
      LOG.warnf(
          "The witness %s does not cosign the log of %s: %d, %s",
          witness.name(), tenant, refusal.status(), refusal.reason());
    }
    return Uni.createFrom().item(refusal.contradicts() ? Result.CONTRADICTED : Result.REFUSED);
  }

  private void taken(UUID tenant) {
    if (refused.remove(tenant) != null) {
      LOG.infof("The witness %s cosigns the log of %s again.", witness.name(), tenant);
    }
  }
}
