package gateway.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer's key set on loopback, which can fail in several ways and counts who asks. */
final class KeyServer {

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile Answer answer = exchange -> send(exchange, 404, "");
  private volatile String elsewhere = "";

  KeyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/keys", this::handle);
    server.createContext("/elsewhere", exchange -> send(exchange, 200, elsewhere));
    server.start();
  }

  KeyLocation location() {
    String address = "http://127.0.0.1:%d/keys".formatted(server.getAddress().getPort());
    return KeyLocation.of(address, Runnable::run);
  }

  void publish(String document) {
    answer(200, document);
  }

  void answer(int status, String body) {
    answer = exchange -> send(exchange, status, body);
  }

  /** Sends whoever asks to another address, which does have a document. */
  void redirect(String document) {
    elsewhere = document;
    answer =
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          send(exchange, 302, document);
        };
  }

  /** Closes the connection without an answer. */
  void hangUp() {
    answer = HttpExchange::close;
  }

  /** Lets requests wait until {@link #release}. */
  void hold() {
    held = new CountDownLatch(1);
  }

  void release() {
    held.countDown();
  }

  int requests() {
    return requests.get();
  }

  void stop() {
    release();
    server.stop(0);
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    answer.to(exchange);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
