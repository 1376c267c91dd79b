package gateway.operations.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guard on a real server, as its transport puts it there. */
class ServerTest {

  private static final String LAST = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  /** More bytes than a socket takes at once. */
  private static final int LARGE = 32 * 1024 * 1024;

  @TempDir private static Path folder;
  private static Vertx vertx;
  private static HttpServer plain;
  private static HttpServer tls;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    plain = listen(options());
    tls = listen(options().setSsl(true).setKeyCertOptions(certificate()).setUseAlpn(false));
  }

  @AfterAll
  static void stop() throws Exception {
    var _ = vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void serves_pipelined_requests_with_and_without_bodies() throws Exception {
    String answers =
        exchange(
            plain,
            "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
                + "PATCH /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                + "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nde\r\n0\r\nT: t\r\n\r\n"
                + LAST);

    assertThat(bodies(answers)).isEqualTo("[GET /slow ][PATCH /b abc][POST /c de][GET /last ]");
  }

  @Test
  void a_refusal_follows_the_answers_before_it_and_closes_the_connection() throws Exception {
    String answers =
        exchange(
            plain,
            "GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost : a\r\n\r\n"
                + LAST);

    assertThat(answers)
        .containsSubsequence(
            "[GET /slow ]", "[GET /b ]", "HTTP/1.1 400 Bad Request", "\"BadRequest\"");
    assertThat(answers).doesNotContain("/last");
  }

  @Test
  void the_last_answer_is_not_cut_off_though_it_is_more_than_the_socket_holds() throws Exception {
    assertThat(bodies(exchange(plain, LAST.replace("/last", "/large")))).hasSize(LARGE);
  }

  @Test
  void a_client_that_closes_its_side_has_its_answers() throws Exception {
    try (var socket = connect(plain)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
                      + "PATCH /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
                  .getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();

      String answers =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(bodies(answers)).isEqualTo("[GET /slow ][PATCH /b abc]");
    }
  }

  @Test
  void the_client_reads_the_refusal_of_a_request_that_it_is_still_sending() throws Exception {
    String answers =
        exchange(plain, "GET /" + "a".repeat(1_000_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(answers).startsWith("HTTP/1.1 414 ").contains("\"UriTooLong\"");
  }

  @Test
  void the_decoder_takes_what_the_guard_takes_at_its_limits() throws Exception {
    String line = "GET /" + "a".repeat(65_536 - 14) + " HTTP/1.1\r\n";
    String headers = "Host: a\r\nConnection: close\r\nX: " + "b".repeat(16_384 - 33) + "\r\n";

    assertThat(exchange(plain, line + headers + "\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(exchange(plain, line + "X" + headers + "\r\n")).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void continues_HEAD_HTTP_1_0_and_unused_upgrades_work() throws Exception {
    assertThat(
            exchange(
                plain,
                "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx"))
        .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK");
    assertThat(exchange(plain, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + LAST))
        .contains("200 OK", "[GET /last ]")
        .doesNotContain("[HEAD");
    assertThat(exchange(plain, "GET / HTTP/1.0\r\n\r\n")).contains("[GET / ]");
    assertThat(
            exchange(
                plain,
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
                    + LAST))
        .startsWith("HTTP/1.1 200 OK");
    assertThat(exchange(plain, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void guards_behind_TLS() throws Exception {
    assertThat(exchange(tls, LAST)).contains("[GET /last ]");
    assertThat(
            exchange(
                tls, "GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"))
        .containsSubsequence("[GET /a ]", "HTTP/1.1 400 ", "Strict-Transport-Security: ");
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setHost("localhost")
        .setPort(0)
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(65_536)
        .setMaxHeaderSize(16_384)
        .setCompressionSupported(true)
        .setHandle100ContinueAutomatically(true)
        .setIdleTimeout(75);
  }

  private static PfxOptions certificate() throws Exception {
    var store = folder.resolve("localhost.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return new PfxOptions().setPath(store.toString()).setPassword("changeit");
  }

  private static HttpServer listen(HttpServerOptions options) throws Exception {
    return vertx
        .createHttpServer(options)
        .requestHandler(ServerTest::answer)
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  /** Says what it got; to /slow not at once. */
  private static void answer(HttpServerRequest request) {
    var _ =
        request
            .body()
            .onSuccess(body -> {
              String said =
                  "["
                      + request.method()
                      + " "
                      + (request.path().length() > 20 ? "" : request.path())
                      + " "
                      + body
                      + "]";
              if (request.path().equals("/large")) {
                var _ = request.response().end("x".repeat(LARGE));
              } else if (request.path().equals("/slow")) {
                var _ = vertx.setTimer(50, _ -> request.response().end(said));
              } else {
                var _ = request.response().end(said);
              }
            });
  }

  /** Sends all, then reads until the server has closed the connection. */
  private static String exchange(HttpServer server, String request) throws Exception {
    try (var socket = connect(server)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var answers = new ByteArrayOutputStream();
      try {
        var _ = socket.getInputStream().transferTo(answers);
      } catch (IOException e) {
        answers.writeBytes(("!" + e.getMessage()).getBytes(StandardCharsets.UTF_8));
      }
      return answers.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private static String bodies(String answers) {
    return answers.replaceAll("(?s)HTTP/1.1 200 OK\r\n.*?\r\n\r\n", "");
  }

  private static Socket connect(HttpServer server) throws Exception {
    var localhost = InetAddress.getLoopbackAddress();
    if (server.equals(plain)) {
      return new Socket(localhost, server.actualPort());
    }
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new AnyCertificate()}, null);
    return context.getSocketFactory().createSocket(localhost, server.actualPort());
  }

  private static final class AnyCertificate implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
