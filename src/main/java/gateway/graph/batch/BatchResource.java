package gateway.graph.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.graph.Access;
import gateway.graph.Call;
import gateway.graph.Failures;
import gateway.graph.JsonBuffer;
import gateway.graph.Operation;
import gateway.graph.Response;
import gateway.graph.Route;
import gateway.graph.Router;
import gateway.graph.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST $batch}. Each part is answered by the router as a request of its own would be; the
 * answers stand in the order of the requests.
 *
 * <p>An answer is held in memory until it is whole: at most twenty pages of 1,000 audits, some 12
 * MB as audits are.
 */
@ApplicationScoped
class BatchResource implements Route.Source {

  /** The router knows this resource, so it can only be asked for later. */
  private final Instance<Router> router;

  private final Failures failures;
  private final Transaction.Source transactions;

  BatchResource(Instance<Router> router, Failures failures, Transaction.Source transactions) {
    this.router = router;
    this.failures = failures;
    this.transactions = transactions;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of(
            "$batch",
            Map.of(
                "POST",
                new Operation(
                    Access.AUTHENTICATED,
                    Operation.Produces.JSON,
                    Operation.Consumes.BATCH,
                    Set.of(),
                    this::batch))));
  }

  private Uni<Response> batch(Call call) {
    var envelope = Envelope.read(call.body());
    return new BatchRun(call, router.get(), failures, transactions)
        .of(envelope)
        .map(answers ->
            Response.json(200, call.level(), JsonBuffer.write(json -> write(json, answers))));
  }

  private static void write(JsonGenerator json, List<BatchRun.Answered> answers)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("responses");
    for (var answer : answers) {
      json.writeStartObject();
      json.writeStringField("id", answer.part().id());
      if (answer.part().group().isPresent()) {
        json.writeStringField("atomicityGroup", answer.part().group().get());
      }
      json.writeNumberField("status", answer.response().status());
      json.writeObjectFieldStart("headers");
      json.writeStringField("request-id", answer.ids().requestId().toString());
      json.writeStringField("client-request-id", answer.ids().clientRequestId());
      json.writeStringField("OData-Version", "4.0");
      json.writeStringField("Cache-Control", "no-store");
      for (var header : answer.response().headers().entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      body(json, answer.response());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** JSON stands there as it is, text as a string (OData JSON Format 4.01 §19.4). */
  private static void body(JsonGenerator json, Response response) throws IOException {
    if (response.body().length() == 0) {
      return;
    }
    json.writeFieldName("body");
    String text = response.body().toString(StandardCharsets.UTF_8);
    if (response.headers().getOrDefault("Content-Type", "").startsWith("application/json")) {
      json.writeRawValue(text);
    } else {
      json.writeString(text);
    }
  }
}
