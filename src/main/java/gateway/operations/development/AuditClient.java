package gateway.operations.development;

import gateway.graph.JsonBuffer;
import gateway.graph.Peer;
import gateway.graph.Request;
import gateway.graph.RequestIds;
import gateway.graph.Response;
import gateway.graph.Router;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client of the API within the process: its requests take every step of the real ones but the
 * socket.
 */
@IfBuildProfile("dev")
@Singleton
final class AuditClient {

  static final String AUDITS = "/beta/deviceManagement/remoteActionAudits";

  private static final Peer HERE = new Peer("127.0.0.1", "http://localhost", false);

  private final Router router;
  private final Function<Principal, String> tokens;
  private final Map<Principal, String> signed = new ConcurrentHashMap<>();

  @Inject
  AuditClient(Router router, TokenIssuer issuer) {
    this(router, issuer::token);
  }

  AuditClient(Router router, Function<Principal, String> tokens) {
    this.router = router;
    this.tokens = tokens;
  }

  Uni<Response> get(Principal by, String query) {
    return router.answer(request(by, "GET", AUDITS, query, Request.Body.NONE));
  }

  Uni<Response> create(Principal by, Map<String, @Nullable String> values) {
    return router.answer(request(by, "POST", AUDITS, "", body(values)));
  }

  Uni<Response> update(Principal by, String id, Map<String, @Nullable String> values) {
    return router.answer(request(by, "PATCH", AUDITS + "/" + id, "", body(values)));
  }

  private Request request(
      Principal by, String method, String path, String query, Request.Body body) {
    var headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Authorization", "Bearer " + signed.computeIfAbsent(by, tokens))
            .add("Content-Type", "application/json");
    return new Request(method, path, query, headers, body, HERE, RequestIds.of(""));
  }

  private static Request.Body body(Map<String, @Nullable String> values) {
    Buffer json =
        JsonBuffer.write(out -> {
          out.writeStartObject();
          for (var property : values.entrySet()) {
            out.writeStringField(property.getKey(), property.getValue());
          }
          out.writeEndObject();
        });
    return new Request.Body(json.getBytes(), false);
  }
}
