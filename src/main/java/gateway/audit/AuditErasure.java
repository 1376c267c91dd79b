package gateway.audit;

import gateway.graph.ErrorCode;
import gateway.graph.Problem;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Erases what names a person from audits and their histories (contract §11): set by set of audits,
 * each set in one transaction, so that of no audit half is erased.
 */
@ApplicationScoped
class AuditErasure {

  /** Audits that are found at a time: their ids take 1.3 MB at the longest. */
  private static final int FOUND = 10_000;

  /** Audits of one transaction. */
  private static final int SET = 500;

  /**
   * A person is looked for in every entry of the tenant, for which the usual time-out is short when
   * there are many. The client's connection ends after 75 s without a byte.
   */
  private static final String LONGER =
      "select set_config('statement_timeout', '60s', true) where " + TenantScope.GATE;

  /**
   * Every statement of a set has its index. A plan that was made while a table was small, and is
   * kept with its prepared statement, would read all of it for each set once it is large; a plan
   * for this very set would take longer than the set.
   */
  private static final String BY_INDEX =
      "select set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true) where "
          + TenantScope.GATE;

  private final TenantScope tenants;
  private final int found;
  private final int set;

  @Inject
  AuditErasure(TenantScope tenants) {
    this(tenants, FOUND, SET);
  }

  AuditErasure(TenantScope tenants, int found, int set) {
    this.tenants = tenants;
    this.found = found;
    this.set = set;
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

  /** Erases all personal values of an audit, living or deleted; 404. */
  Uni<Outcome> ofAudit(Initiator initiator, String id) {
    return erase(initiator, List.of(id), Optional.empty())
        .invoke(outcome -> {
          if (outcome.known() == 0) {
            throw Problem.of(
                ErrorCode.RESOURCE_NOT_FOUND, "There is no remoteActionAudit with this id.");
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
                .items(IntStream.iterate(0, i -> i < ids.size(), i -> i + set).boxed())
                .map(from -> ids.subList(from, Math.min(from + set, ids.size())))
                .onItem()
                .transformToUniAndConcatenate(some -> erase(initiator, some, Optional.of(name)))
                .collect()
                .with(Collectors.reducing(sofar, Outcome::and))
                .chain(sum ->
                    ids.size() < found
                        ? Uni.createFrom().item(sum)
                        : behind(ids.getLast(), initiator, name, sum)));
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
  private Uni<Outcome> erase(Initiator initiator, List<String> ids, Optional<String> person) {
    var audits = ids.toArray(String[]::new);
    return tenants.inOneTransaction(
        initiator.tenant(),
        work ->
            Multi.createFrom()
                .items(LONGER, BY_INDEX, Erasure.ENSURE_LOG, Erasure.LOCK_LOG)
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
                .chain(() ->
                    tenants.execute(
                        work,
                        ErasureStatements.LOCK_TOMBSTONES,
                        TenantScope.parameters(work).addArrayOfString(audits)))
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

  private static List<String> ids(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }
}
