package gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service that is busy, and says until when. */
class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-24T03:20:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "17 | 17",
        "' 0 ' | 0",
        "Tue, 24 Nov 2026 03:20:10 GMT | 10",
        "Tue, 24 Nov 2026 03:19:00 GMT | -60",
        "soon | 1",
        "-5 | 1",
        "1.5 | 1",
        "99999999999999999999 | 1",
        "'' | 1",
      })
  void reads_seconds_and_dates_and_nothing_else(String header, long seconds) {
    assertThat(RetryAfter.seconds(Optional.of(header), NOW)).isEqualTo(seconds);
  }

  @Test
  void waits_a_second_where_nothing_is_said() {
    assertThat(RetryAfter.seconds(Optional.empty(), NOW)).isEqualTo(1);
  }

  @Test
  void a_busy_service_that_names_a_date_is_asked_again(@TempDir Path folder) throws IOException {
    var token = Files.writeString(folder.resolve("token"), "a.b.c");
    var asked = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var _ =
        server.createContext(
            "/",
            exchange -> {
              exchange.getResponseHeaders().add("Retry-After", "Tue, 24 Nov 2026 03:20:00 GMT");
              exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 503 : 200, -1);
              exchange.close();
            });
    server.start();
    String origin = "http://localhost:" + server.getAddress().getPort();
    try (var service = new Service(origin, token, Service.Patience.USUAL)) {
      assertThat(service.bytes("/busy")).hasValueSatisfying(body -> assertThat(body).isEmpty());
    } finally {
      server.stop(0);
    }

    assertThat(asked).hasValue(2);
  }
}
