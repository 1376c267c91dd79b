package gateway.audit;

import static gateway.audit.AuditWriter.COLLECTION;

import gateway.graph.Call;
import gateway.graph.Fault;
import gateway.graph.Page;
import gateway.graph.Problem;
import gateway.graph.Response;
import gateway.graph.SkipTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The collection: pages by key, and counts. */
final class AuditList {

  static final Set<String> OPTIONS = Set.of("$select", "$top", "$count", "$skiptoken");

  private final AuditRepository audits;
  private final SkipTokens tokens;
  private final EvolvableEnums.Settings settings;

  AuditList(AuditRepository audits, SkipTokens tokens, EvolvableEnums.Settings settings) {
    this.audits = audits;
    this.tokens = tokens;
    this.settings = settings;
  }

  Uni<Response> page(Call call) {
    var enums = EvolvableEnums.of(settings, call.preferences());
    var writer = new AuditWriter(call, Selection.of(call.options().get("$select")), enums);
    var page = Page.of(call, COLLECTION, tokens);
    boolean counted = call.options().get("$count").map(AuditList::flag).orElse(false);
    var tenant = call.identity().tenant();
    // One row more than the page holds tells whether there is another.
    var rows =
        page.limit() == 0
            ? Uni.createFrom().item(List.<AuditRepository.Listed>of())
            : audits.newest(tenant, page.after().map(AuditList::position), page.limit() + 1);
    var count =
        counted
            ? audits.countOf(tenant).map(OptionalLong::of)
            : Uni.createFrom().item(OptionalLong.empty());
    return rows.chain(listed -> count.map(total -> answer(call, writer, page, listed, total)))
        .map(response -> response.with("Preference-Applied", applied(call, page, enums)));
  }

  Uni<Response> count(Call call) {
    return audits
        .countOf(call.identity().tenant())
        .map(
            count -> Response.of(200, "text/plain;charset=utf-8", Buffer.buffer(count.toString())));
  }

  private Response answer(
      Call call,
      AuditWriter writer,
      Page page,
      List<AuditRepository.Listed> listed,
      OptionalLong count) {
    boolean more = listed.size() > page.limit();
    var shown = more ? listed.subList(0, page.limit()) : listed;
    var nextLink =
        more && page.wantsMore()
            ? Optional.of(page.nextLink(call, COLLECTION, tokens, key(shown.getLast())))
            : Optional.<String>empty();
    var body =
        writer.collection(
            shown.stream().map(AuditRepository.Listed::audit).toList(), count, nextLink);
    return Response.json(200, call.level(), body);
  }

  private static String applied(Call call, Page page, EvolvableEnums enums) {
    return String.join(
        ", ",
        Stream.concat(
                Stream.of(page.applied(call)).filter(text -> !text.isEmpty()),
                call.preferences().appliedToEnums(enums.masking()).stream())
            .toList());
  }

  private static byte[] key(AuditRepository.Listed last) {
    var id = last.audit().id().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + id.length).putLong(last.ticks()).put(id).array();
  }

  private static AuditRepository.Position position(ByteBuffer key) {
    long ticks = key.getLong();
    return new AuditRepository.Position(ticks, StandardCharsets.UTF_8.decode(key).toString());
  }

  private static boolean flag(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Problem.badRequest(
              new Fault(
                  "$count",
                  "The value '%s' of $count is neither true nor false."
                      .formatted(Fault.quoted(value))));
    };
  }
}
