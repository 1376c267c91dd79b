package gateway.graph.openapi;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.Form;
import gateway.graph.JsonBuffer;
import gateway.graph.JsonWriter;
import gateway.graph.Operation;
import gateway.graph.Permissions;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.graph.schema.Model;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code GET /openapi}. The document is made once, at the start; only the server's address in it is
 * the request's own.
 */
@Singleton
class OpenApiResource implements Route.Source {

  /** Stands for the server's address in the document as it is kept. */
  private static final String SERVER = "https://server.invalid";

  private final Instance<Route.Source> sources;
  private final Model model;
  private final Permissions permissions;
  private final String version;
  private volatile Document json = Document.NONE;
  private volatile Document yaml = Document.NONE;

  OpenApiResource(
      @Any Instance<Route.Source> sources,
      Model model,
      Permissions permissions,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.sources = sources;
    this.model = model;
    this.permissions = permissions;
    this.version = version;
  }

  /** What stands before and behind the server's address. */
  private record Document(byte[] before, byte[] behind) {
    static final Document NONE = new Document(new byte[0], new byte[0]);

    static Document of(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      int at = text.indexOf(SERVER);
      return new Document(
          text.substring(0, at).getBytes(StandardCharsets.UTF_8),
          text.substring(at + SERVER.length()).getBytes(StandardCharsets.UTF_8));
    }

    /** In JSON and in YAML alike, the address stands in double quotes. */
    Buffer with(String server) {
      return Buffer.buffer()
          .appendBytes(before)
          .appendBytes(JsonStringEncoder.getInstance().quoteAsUTF8(server))
          .appendBytes(behind);
    }
  }

  /** This resource is one of those that it describes, so that it waits until all are there. */
  void write(@Observes StartupEvent started) {
    var routes = sources.stream().flatMap(source -> source.routes().stream()).toList();
    var document = OpenApiDocument.of(routes, model, permissions, SERVER, version);
    json = Document.of(JsonBuffer.write(out -> JsonWriter.write(out, document)).getBytes());
    yaml = Document.of(YamlText.of(document));
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            "openapi",
            Map.of(
                "GET",
                new Operation(
                    Access.ANONYMOUS,
                    Operation.Produces.OPEN_API,
                    Operation.Consumes.NOTHING,
                    Set.of(),
                    this::document))));
  }

  private Uni<Response> document(Call call) {
    var document = call.form().kind() == Form.Kind.JSON ? json : yaml;
    return Uni.createFrom()
        .item(Response.of(200, call.form().contentType(), document.with(call.root())));
  }
}
