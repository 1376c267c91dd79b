package gateway.audit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import gateway.graph.QueryReading;
import gateway.odata.Filter;
import gateway.odata.OrderBy;
import gateway.odata.QueryFault;
import gateway.odata.QueryOptions;
import gateway.odata.QuerySettings;
import gateway.odata.Search;
import gateway.odata.SqlText;
import gateway.security.TenantScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A question to the collection, checked against the table of properties: which audits, in which
 * order. The statement's text depends on the question's shape alone; what a client wrote is only
 * ever a parameter.
 */
record AuditQuery(Optional<Filter> filter, Optional<Search> search, OrderBy order) {

  /** Newest first, then by id (contract §4). */
  private static final String USUAL_ORDER = "requestDateTime desc";

  /**
   * Reads {@code $filter}, {@code $search} and {@code $orderby}; a {@link gateway.graph.Problem} of
   * 400 for what cannot be answered exactly.
   */
  static AuditQuery of(QueryOptions options, EvolvableEnums enums, Instant now) {
    var settings =
        new QuerySettings(
            now,
            enums.masked()
                ? QuerySettings.UnknownMembers.MASKED
                : QuerySettings.UnknownMembers.ORDINARY);
    return QueryReading.orBadRequest(() -> read(options, settings));
  }

  private static AuditQuery read(QueryOptions options, QuerySettings settings) throws QueryFault {
    var filter = options.get("$filter");
    var search = options.get("$search");
    return new AuditQuery(
        filter.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Filter.parse(filter.get(), options.aliases(), AuditTable.PROPERTIES, settings)),
        search.isEmpty() ? Optional.empty() : Optional.of(Search.parse(search.get())),
        OrderBy.parse(
            options.get("$orderby").orElse(USUAL_ORDER),
            options.aliases(),
            AuditTable.PROPERTIES,
            settings,
            AuditTable.ID));
  }

  /** Whether every audit of the tenant is meant. */
  boolean isEverything() {
    return filter.isEmpty() && search.isEmpty();
  }

  /**
   * A page; {@code $1} is the tenant. Behind the columns of an audit stand the values that the next
   * page continues from.
   *
   * @param after those values of the last row before this page; empty for the first page
   */
  SqlText page(Optional<List<Optional<String>>> after, int skip, int limit) {
    var statement = new Statement();
    statement.add("select " + AuditStatements.COLUMNS + ", ").add(order.values(statement.next()));
    conditions(statement);
    after.ifPresent(row -> statement.add(" and ").add(order.after(row, statement.next())));
    statement.add(" order by ").add(order.sql(statement.next()));
    statement.add(" limit ").bind(limit);
    if (skip > 0) {
      statement.add(" offset ").bind(skip);
    }
    return statement.finished();
  }

  /** How many there are; {@code $1} is the tenant. */
  SqlText count() {
    var statement = new Statement().add("select count(*)");
    conditions(statement);
    return statement.finished();
  }

  private void conditions(Statement statement) {
    statement.add(" from audit where " + TenantScope.ROWS);
    filter.ifPresent(f -> statement.add(" and ").add(f.sql(statement.next())));
    search.ifPresent(s -> statement.add(" and ").add(s.sql(AuditTable.SEARCHED, statement.next())));
  }

  /** Text and parameters as they grow; the first parameter, the tenant, is bound elsewhere. */
  private static final class Statement {
    private final StringBuilder text = new StringBuilder(512);
    private final List<Object> parameters = new ArrayList<>();

    int next() {
      return parameters.size() + 2;
    }

    @CanIgnoreReturnValue
    Statement add(String sql) {
      text.append(sql);
      return this;
    }

    @CanIgnoreReturnValue
    Statement add(SqlText sql) {
      text.append(sql.text());
      parameters.addAll(sql.parameters());
      return this;
    }

    @CanIgnoreReturnValue
    Statement bind(int value) {
      text.append('$').append(next()).append("::int8");
      parameters.add((long) value);
      return this;
    }

    SqlText finished() {
      return new SqlText(text.toString(), parameters);
    }
  }
}
