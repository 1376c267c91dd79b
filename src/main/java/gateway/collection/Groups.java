package gateway.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.graph.Call;
import gateway.graph.Fault;
import gateway.graph.JsonBuffer;
import gateway.graph.Problem;
import gateway.graph.QueryReading;
import gateway.graph.Response;
import gateway.graph.RowsObject;
import gateway.odata.Apply;
import gateway.odata.QueryOptions;
import gateway.odata.QuerySettings;
import gateway.odata.ResultProperty;
import gateway.odata.Select;
import gateway.odata.SqlText;
import gateway.security.Tenant;
import gateway.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Answers a question with {@code $apply}: all of its result at once, or not at all. */
final class Groups {

  /** Rows that an answer can hold (contract §6); they are no wider than entities. */
  private static final int MOST_GROUPS = 10_000;

  /**
   * Bytes that an answer can hold, since those rows are ten times a page: 10,000 usual groups are
   * some 2 MB, and a page at its very longest is 22 MB.
   */
  private static final int MOST_BYTES = 24 * 1024 * 1024;

  /** Entities that an answer can hold: those of the largest page. */
  private static final int MOST_ENTITIES = 1_000;

  private static final int FIRST_PARAMETER = 2;

  private final EntitySet set;
  private final TenantScope tenants;
  private final Clock clock;

  Groups(EntitySet set, TenantScope tenants, Clock clock) {
    this.set = set;
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * What an answer shows: its rows, and how its context URL lists their properties.
   *
   * @param entity what an entity is read from, as SQL; empty where rows are groups
   */
  private record Shown(
      String entity, List<ResultProperty> properties, String inContext, RowWriter writer) {}

  private interface RowWriter {
    void write(JsonGenerator json, Row row) throws IOException;
  }

  Uni<Response> answer(Call call) {
    var options = call.options();
    refuse(options, "$search", "search first is not supported; use $filter or filter");
    refuse(options, "$skiptoken", "its result has no pages");
    var representation = set.representation().apply(withoutSelect(call));
    var settings = new QuerySettings(clock.instant(), representation.unknownMembers());
    var apply = read(options, settings);
    var shown =
        apply.result().isEmpty() ? entities(call) : groups(call, apply.result(), representation);
    int most = apply.result().isEmpty() ? MOST_ENTITIES : MOST_GROUPS;
    var tenant = Tenant.of(call);
    var count =
        Listing.isCounted(options)
            ? execute(tenant, apply.count(set.scan(), FIRST_PARAMETER))
                .map(rows -> OptionalLong.of(rows.iterator().next().getLong(0)))
            : Uni.createFrom().item(OptionalLong.empty());
    return execute(tenant, rows(apply, shown, most + 1))
        .invoke(rows -> requireAtMost(most, rows))
        .chain(rows -> count.map(total -> answer(call, shown, rows, total)))
        .map(response ->
            response.with("Preference-Applied", String.join(", ", representation.applied())));
  }

  private Apply read(QueryOptions options, QuerySettings settings) {
    return QueryReading.orBadRequest(
        () -> Apply.parse(options, set.properties(), set.usualOrder(), set.key(), settings));
  }

  private SqlText rows(Apply apply, Shown shown, int atMost) {
    return apply.rows(shown.entity(), set.scan(), shown.properties(), atMost, FIRST_PARAMETER);
  }

  private static void refuse(QueryOptions options, String option, String reason) {
    if (options.get(option).isPresent()) {
      throw Problem.badRequest(
          new Fault(option, "%s does not go with $apply: %s.".formatted(option, reason)));
    }
  }

  private static void requireAtMost(int most, RowSet<Row> rows) {
    if (rows.size() > most) {
      throw Problem.badRequest(
          new Fault(
              "$apply",
              "The result of $apply has more than the limit of %,d %s; filter first, or end it with top(%d)."
                  .formatted(most, most == MOST_ENTITIES ? "entities" : "rows", most)));
    }
  }

  private static void requireAtMostBytes(int written) {
    if (written > MOST_BYTES) {
      throw Problem.badRequest(
          new Fault(
              "$apply",
              "The result of $apply is larger than the limit of %d MiB; group by fewer properties, or end it with top."
                  .formatted(MOST_BYTES / 1024 / 1024)));
    }
  }

  private Shown entities(Call call) {
    var representation = set.representation().apply(call);
    return new Shown(
        representation.columns(), List.of(), representation.selected(), representation::write);
  }

  private static Shown groups(
      Call call, List<ResultProperty> result, Representation representation) {
    var names = result.stream().map(property -> property.property().name()).toList();
    var select = call.options().get("$select");
    Collection<String> selected =
        select.isEmpty()
            ? names
            : QueryReading.orBadRequest(() -> Select.parse(select.get(), names));
    var shown =
        sideBySide(
            result.stream()
                .filter(property -> selected.contains(property.property().name()))
                .toList());
    String inContext =
        shown.stream()
            .map(property -> property.property().name())
            .collect(Collectors.joining(",", "(", ")"));
    return new Shown("", shown, inContext, new Group(shown, representation, call.level())::write);
  }

  /** Members of one structured property stand where the first of them does. */
  private static List<ResultProperty> sideBySide(List<ResultProperty> properties) {
    var byOwner = new LinkedHashMap<String, List<ResultProperty>>();
    for (var property : properties) {
      String name = property.property().name();
      byOwner.computeIfAbsent(name.split("/", 2)[0], _ -> new ArrayList<>()).add(property);
    }
    return byOwner.values().stream().flatMap(List::stream).toList();
  }

  private static Call withoutSelect(Call call) {
    return new Call(
        call.request(),
        call.keys(),
        call.root(),
        call.identity(),
        call.form(),
        call.preferences(),
        call.options().without("$select"));
  }

  private Uni<RowSet<Row>> execute(Tenant tenant, SqlText statement) {
    return tenants.execute(tenant, statement.text(), TenantScope.parameters(tenant, statement));
  }

  private Response answer(Call call, Shown shown, RowSet<Row> rows, OptionalLong count) {
    return new RowsObject(set.context() + shown.inContext(), count, Optional.empty())
        .answer(call, json -> write(json, shown, rows));
  }

  private static void write(JsonGenerator json, Shown shown, RowSet<Row> rows) throws IOException {
    for (Row row : rows) {
      shown.writer().write(json, row);
      requireAtMostBytes(JsonBuffer.length(json));
    }
  }
}
