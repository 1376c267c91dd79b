package gateway.history;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.collection.Listing;
import gateway.collection.Listings;
import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.Operation;
import gateway.graph.Page;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.graph.RowsObject;
import gateway.graph.SkipTokens;
import gateway.security.Tenant;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened (contract §11): an audit's history, oldest entry first, whether the audit still
 * lives or not; and all changes of the tenant, newest first, asked as any collection is.
 */
@ApplicationScoped
class HistoryResource implements Route.Source {

  private final HistoryRepository history;
  private final SkipTokens tokens;
  private final ShownValues values;
  private final Listing changes;

  HistoryResource(
      HistoryRepository history, SkipTokens tokens, ShownValues values, Listings listings) {
    this.history = history;
    this.tokens = tokens;
    this.values = values;
    this.changes = listings.of(ChangeTable.changes(this::writer));
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
                ChangeTable.COLLECTION,
                Map.of("GET", Operation.collection(Access.READ, Listing.OPTIONS, changes::answer)))
            .calling(ChangeTable.FUNCTION),
        Route.of(
                ChangeTable.COLLECTION + "/$count",
                Map.of("GET", Operation.text(Access.READ, Listing.COUNT_OPTIONS, changes::count)))
            .calling(ChangeTable.FUNCTION),
        Route.of(
                AuditCollection.ITEM + "/history",
                Map.of(
                    "GET",
                    Operation.reading(
                        Access.READ, Set.of("$select", "$top", "$skiptoken"), this::ofAudit)))
            .calling("history"));
  }

  private Uni<Response> ofAudit(Call call) {
    String address = AuditCollection.address(call.key()) + "/history";
    var page = Page.of(call, address, tokens);
    long after = page.after().map(ByteBuffer::getLong).orElse(0L);
    var tenant = Tenant.of(call);
    return (selection(call).hasOpenings()
            ? history.ofAuditWithOpenings(tenant, call.key(), after, page.limit() + 1)
            : history.ofAudit(tenant, call.key(), after, page.limit() + 1))
        .map(changes -> {
          if (changes.isEmpty() && after == 0) {
            throw AuditCollection.missing();
          }
          return answer(call, address, page, changes);
        })
        .map(response ->
            response.with(
                "Preference-Applied",
                Stream.of(page.applied(call), values.applied(call.preferences()))
                    .filter(applied -> !applied.isEmpty())
                    .collect(Collectors.joining(", "))));
  }

  private Response answer(Call call, String address, Page page, List<RecordedChange> changes) {
    boolean more = changes.size() > page.limit();
    var shown = more ? changes.subList(0, page.limit()) : changes;
    var nextLink =
        more && page.wantsMore()
            ? Optional.of(page.nextLink(call, address, tokens, key(shown.getLast())))
            : Optional.<String>empty();
    var writer = writer(call);
    return new RowsObject(
            "Collection(gateway.remoteActionAuditChange)" + writer.selected(),
            OptionalLong.empty(),
            nextLink)
        .answer(call, json -> write(json, writer, shown));
  }

  private static void write(JsonGenerator json, ChangeWriter writer, List<RecordedChange> changes)
      throws IOException {
    for (RecordedChange change : changes) {
      writer.entry(json, change);
    }
  }

  private static byte[] key(RecordedChange last) {
    return ByteBuffer.allocate(Long.BYTES).putLong(last.sequence().orElseThrow()).array();
  }

  private ChangeWriter writer(Call call) {
    return new ChangeWriter(call, selection(call), values);
  }

  private static ChangeSelection selection(Call call) {
    return ChangeSelection.of(call.options().get("$select"));
  }
}
