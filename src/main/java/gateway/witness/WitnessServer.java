package gateway.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gateway.command.Unable;
import gateway.tlog.Cosigner;
import gateway.tlog.Witness;
import gateway.tlog.Witness.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A witness that answers over HTTP (C2SP tlog-witness), until it is closed. */
public final class WitnessServer implements AutoCloseable {

  /**
   * 63 hashes are 3 KiB, and a checkpoint with fifteen signatures of others' kinds is less than
   * this; more of one request is not held in memory.
   */
  private static final int MAX_BODY = 65_536;

  /** The longest that an answer under way is waited for at the end. */
  private static final int ENDING_SECONDS = 5;

  private static final String ADD_CHECKPOINT = "/add-checkpoint";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Cosigner cosigner;
  private final KnownLogs logs;
  private final Store store;
  private final Clock clock;
  private final PrintStream err;
  private final Contradictions contradictions;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private WitnessServer(
      InetSocketAddress address,
      Cosigner cosigner,
      KnownLogs logs,
      Store store,
      Clock clock,
      PrintStream err) {
    this.cosigner = cosigner;
    this.logs = logs;
    this.store = store;
    this.clock = clock;
    this.err = err;
    this.contradictions = new Contradictions(err);
    try {
      this.http = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new Unable("--listen: %s cannot be listened on".formatted(address), e);
    }
    var _ = http.createContext("/", this::handle);
    http.setExecutor(threads);
  }

  /**
   * Begins to answer; has the store until it is closed.
   *
   * @throws Unable where the address is taken; the store is closed then
   */
  static WitnessServer start(
      InetSocketAddress address,
      Cosigner cosigner,
      KnownLogs logs,
      Store store,
      Clock clock,
      PrintStream err) {
    limits();
    try {
      var server = new WitnessServer(address, cosigner, logs, store, clock, err);
      server.http.start();
      return server;
    } catch (Unable unable) {
      store.close();
      throw unable;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return http.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getRawPath()) {
        case ADD_CHECKPOINT -> {
          if (allowed(exchange, "POST")) {
            addCheckpoint(exchange);
          }
        }
        // Not of C2SP: the line that a log's operator configures, and an answer for probes.
        case "/" -> {
          if (allowed(exchange, "GET")) {
            send(exchange, 200, TEXT, cosigner.verifierKey() + "\n");
          }
        }
        default -> send(exchange, 404, TEXT, "nothing here\n");
      }
    }
  }

  private void addCheckpoint(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      send(exchange, 400, TEXT, "a body of more than %d bytes\n".formatted(MAX_BODY));
      return;
    }
    Answer answer;
    try {
      answer = new Witness(cosigner, logs.keys()).decide(body, store, clock.instant());
    } catch (Unable unable) {
      err.println(unable.getMessage());
      send(exchange, 500, TEXT, "the witness cannot write down what it would sign\n");
      return;
    }
    switch (answer) {
      case Answer.Cosigned cosigned -> send(exchange, 200, TEXT, cosigned.signature().line());
      case Answer.Behind behind -> send(exchange, 409, "text/x.tlog.size", behind.body());
      case Answer.Refused refused -> {
        contradictions.keep(refused, body);
        send(exchange, refused.status(), TEXT, refused.reason() + "\n");
      }
    }
  }

  private static boolean allowed(HttpExchange exchange, String method) throws IOException {
    if (exchange.getRequestMethod().equals(method)) {
      return true;
    }
    exchange.getResponseHeaders().set("Allow", method);
    send(exchange, 405, TEXT, "only %s here\n".formatted(method));
    return false;
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
    if (!bodiless) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /**
   * What the JDK's server reads once, when it is first used. Each connection has a thread that
   * waits for it, so they are counted; a request or its answer that takes longer than a slow line
   * needs ends its connection; the header's block is bounded, and an idle connection is kept for
   * the next checkpoint. Not in a static block, which a native executable has behind it.
   */
  private static void limits() {
    limit("jdk.httpserver.maxConnections", 256);
    limit("sun.net.httpserver.maxReqTime", 10);
    limit("sun.net.httpserver.maxRspTime", 10);
    limit("sun.net.httpserver.maxReqHeaders", 64);
    limit("sun.net.httpserver.maxReqHeaderSize", 16_384);
    limit("sun.net.httpserver.maxIdleConnections", 64);
    limit("sun.net.httpserver.idleInterval", 30);
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /** Answers what is under way, and gives the store back. */
  @Override
  public void close() {
    http.stop(ENDING_SECONDS);
    threads.close();
    store.close();
  }
}
