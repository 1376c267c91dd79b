package gateway.history;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.ErrorCode;
import gateway.graph.JsonBuffer;
import gateway.graph.MetadataLevel;
import gateway.graph.Operation;
import gateway.graph.Page;
import gateway.graph.Problem;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.graph.SkipTokens;
import gateway.security.Tenant;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An audit's history, oldest entry first, whether the audit still lives or not (contract §11). */
@ApplicationScoped
class HistoryResource implements Route.Source {

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private final HistoryRepository history;
  private final SkipTokens tokens;
  private final ShownValues values;

  HistoryResource(HistoryRepository history, SkipTokens tokens, ShownValues values) {
    this.history = history;
    this.tokens = tokens;
    this.values = values;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            "deviceManagement/remoteActionAudits/{id}/history",
            Map.of(
                "GET",
                Operation.reading(Access.READ, Set.of("$top", "$skiptoken"), this::ofAudit))));
  }

  private Uni<Response> ofAudit(Call call) {
    String address =
        "deviceManagement/remoteActionAudits('" + call.key().replace("'", "''") + "')/history";
    var page = Page.of(call, address, tokens);
    long after = page.after().map(ByteBuffer::getLong).orElse(0L);
    return history
        .ofAudit(Tenant.of(call), call.key(), after, page.limit() + 1)
        .map(changes -> {
          if (changes.isEmpty() && after == 0) {
            throw Problem.of(
                ErrorCode.RESOURCE_NOT_FOUND, "There is no remoteActionAudit with this id.");
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
    return Response.json(
        200, call.level(), JsonBuffer.write(json -> write(json, call, shown, nextLink)));
  }

  private static byte[] key(RecordedChange last) {
    return ByteBuffer.allocate(Long.BYTES).putLong(last.sequence()).array();
  }

  private void write(
      JsonGenerator json, Call call, List<RecordedChange> changes, Optional<String> nextLink)
      throws IOException {
    json.writeStartObject();
    if (call.level() != MetadataLevel.NONE) {
      json.writeStringField(
          "@odata.context", call.root() + "/$metadata#Collection(gateway.remoteActionAuditChange)");
    }
    if (nextLink.isPresent()) {
      json.writeStringField("@odata.nextLink", nextLink.get());
    }
    json.writeArrayFieldStart("value");
    for (RecordedChange change : changes) {
      write(json, call, change);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Call call, RecordedChange change) throws IOException {
    json.writeStartObject();
    if (call.level() != MetadataLevel.NONE) {
      json.writeStringField("@odata.type", "#gateway.remoteActionAuditChange");
    }
    json.writeStringField("id", change.id().toString());
    json.writeStringField("auditId", change.auditId());
    json.writeNumberField("sequence", change.sequence());
    json.writeStringField("operation", change.operation().wireName());
    json.writeStringField(
        "changedDateTime",
        MICROSECONDS.format(change.changedDateTime().withOffsetSameInstant(ZoneOffset.UTC)));
    json.writeObjectFieldStart("initiatedBy");
    json.writeStringField("principalId", change.principalId());
    json.writeStringField("applicationId", change.applicationId());
    json.writeStringField("userPrincipalName", change.userPrincipalName().orElse(null));
    json.writeStringField("authorization", change.authorization());
    json.writeEndObject();
    json.writeStringField("requestId", change.requestId().toString());
    json.writeStringField("clientRequestId", change.clientRequestId());
    json.writeStringField("clientAddress", change.clientAddress().orElse(null));
    json.writeArrayFieldStart("changes");
    for (var difference : change.changes()) {
      json.writeStartObject();
      json.writeStringField("property", difference.property());
      json.writeStringField("before", shown(call, difference.property(), difference.before()));
      json.writeStringField("after", shown(call, difference.property(), difference.after()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("erased");
    json.writeEndArray();
    json.writeEndObject();
  }

  private @Nullable String shown(Call call, String property, Optional<String> value) {
    return value.map(text -> values.shown(property, text, call.preferences())).orElse(null);
  }
}
