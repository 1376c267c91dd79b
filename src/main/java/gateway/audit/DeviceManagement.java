package gateway.audit;

import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.JsonBuffer;
import gateway.graph.Operation;
import gateway.graph.Response;
import gateway.graph.Route;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The singleton that contains the collection, and holds nothing else. */
@ApplicationScoped
class DeviceManagement implements Route.Source {

  static final String NAME = "deviceManagement";

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            NAME,
            Map.of(
                "GET",
                Operation.reading(Access.AUTHENTICATED, Set.of(), DeviceManagement::singleton))));
  }

  private static Uni<Response> singleton(Call call) {
    var body =
        JsonBuffer.write(json -> {
          json.writeStartObject();
          call.writeContext(json, NAME);
          json.writeEndObject();
        });
    return Uni.createFrom().item(Response.json(200, call.level(), body));
  }
}
