package gateway.audit;

import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.JsonBuffer;
import gateway.graph.MetadataLevel;
import gateway.graph.Operation;
import gateway.graph.Response;
import gateway.graph.Route;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way to the collection: the service document, and the singleton that contains it, which holds
 * nothing else.
 */
@ApplicationScoped
class ServiceRoot implements Route.Source {

  private static final String SINGLETON = "deviceManagement";

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            "",
            Map.of(
                "GET", Operation.reading(Access.AUTHENTICATED, Set.of(), ServiceRoot::document))),
        Route.of(
            SINGLETON,
            Map.of(
                "GET", Operation.reading(Access.AUTHENTICATED, Set.of(), ServiceRoot::singleton))));
  }

  private static Uni<Response> document(Call call) {
    return answer(
        call,
        json -> {
          json.writeStartObject();
          // OData JSON 4.01 §5: a service document has its context at every level but none.
          if (call.level() != MetadataLevel.NONE) {
            json.writeStringField("@odata.context", call.root() + "/$metadata");
          }
          json.writeArrayFieldStart("value");
          json.writeStartObject();
          json.writeStringField("name", SINGLETON);
          json.writeStringField("kind", "Singleton");
          json.writeStringField("url", SINGLETON);
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static Uni<Response> singleton(Call call) {
    return answer(
        call,
        json -> {
          json.writeStartObject();
          if (call.level() != MetadataLevel.NONE) {
            json.writeStringField("@odata.context", call.root() + "/$metadata#" + SINGLETON);
          }
          json.writeEndObject();
        });
  }

  private static Uni<Response> answer(Call call, JsonBuffer.Content content) {
    return Uni.createFrom().item(Response.json(200, call.level(), JsonBuffer.write(content)));
  }
}
