package gateway.operations.development;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ready requests with fresh tokens, for the console and for the page. */
@IfBuildProfile("dev")
@Singleton
final class Examples {

  /**
   * Requests of one caller.
   *
   * @param lines each a whole command, for a POSIX shell
   */
  record Example(String caption, List<String> lines) {}

  private static final SampleTenant TENANT = SampleTenant.LAKESIDE;
  private static final Principal ADMINISTRATOR = TENANT.administrators().get(1);
  private static final String NEWEST = "$select=id,actionState&$top=1";

  private final AuditClient client;
  private final TokenIssuer issuer;
  private final String collection;

  private volatile List<Example> current = List.of();

  Examples(
      AuditClient client,
      TokenIssuer issuer,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.client = client;
    this.issuer = issuer;
    this.collection = "http://localhost:" + port + AuditClient.AUDITS;
  }

  /** Those of this start; none before it is done. */
  List<Example> current() {
    return current;
  }

  /** Signs the tokens and finds an audit to speak of; without one, nothing is changed. */
  Uni<List<Example>> make() {
    return client
        .get(ADMINISTRATOR, NEWEST)
        .map(page -> examples(page.body().toJsonObject().getJsonArray("value")))
        .invoke(examples -> current = examples);
  }

  private List<Example> examples(Iterable<Object> audits) {
    String writing = issuer.token(ADMINISTRATOR);
    String reading = issuer.token(TENANT.auditor());
    var write = new ArrayList<>(List.of(list(writing)));
    var read = new ArrayList<>(List.of(list(reading)));
    for (Object audit : audits) {
      write.add(update((JsonObject) audit, writing));
      write.add(history((JsonObject) audit, writing));
      read.add(update((JsonObject) audit, reading));
    }
    return List.of(
        new Example("Read and write: the newest audits; an update; what its history says", write),
        new Example("Read only: the newest audits; an update, refused with 403", read));
  }

  private String list(String token) {
    return "curl -s '%s?$top=3' %s".formatted(collection, bearer(token));
  }

  /** To another state than the present one, so that something happens. */
  private String update(JsonObject audit, String token) {
    String state = audit.getString("actionState").equals("done") ? "failed" : "done";
    return "curl -s -X PATCH '%s/%s' -H 'Content-Type: application/json' -d '{\"actionState\":\"%s\"}' %s"
        .formatted(collection, audit.getString("id"), state, bearer(token));
  }

  private String history(JsonObject audit, String token) {
    return "curl -s '%s/%s/history' %s".formatted(collection, audit.getString("id"), bearer(token));
  }

  private static String bearer(String token) {
    return "-H 'Authorization: Bearer " + token + "'";
  }
}
