package gateway.graph.openapi;

import gateway.graph.JsonObject;
import gateway.graph.JsonValue;
import gateway.graph.Permissions;
import gateway.graph.Route;
import gateway.graph.schema.Model;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI 3.1 document of a set of routes. */
final class OpenApiDocument {

  static final String SCHEME = "bearer";

  private static final String DESCRIPTION =
      "Microsoft Graph's remoteActionAudit API over an audit store of one's own. It is an OData"
          + " service, whose $metadata says more. HEAD answers as GET does, without the body;"
          + " OPTIONS says which methods an address has. Keys may stand in parentheses:"
          + " remoteActionAudits('id'). What {path} stands for has its slashes as they are.";

  private OpenApiDocument() {}

  /**
   * @param server the root of the service, as {@code servers} names it
   * @param version of the program
   */
  static JsonValue of(
      List<Route> routes, Model model, Permissions permissions, String server, String version) {
    var components = new Components(model);
    var paths = JsonObject.of();
    for (Route route : routes) {
      var template = template(route);
      var item = JsonObject.of();
      route.operations().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry ->
              item.with(
                  entry.getKey().toLowerCase(Locale.ROOT),
                  new OperationObject(
                          model,
                          components,
                          permissions,
                          template,
                          entry.getKey(),
                          entry.getValue())
                      .written()));
      paths.with("/" + String.join("/", template), item);
    }
    return JsonObject.of()
        .with("openapi", "3.1.0")
        .with(
            "info",
            JsonObject.of()
                .with("title", "Remote action audit gateway")
                .with("description", DESCRIPTION)
                .with("version", version)
                .with(
                    "license",
                    JsonObject.of().with("name", "Apache-2.0").with("identifier", "Apache-2.0")))
        .with("servers", JsonObject.objects(List.of(JsonObject.of().with("url", server))))
        .with("paths", paths)
        .with("components", components(components))
        .value();
  }

  /** OpenAPI has no variable of many segments, and generated code no name with dots. */
  private static List<String> template(Route route) {
    return route.template().stream().map(segment -> segment.replace("...}", "}")).toList();
  }

  private static JsonObject components(Components components) {
    return JsonObject.of()
        .with("schemas", components.schemas())
        .with("responses", Errors.responses())
        .with(
            "securitySchemes",
            JsonObject.of()
                .with(
                    SCHEME,
                    JsonObject.of()
                        .with("type", "http")
                        .with("scheme", "bearer")
                        .with("bearerFormat", "JWT")));
  }
}
