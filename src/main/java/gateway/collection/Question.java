package gateway.collection;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import gateway.graph.QueryReading;
import gateway.odata.Filter;
import gateway.odata.OrderBy;
import gateway.odata.QueryFault;
import gateway.odata.QueryOptions;
import gateway.odata.QuerySettings;
import gateway.odata.Search;
import gateway.odata.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A question to a collection, checked against its table of properties: which rows, in which order.
 * The statement's text depends on the question's shape alone; what a client wrote is only ever a
 * parameter.
 */
public record Question(
    EntitySet set, Optional<Filter> filter, Optional<Search> search, OrderBy order) {

  /**
   * Reads {@code $filter}, {@code $search} and {@code $orderby}; a {@link gateway.graph.Problem} of
   * 400 for what cannot be answered exactly.
   */
  public static Question of(EntitySet set, QueryOptions options, QuerySettings settings) {
    return QueryReading.orBadRequest(() -> read(set, options, settings));
  }

  private static Question read(EntitySet set, QueryOptions options, QuerySettings settings)
      throws QueryFault {
    var filter = options.get("$filter");
    var search = options.get("$search");
    return new Question(
        set,
        filter.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Filter.parse(filter.get(), options.aliases(), set.properties(), settings)),
        search.isEmpty() ? Optional.empty() : Optional.of(Search.parse(search.get())),
        OrderBy.parse(
            options.get("$orderby").orElse(set.usualOrder()),
            options.aliases(),
            set.properties(),
            settings,
            set.key()));
  }

  /**
   * A page; {@code $1} is the tenant. Behind the columns stand the values that the next page
   * continues from.
   *
   * @param columns what a row is read from, as SQL
   * @param after those values of the last row before this page; empty for the first page
   */
  public SqlText page(String columns, Optional<List<Optional<String>>> after, int skip, int limit) {
    var statement = new Statement();
    statement.add("select " + columns + ", ").add(order.values(statement.next()));
    conditions(statement);
    after.ifPresent(row -> statement.add(" and ").add(order.after(row, statement.next())));
    statement.add(" order by ").add(order.sql(statement.next()));
    statement.add(" limit ").bind(limit);
    if (skip > 0) {
      statement.add(" offset ").bind(skip);
    }
    return statement.finished();
  }

  /**
   * All of them in their order; {@code $1} is the tenant.
   *
   * @param columns what a row is read from, as SQL
   * @param most rows wanted in all, if that is bounded
   */
  public SqlText all(String columns, OptionalLong most) {
    var statement = new Statement().add("select " + columns);
    conditions(statement);
    statement.add(" order by ").add(order.sql(statement.next()));
    most.ifPresent(limit -> statement.add(" limit ").bind(limit));
    return statement.finished();
  }

  /** How many there are; {@code $1} is the tenant. */
  public SqlText count() {
    var statement = new Statement().add("select count(*)");
    conditions(statement);
    return statement.finished();
  }

  private void conditions(Statement statement) {
    statement.add(" " + set.scan());
    filter.ifPresent(f -> statement.add(" and ").add(f.sql(statement.next())));
    search.ifPresent(s -> statement.add(" and ").add(s.sql(set.searched(), statement.next())));
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
    Statement bind(long value) {
      text.append('$').append(next()).append("::int8");
      parameters.add(value);
      return this;
    }

    SqlText finished() {
      return new SqlText(text.toString(), parameters);
    }
  }
}
