package gateway.graph.schema;

import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.Form;
import gateway.graph.JsonBuffer;
import gateway.graph.MetadataLevel;
import gateway.graph.Operation;
import gateway.graph.Response;
import gateway.graph.Route;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code $metadata} and the service document. The metadata depends on nothing in a request, so that
 * its bytes are made once, and are the same on every pod of one version.
 */
@ApplicationScoped
class MetadataResource implements Route.Source {

  private final Model model;
  private final byte[] xml;
  private final byte[] json;

  MetadataResource(Model model) {
    this.model = model;
    this.xml = CsdlXml.of(model);
    this.json = CsdlJson.of(model);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            "$metadata",
            Map.of(
                "GET",
                new Operation(
                    Access.ANONYMOUS,
                    Operation.Produces.CSDL,
                    Operation.Consumes.NOTHING,
                    Set.of("$format"),
                    this::metadata))),
        Route.of(
            "", Map.of("GET", Operation.reading(Access.AUTHENTICATED, Set.of(), this::document))));
  }

  private Uni<Response> metadata(Call call) {
    byte[] bytes = call.form().kind() == Form.Kind.XML ? xml : json;
    return Uni.createFrom().item(Response.of(200, call.form().contentType(), Buffer.buffer(bytes)));
  }

  private Uni<Response> document(Call call) {
    var body =
        JsonBuffer.write(written -> {
          written.writeStartObject();
          // OData JSON 4.01 §5: a service document has its context at every level but none.
          if (call.level() != MetadataLevel.NONE) {
            written.writeStringField("@odata.context", call.root() + "/$metadata");
          }
          written.writeArrayFieldStart("value");
          for (var singleton : model.container().singletons()) {
            written.writeStartObject();
            written.writeStringField("name", singleton.name());
            written.writeStringField("kind", "Singleton");
            written.writeStringField("url", singleton.name());
            written.writeEndObject();
          }
          written.writeEndArray();
          written.writeEndObject();
        });
    return Uni.createFrom().item(Response.json(200, call.level(), body));
  }
}
