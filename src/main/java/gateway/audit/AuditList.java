package gateway.audit;

import static gateway.audit.AuditWriter.COLLECTION;

import gateway.graph.Call;
import gateway.graph.Page;
import gateway.graph.QueryReading;
import gateway.graph.Response;
import gateway.graph.SkipTokens;
import gateway.odata.PageOptions;
import gateway.odata.QueryOptions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The collection: questions answered in pages by key, and counts. */
final class AuditList {

  static final Set<String> OPTIONS =
      Set.of(
          "$filter",
          "$search",
          "$orderby",
          "$select",
          "$top",
          "$skip",
          "$count",
          "$skiptoken",
          "$format");
  static final Set<String> COUNT_OPTIONS = Set.of("$filter", "$search");

  private final AuditRepository audits;
  private final SkipTokens tokens;
  private final EvolvableEnums.Settings settings;
  private final Clock clock;

  AuditList(
      AuditRepository audits, SkipTokens tokens, EvolvableEnums.Settings settings, Clock clock) {
    this.audits = audits;
    this.tokens = tokens;
    this.settings = settings;
    this.clock = clock;
  }

  Uni<Response> page(Call call) {
    var options = call.options();
    var enums = EvolvableEnums.of(settings, call.preferences());
    var writer = new AuditWriter(call, Selection.of(options.get("$select")), enums);
    var page = Page.of(call, COLLECTION, tokens);
    var position = page.after().map(AuditPosition::read);
    var now = position.map(AuditPosition::now).orElseGet(clock::instant);
    var query = AuditQuery.of(options, enums, now);
    int skip = position.isPresent() ? 0 : skip(options);
    var tenant = call.identity().tenant();
    // One row more than the page holds tells whether there is another.
    var rows =
        page.limit() == 0
            ? Uni.createFrom().item(List.<AuditRepository.Listed>of())
            : audits.page(
                tenant,
                query.page(position.map(AuditPosition::row), skip, page.limit() + 1),
                query.order().size());
    var count =
        isCounted(options)
            ? audits.count(tenant, query).map(OptionalLong::of)
            : Uni.createFrom().item(OptionalLong.empty());
    return rows.chain(listed ->
            count.map(total -> {
              var shown = listed.size() > page.limit() ? listed.subList(0, page.limit()) : listed;
              var next =
                  listed.size() > page.limit() && page.wantsMore()
                      ? Optional.of(new AuditPosition(now, shown.getLast().position()))
                      : Optional.<AuditPosition>empty();
              return answer(call, writer, page, shown, next, total);
            }))
        .map(response -> response.with("Preference-Applied", applied(call, page, enums)));
  }

  Uni<Response> count(Call call) {
    var enums = EvolvableEnums.of(settings, call.preferences());
    var applied = String.join(", ", call.preferences().appliedToEnums(enums.masking()));
    return audits
        .count(call.identity().tenant(), AuditQuery.of(call.options(), enums, clock.instant()))
        .map(count -> Buffer.buffer(count.toString()))
        .map(count -> Response.of(200, "text/plain;charset=utf-8", count))
        .map(response -> response.with("Preference-Applied", applied));
  }

  private Response answer(
      Call call,
      AuditWriter writer,
      Page page,
      List<AuditRepository.Listed> shown,
      Optional<AuditPosition> next,
      OptionalLong count) {
    var nextLink =
        next.map(position -> page.nextLink(call, COLLECTION, tokens, position.written()));
    var audits = shown.stream().map(AuditRepository.Listed::audit).toList();
    return Response.json(200, call.level(), writer.collection(audits, count, nextLink));
  }

  private static String applied(Call call, Page page, EvolvableEnums enums) {
    return String.join(
        ", ",
        Stream.concat(
                Stream.of(page.applied(call)).filter(text -> !text.isEmpty()),
                call.preferences().appliedToEnums(enums.masking()).stream())
            .toList());
  }

  private static boolean isCounted(QueryOptions options) {
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
