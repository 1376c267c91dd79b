package gateway.history.log;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Stands between a verifier and the service, and says something else at some addresses. */
final class LyingService implements AutoCloseable {

  /**
   * What is answered.
   *
   * @param cut whether the connection ends before the answer does
   */
  record Answer(int status, byte[] body, boolean cut) {

    static Answer of(int status, String body) {
      return new Answer(status, body.getBytes(StandardCharsets.UTF_8), false);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** What is said at an address instead of the truth. */
  interface Lie {
    Answer of(String address, Answer truth);
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private final String truth;
  private final Lie lie;

  /**
   * @param truth the service that tells the truth
   * @param address what is in the addresses that are lied about
   */
  LyingService(String truth, String address, UnaryOperator<Answer> lie) {
    this(truth, (asked, answer) -> asked.contains(address) ? lie.apply(answer) : answer);
  }

  /**
   * @param lie says something at every address, be it the truth
   */
  LyingService(String truth, Lie lie) {
    this.truth = truth;
    this.lie = lie;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var _ = server.createContext("/", this::answer);
    server.start();
  }

  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI().toString();
      var answer = lie.of(uri, asked(exchange, uri));
      exchange.getResponseHeaders().set("Retry-After", "0");
      exchange.sendResponseHeaders(
          answer.status(), answer.cut() ? answer.body().length + 1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer asked(HttpExchange exchange, String uri) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(truth + uri))
            .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), answer.body(), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
