package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import gateway.Api;
import gateway.GatewayTest;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a collector receives when traces are on. */
@GatewayTest
@QuarkusTestResource(value = TracesTest.Collector.class, restrictToAnnotatedClass = true)
@TestProfile(TracesTest.Traced.class)
class TracesTest {

  /** Stands wherever a client may write something. */
  private static final String NAME = "ada.lovelace";

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static final int MOST_FLUSHES = 10_000;

  @Inject OpenTelemetry telemetry;

  /** A start of its own. */
  public static final class Traced implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.otel.sdk.disabled", "false");
    }
  }

  /** Takes what is exported to it, byte for byte. */
  public static final class Collector implements QuarkusTestResourceLifecycleManager {

    /** A system property, because tests and their resources may have class loaders of their own. */
    static final String RECEIVED = "test.received-spans";

    private final HttpServer server = listening();

    private static HttpServer listening() {
      try {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Map<String, String> start() {
      server.createContext(
          "/v1/traces",
          exchange -> {
            String more = HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes());
            System.setProperty(RECEIVED, System.getProperty(RECEIVED, "") + more);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      return Map.of(
          "quarkus.otel.exporter.otlp.endpoint",
          "http://localhost:" + server.getAddress().getPort(),
          "quarkus.otel.exporter.otlp.compression",
          "none");
    }

    @Override
    public void stop() {
      server.stop(0);
    }
  }

  /** The same once a request's own span is there, which ends a moment after its answer. */
  private String receivedWith(Api.Answer answer) {
    String id = answer.header("request-id");
    for (int i = 0; i < MOST_FLUSHES; i++) {
      String all = received();
      if (all.contains(id)) {
        return all;
      }
    }
    throw new AssertionError("No span has the request-id " + id + ".");
  }

  /** Everything that has arrived, as text: names and values stand in it as they are. */
  private String received() {
    var flushed =
        ((OpenTelemetrySdk) telemetry)
            .getSdkTracerProvider()
            .forceFlush()
            .join(30, TimeUnit.SECONDS);
    assertThat(flushed.isSuccess()).isTrue();
    byte[] bytes = HexFormat.of().parseHex(System.getProperty(Collector.RECEIVED, ""));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void follow_the_clients_trace_and_carry_the_request_id_and_the_statement() {
    var api = Api.ofNewTenant().sending("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
    String id = api.created();
    var patched = api.patch(id, "{\"actionState\":\"done\"}").is(200);

    assertThat(receivedWith(patched))
        .contains("PATCH /deviceManagement/remoteActionAudits/{id}")
        .contains("insert into history_entry")
        .contains(new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1));
  }

  @Test
  void have_a_span_for_each_part_of_a_batch_with_its_statements_below_it() {
    String trace = "1bf7651916cd43dd8448eb211c80319c";
    var api = Api.ofNewTenant();
    String id = api.created();
    var answer =
        api.sending(
                "traceparent",
                "00-" + trace + "-b7ad6b7169203331-01",
                "Content-Type",
                "application/json")
            .send(
                "POST",
                "/beta/$batch",
                "{\"requests\":[{\"id\":\"1\",\"method\":\"DELETE\",\"url\":\"/deviceManagement/remoteActionAudits/%s\"},{\"id\":\"%s\",\"method\":\"GET\",\"url\":\"/%s\"}]}"
                    .formatted(id, NAME, NAME))
            .is(200);

    var spans = spans(receivedWith(answer), trace);

    var batch = named("POST /$batch", spans);
    var part = named("DELETE /deviceManagement/remoteActionAudits/{id}", spans);
    assertThat(part.parent()).isEqualTo(batch.id());
    assertThat(named("none", spans).parent()).isEqualTo(batch.id());
    assertThat(spans).filteredOn(span -> span.parent().equals(part.id())).isNotEmpty();
    assertThat(spans).extracting(Span::name).noneMatch(name -> name.contains(id));
  }

  private record Span(String id, String parent, String name) {}

  /** The spans of a trace, as OTLP writes them: trace, span, parent, flags perhaps, name. */
  private static List<Span> spans(String received, String trace) {
    String traceId = new String(HexFormat.of().parseHex(trace), StandardCharsets.ISO_8859_1);
    return Pattern.compile(
            Pattern.quote("\n\u0010" + traceId + "\u0012\b") + "(.{8})\"\b(.{8})\\*(.)",
            Pattern.DOTALL)
        .matcher(received)
        .results()
        .map(span ->
            new Span(
                span.group(1),
                span.group(2),
                received.substring(span.end(), span.end() + span.group(3).charAt(0))))
        .toList();
  }

  private static Span named(String name, List<Span> spans) {
    return spans.stream()
        .filter(span -> span.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + spans));
  }

  @Test
  void hold_nothing_that_a_client_wrote() {
    var api =
        Api.of(UUID.randomUUID())
            .sending("User-Agent", NAME, "client-request-id", NAME, "Prefer", NAME);
    String body =
        "{\"id\":\"%s\",\"userName\":\"%s\",\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}"
            .formatted(NAME, NAME);
    api.post(body).is(201);
    api.post(body).is(409);
    api.get(Api.AUDITS + "?$filter=userName%20eq%20%27" + NAME + "%27").is(200);
    api.get(Api.AUDITS + "/" + NAME).is(200);
    api.get("/" + NAME + "?" + NAME).is(404);
    assertThat(api.send("ADA.LOVELACE", "/" + NAME, "").status()).isEqualTo(404);

    assertThat(receivedWith(api.get(Api.AUDITS).is(200)))
        .doesNotContainIgnoringCase(NAME)
        .doesNotContain(api.token().substring(0, 40));
  }
}
