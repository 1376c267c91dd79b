package gateway.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gateway.TestWitness;
import gateway.tlog.Checkpoint;
import gateway.tlog.Hash;
import gateway.tlog.LogSigner;
import gateway.tlog.SecretKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Answers with a checkpoint, and at another address with the pieces that it is given, in no hurry.
 */
final class HaltingService implements AutoCloseable {

  static final String CHECKPOINT = "/log/t/checkpoint";

  private final BlockingQueue<Optional<String>> pieces = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> halted = new CompletableFuture<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String address;

  /**
   * @param address what is in the address that is answered in pieces
   */
  HaltingService(String address) throws IOException {
    this.address = address;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    var _ = server.createContext("/", this::answer);
    server.start();
  }

  String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Completes when everything that was given to it has been sent, and the answer has no end. */
  CompletableFuture<Void> halted() {
    return halted;
  }

  void send(String piece) {
    pieces.add(Optional.of(piece));
  }

  void end() {
    pieces.add(Optional.empty());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().toString().contains(address)) {
        byte[] whole = checkpoint();
        exchange.sendResponseHeaders(200, whole.length);
        exchange.getResponseBody().write(whole);
        return;
      }
      exchange.sendResponseHeaders(200, 0);
      for (var piece = next(); piece.isPresent(); piece = next()) {
        exchange.getResponseBody().write(piece.get().getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
      }
    }
  }

  private static byte[] checkpoint() {
    return new LogSigner("log.example.org", SecretKey.ofPem(TestWitness.pem()))
        .sign(Checkpoint.of("log.example.org", 1, Hash.OF_EMPTY_TREE))
        .encode();
  }

  private Optional<String> next() throws IOException {
    if (pieces.isEmpty()) {
      var _ = halted.complete(null);
    }
    try {
      return pieces.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    end();
    server.stop(0);
    threads.close();
  }
}
