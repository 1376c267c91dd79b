package gateway.audit;

import gateway.graph.EntityTag;
import gateway.graph.ErrorCode;
import gateway.graph.Problem;
import gateway.history.AuditCollection;
import gateway.history.Erasure;
import gateway.history.Initiator;
import gateway.security.Tenant;
import gateway.security.TenantScope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Erases what names a person from audits and their histories (contract §11): set by set of audits,
 * each set in one transaction, so that of no audit half is erased.
 */
@ApplicationScoped
class AuditErasure {

  /**
   * Audits that are found at a time: their ids take 10 MB at the longest. Few searches, as each
   * goes through all the history of the tenant.
   */
  private static final int FOUND = 50_000;

  /** Audits of one transaction: whoever changes one of them waits for some tenths of a second. */
  private static final int SET = 1_000;

  /**
   * Between two sets, so that the log of the tenant grows meanwhile: longer than the sequencer
   * pauses, which does not wait for the log's lock but comes back.
   */
  private static final Duration PAUSE = Duration.ofMillis(250);

  /**
   * A person is looked for in every entry of the tenant, for which the usual time-out is short when
   * there are many. The client's connection ends after 75 s without a byte.
   */
  private static final String LONGER =
      "select set_config('statement_timeout', '60s', true) where " + TenantScope.GATE;

  /**
   * A set is planned for as many audits as it has: for one, its steps would compare each with each.
   * By its costs, which are guessed too high, it would be compiled first, for longer than it runs.
   */
  private static final String PLANNED =
      "select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true) where "
          + TenantScope.GATE;

  private final TenantScope tenants;
  private final int found;
  private final int set;
  private final Duration pause;

  @Inject
  AuditErasure(TenantScope tenants) {
    this(tenants, FOUND, SET, PAUSE);
  }

  AuditErasure(TenantScope tenants, int found, int set, Duration pause) {
    this.tenants = tenants;
    this.found = found;
    this.set = set;
    this.pause = pause;
  }

  /**
   * What was erased.
   *
   * @param known how many of the audits that were asked for there are, or were
   * @param audits how many of them lost a value, in themselves or in their history
   * @param changes how many entries lost one
   */
  record Outcome(int known, int audits, int changes) {
    private static final Outcome NOTHING = new Outcome(0, 0, 0);

    private static Outcome of(Row row) {
      return new Outcome(row.getInteger(0), row.getInteger(1), row.getInteger(2));
    }

    private Outcome and(Outcome other) {
      return new Outcome(known + other.known, audits + other.audits, changes + other.changes);
    }
  }

  /**
   * Erases all personal values of an audit, living or deleted; 404, and 412 where the condition
   * excludes it, of which nothing is erased then (OData 4.01 Protocol §8.2.4).
   */
  Uni<Outcome> ofAudit(Initiator initiator, String id, EntityTag.Condition ifMatch) {
    return erase(initiator, List.of(id), Optional.empty(), ifMatch)
        .invoke(outcome -> {
          if (outcome.known() == 0) {
            throw AuditCollection.missing();
          }
        });
  }

  /**
   * Erases a person from every audit of the tenant. When it fails, the sets before are erased, and
   * a repeat goes on behind them.
   */
  Uni<Outcome> ofPerson(Initiator initiator, String name) {
    return behind("", initiator, name, Outcome.NOTHING);
  }

  /** From the audits behind an id on, so that each has its turn once, whatever others do. */
  private Uni<Outcome> behind(String last, Initiator initiator, String name, Outcome sofar) {
    return named(initiator.tenant(), name, last)
        .chain(ids ->
            Multi.createFrom()
                .items(IntStream.iterate(0, from -> from < ids.size(), from -> from + set).boxed())
                .onItem()
                .transformToUniAndConcatenate(from ->
                    pausing(from > 0)
                        .chain(() ->
                            erase(
                                initiator,
                                ids.subList(from, Math.min(from + set, ids.size())),
                                Optional.of(name),
                                new EntityTag.Condition.Absent())))
                .collect()
                .with(Collectors.reducing(sofar, Outcome::and))
                .chain(sum ->
                    ids.size() < found
                        ? Uni.createFrom().item(sum)
                        : behind(ids.getLast(), initiator, name, sum)));
  }

  private Uni<Void> pausing(boolean between) {
    var nothing = Uni.createFrom().voidItem();
    return between ? nothing.onItem().delayIt().by(pause) : nothing;
  }

  /** At most {@link #found} audits that name the person, or did; nothing is locked. */
  private Uni<List<String>> named(Tenant tenant, String name, String last) {
    return tenants.inOneTransaction(
        tenant,
        work ->
            tenants
                .execute(work, LONGER, TenantScope.parameters(work))
                .chain(() ->
                    tenants.execute(
                        work,
                        ErasureStatements.FIND,
                        TenantScope.parameters(work)
                            .addString(name)
                            .addString(last)
                            .addInteger(found)))
                .map(AuditErasure::ids));
  }

  /** One set: all of it or nothing. */
  private Uni<Outcome> erase(
      Initiator initiator, List<String> ids, Optional<String> person, EntityTag.Condition ifMatch) {
    var audits = ids.toArray(String[]::new);
    return tenants.inOneTransaction(
        initiator.tenant(),
        work ->
            Multi.createFrom()
                .items(LONGER, PLANNED, Erasure.ENSURE_LOG, Erasure.LOCK_LOG)
                .onItem()
                .transformToUniAndConcatenate(
                    sql -> tenants.execute(work, sql, TenantScope.parameters(work)))
                .onItem()
                .ignoreAsUni()
                .chain(() ->
                    tenants.execute(
                        work,
                        ErasureStatements.LOCK_AUDITS,
                        TenantScope.parameters(work).addArrayOfString(audits)))
                .chain(living ->
                    tenants
                        .execute(
                            work,
                            ErasureStatements.LOCK_TOMBSTONES,
                            TenantScope.parameters(work).addArrayOfString(audits))
                        .invoke(deleted -> requireMatch(ifMatch, living, deleted)))
                .chain(() ->
                    tenants.execute(
                        work,
                        ErasureStatements.ERASE,
                        initiator
                            .addTo(
                                TenantScope.parameters(work).addArrayOfString(audits),
                                audits.length)
                            .addString(person.orElse(null))))
                .map(rows -> Outcome.of(rows.iterator().next())));
  }

  /** Of locked audits; a deleted one has no entity tag that could match (RFC 9110 §13.1.1). */
  private static void requireMatch(
      EntityTag.Condition ifMatch, RowSet<Row> living, RowSet<Row> deleted) {
    boolean matches =
        ifMatch instanceof EntityTag.Condition.Absent
            || deleted.size() == 0
                && stream(living).allMatch(row -> ifMatch.matches(row.getLong("version")));
    if (!matches) {
      throw Problem.of(
          ErrorCode.PRECONDITION_FAILED,
          "The audit has changed since the entity tag of If-Match, or was deleted; read it again.");
    }
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  private static List<String> ids(RowSet<Row> rows) {
    return stream(rows).map(row -> row.getString(0)).toList();
  }
}
