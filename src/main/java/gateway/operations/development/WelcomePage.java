package gateway.operations.development;

import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The examples for a browser, at {@code /}; every other client gets the service document there. */
@IfBuildProfile("dev")
@ApplicationScoped
class WelcomePage {

  private final Examples examples;
  private final int managementPort;

  WelcomePage(
      Examples examples, @ConfigProperty(name = "quarkus.management.port") int managementPort) {
    this.examples = examples;
    this.managementPort = managementPort;
  }

  void register(@Observes Router routes) {
    routes.route(HttpMethod.GET, "/").handler(this::handle);
  }

  private void handle(RoutingContext context) {
    if (!acceptsHtml(context)) {
      context.next();
      return;
    }
    context
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .end(page());
  }

  private String page() {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Remote action audits</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }
      pre { overflow-x: auto; padding: .75rem; border: 1px solid #8888; border-radius: .25rem }
    </style>
    <h1>Remote action audits</h1>
    <p>The gateway runs in development mode. Its API is at <code>/beta/deviceManagement/remoteActionAudits</code>;
    the tokens below are good for %1$d hours from its start.</p>
    %2$s
    <p><a href="/q/dev-ui">Dev UI</a> · <a href="http://localhost:%3$d/q/health">health</a> · <a href="http://localhost:%3$d/q/metrics">metrics</a></p>
    </html>
    """
        .formatted(TokenIssuer.LIFETIME.toHours(), sections(), managementPort);
  }

  /** By name, as browsers do: a range of all types asks for no page. */
  private static boolean acceptsHtml(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }

  private String sections() {
    return examples.current().stream().map(WelcomePage::section).collect(Collectors.joining());
  }

  private static String section(Examples.Example example) {
    return "<h2>%s</h2>\n%s"
        .formatted(
            escaped(example.caption()),
            example.lines().stream()
                .map(line -> "<pre>" + escaped(line) + "</pre>\n")
                .collect(Collectors.joining()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
