package gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** A client of the running service: one caller, raw addresses, whole answers. */
public record Api(String origin, String token, List<String> headers) {

  public static final String READ_WRITE = "DeviceManagementConfiguration.ReadWrite.All";
  public static final String READ = "DeviceManagementConfiguration.Read.All";
  public static final String AUDITS = "/beta/deviceManagement/remoteActionAudits";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A person of a tenant who may do everything. */
  public static Api of(UUID tenant) {
    return with(TestIssuer.delegated(tenant, READ_WRITE));
  }

  /** A person of a tenant of this test alone. */
  public static Api ofNewTenant() {
    return of(UUID.randomUUID());
  }

  /** Whoever holds this token; an empty one sends none. */
  public static Api with(String token) {
    return new Api(
        "http://localhost:"
            + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class),
        token,
        List.of());
  }

  /** The same caller, who sends these headers, too: names and values in turn. */
  public Api sending(String... more) {
    var all = new ArrayList<>(headers);
    all.addAll(List.of(more));
    return new Api(origin, token, all);
  }

  public Answer get(String address) {
    return send("GET", address, "");
  }

  public Answer delete(String address) {
    return send("DELETE", address, "");
  }

  public Answer patch(String id, String body) {
    return sending("Content-Type", "application/json").send("PATCH", AUDITS + "/" + id, body);
  }

  public Answer post(String body) {
    return sending("Content-Type", "application/json").send("POST", AUDITS, body);
  }

  /** Makes an audit of which nothing matters but that it is there; gives its id. */
  public String created() {
    return created("{\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:05Z\"}");
  }

  /** Makes an audit; gives its id. */
  public String created(String body) {
    return post(body).is(201).json().get("id").asText();
  }

  public JsonNode audit(String id) {
    return get(AUDITS + "/" + id).is(200).json();
  }

  /** The entries of an audit's history, oldest first. */
  public JsonNode history(String id) {
    return get(AUDITS + "/" + id + "/history").is(200).json().get("value");
  }

  public Answer send(String method, String address, String body) {
    return send(
        method, address, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  public Answer send(String method, String address, HttpRequest.BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create(address.startsWith("http") ? address : origin + address))
            .method(method, body);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What came back. */
  public record Answer(HttpResponse<String> http) {

    public int status() {
      return http.statusCode();
    }

    public String body() {
      return http.body();
    }

    public String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      return parse(body());
    }

    /** The error object of the body. */
    public JsonNode error() {
      return json().get("error");
    }

    /** This answer, when its status is the expected one. */
    public Answer is(int status) {
      if (status() != status) {
        throw new AssertionError("expected " + status + ", got " + status() + ": " + body());
      }
      return this;
    }
  }

  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
