package gateway.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.graph.Call;
import gateway.graph.Form;
import gateway.graph.Page;
import gateway.graph.QueryReading;
import gateway.graph.Response;
import gateway.graph.RowsObject;
import gateway.graph.SkipTokens;
import gateway.odata.PageOptions;
import gateway.odata.QueryOptions;
import gateway.odata.QuerySettings;
import gateway.odata.SqlText;
import gateway.security.Tenant;
import gateway.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The operations of one collection: questions answered in pages by key, and counts. */
public final class Listing {

  public static final Set<String> OPTIONS =
      Set.of(
          "$apply",
          "$filter",
          "$search",
          "$orderby",
          "$select",
          "$top",
          "$skip",
          "$count",
          "$skiptoken",
          "$format");
  public static final Set<String> COUNT_OPTIONS = Set.of("$filter", "$search");

  private final EntitySet set;
  private final TenantScope tenants;
  private final SkipTokens tokens;
  private final Export export;
  private final Clock clock;
  private final Groups groups;

  Listing(EntitySet set, TenantScope tenants, SkipTokens tokens, Export export, Clock clock) {
    this.set = set;
    this.tenants = tenants;
    this.tokens = tokens;
    this.export = export;
    this.clock = clock;
    this.groups = new Groups(set, tenants, clock);
  }

  /** The rows that a call asks for: a page of them, or an export of all. */
  public Uni<Response> answer(Call call) {
    return call.form().kind() == Form.Kind.JSON
        ? page(call)
        : Uni.createFrom().item(export.answer(call));
  }

  /** A page of the rows that a call asks for, or what its {@code $apply} makes of them. */
  public Uni<Response> page(Call call) {
    var options = call.options();
    if (options.get("$apply").isPresent()) {
      return groups.answer(call);
    }
    var representation = set.representation().apply(call);
    var page = Page.of(call, set.address(), tokens);
    var position = page.after().map(Position::read);
    var now = position.map(Position::now).orElseGet(clock::instant);
    var question =
        Question.of(set, options, new QuerySettings(now, representation.unknownMembers()));
    int skip = position.isPresent() ? 0 : skip(options);
    var tenant = Tenant.of(call);
    // One row more than the page holds tells whether there is another.
    var rows =
        page.limit() == 0
            ? Uni.createFrom().item(List.<Row>of())
            : rows(
                tenant,
                question.page(
                    representation.columns(), position.map(Position::row), skip, page.limit() + 1));
    var count =
        isCounted(options)
            ? count(tenant, question).map(OptionalLong::of)
            : Uni.createFrom().item(OptionalLong.empty());
    return rows.chain(listed ->
            count.map(total -> {
              var shown = listed.size() > page.limit() ? listed.subList(0, page.limit()) : listed;
              var next =
                  listed.size() > page.limit() && page.wantsMore()
                      ? Optional.of(new Position(now, position(question, shown.getLast())))
                      : Optional.<Position>empty();
              return answer(call, representation, page, shown, next, total);
            }))
        .map(response -> response.with("Preference-Applied", applied(call, page, representation)));
  }

  /** How many rows a call asks for, as plain text. */
  public Uni<Response> count(Call call) {
    var representation = set.representation().apply(call);
    var settings = new QuerySettings(clock.instant(), representation.unknownMembers());
    return count(Tenant.of(call), Question.of(set, call.options(), settings))
        .map(count -> Buffer.buffer(count.toString()))
        .map(count -> Response.of(200, call.form().contentType(), count))
        .map(response ->
            response.with("Preference-Applied", String.join(", ", representation.applied())));
  }

  private Uni<List<Row>> rows(Tenant tenant, SqlText statement) {
    return tenants
        .execute(tenant, statement.text(), TenantScope.parameters(tenant, statement))
        .map(rows -> {
          var listed = new ArrayList<Row>(rows.size());
          rows.forEach(listed::add);
          return listed;
        });
  }

  private Uni<Long> count(Tenant tenant, Question question) {
    var statement = question.count();
    return tenants
        .execute(tenant, statement.text(), TenantScope.parameters(tenant, statement))
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** The order's own values of a row, which stand behind the columns of an entity. */
  private static List<Optional<String>> position(Question question, Row row) {
    int keys = question.order().size();
    var position = new ArrayList<Optional<String>>(keys);
    for (int i = row.size() - keys; i < row.size(); i++) {
      position.add(Optional.ofNullable(row.getString(i)));
    }
    return position;
  }

  private Response answer(
      Call call,
      Representation representation,
      Page page,
      List<Row> shown,
      Optional<Position> next,
      OptionalLong count) {
    var nextLink =
        next.map(position -> page.nextLink(call, set.address(), tokens, position.written()));
    return new RowsObject(set.context() + representation.selected(), count, nextLink)
        .answer(call, json -> write(json, representation, shown));
  }

  private static void write(JsonGenerator json, Representation representation, List<Row> rows)
      throws IOException {
    for (Row row : rows) {
      representation.write(json, row);
    }
  }

  private static String applied(Call call, Page page, Representation representation) {
    return String.join(
        ", ",
        Stream.concat(
                Stream.of(page.applied(call)).filter(text -> !text.isEmpty()),
                representation.applied().stream())
            .toList());
  }

  static boolean isCounted(QueryOptions options) {
    return options
        .get("$count")
        .map(value -> QueryReading.orBadRequest(() -> PageOptions.count(value)))
        .orElse(false);
  }

  private static int skip(QueryOptions options) {
    return options
        .get("$skip")
        .map(value -> QueryReading.orBadRequest(() -> PageOptions.skip(value)))
        .orElse(0);
  }
}
