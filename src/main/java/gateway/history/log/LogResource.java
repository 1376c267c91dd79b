package gateway.history.log;

import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.ErrorCode;
import gateway.graph.Operation;
import gateway.graph.Problem;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.security.Tenant;
import gateway.tlog.EntryBundle;
import gateway.tlog.Tile;
import gateway.tlog.TilePath;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A tenant's log as C2SP tlog-tiles serves it (contract §11): to those who may read the tenant's
 * audits, and all but the entries to everyone where the operator says so. A log of another tenant
 * is not there.
 */
@ApplicationScoped
class LogResource implements Route.Source {

  static final String PLAIN_TEXT = "text/plain; charset=utf-8";
  private static final String BYTES = "application/octet-stream";

  /** A year, as long as caches take anything for. */
  private static final String FOR_EVER = "max-age=31536000, immutable";

  private final LogReader log;
  private final LogSigning signing;
  private final boolean isPublic;

  LogResource(LogReader log, LogSigning signing, LogSettings settings) {
    this.log = log;
    this.signing = signing;
    this.isPublic = settings.isPublic();
  }

  @Override
  public List<Route> routes() {
    var access = isPublic ? Access.ANONYMOUS : Access.READ;
    return List.of(
        route(
            "log/{tenantId}/checkpoint",
            Operation.text(access, Set.of(), handler(isPublic, this::checkpoint))),
        route("log/{tenantId}/key", Operation.text(access, Set.of(), handler(isPublic, this::key))),
        // Ahead of the tiles, whose address takes the entries', too.
        route(
            "log/{tenantId}/tile/entries/{path...}",
            Operation.bytes(Access.READ, handler(false, this::entries))),
        route(
            "log/{tenantId}/tile/{path...}",
            Operation.bytes(access, handler(isPublic, this::tile))));
  }

  private static Route route(String template, Operation operation) {
    return Route.of(template, Map.of("GET", operation));
  }

  /** What answers for a tenant that the caller may ask for. */
  private interface Answer {
    Uni<Optional<Response>> of(Tenant tenant, Call call);
  }

  private static Operation.Handler handler(boolean open, Answer answer) {
    return call ->
        tenant(call, open)
            .map(tenant -> answer.of(tenant, call))
            .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
            .map(found -> found.orElseThrow(LogResource::notThere).outsideOData());
  }

  /** The tenant of the address, in the one form of its id. */
  private static Optional<Tenant> tenant(Call call, boolean open) {
    try {
      var id = UUID.fromString(call.key());
      boolean exact = id.toString().equals(call.key());
      return exact && (open || id.equals(call.identity().tenant()))
          ? Optional.of(Tenant.of(id, call.request()))
          : Optional.empty();
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private Uni<Optional<Response>> checkpoint(Tenant tenant, Call call) {
    return log.checkpoint(tenant).map(note -> note.map(signed -> text(signed.toString())));
  }

  /** The same for every tenant that there could be: who has no log has the key of one. */
  private Uni<Optional<Response>> key(Tenant tenant, Call call) {
    return Uni.createFrom()
        .item(signing.signer(tenant.id()).map(signer -> text(signer.verifierKey() + "\n")));
  }

  private Uni<Optional<Response>> tile(Tenant tenant, Call call) {
    return TilePath.parse("tile/" + call.keys().get(1))
        .filter(Tile.class::isInstance)
        .map(path -> bytes(tenant, path, (isPublic ? "public, " : "private, ") + FOR_EVER))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Optional<Response>> entries(Tenant tenant, Call call) {
    return TilePath.parse("tile/entries/" + call.keys().get(1))
        .filter(EntryBundle.class::isInstance)
        .map(path -> bytes(tenant, path, "private, " + FOR_EVER))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Optional<Response>> bytes(Tenant tenant, TilePath path, String caching) {
    return log.tile(tenant, path)
        .map(found ->
            found
                .map(bytes -> Response.of(200, BYTES, Buffer.buffer(bytes)))
                .map(response -> response.with("Cache-Control", path.isFull() ? caching : "")));
  }

  private static Response text(String text) {
    return Response.of(200, PLAIN_TEXT, Buffer.buffer(text));
  }

  private static Problem notThere() {
    return Problem.of(ErrorCode.RESOURCE_NOT_FOUND, "There is no such part of a log here.");
  }
}
