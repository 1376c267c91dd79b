package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.RawHttp;
import gateway.SmallLimits;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body that does not come to its end in time. */
@GatewayTest
@TestProfile(SmallLimits.class)
class SlowBodyTest {

  private final Api api = Api.ofNewTenant();

  @Test
  void closes_the_connection_of_a_body_that_does_not_end() throws IOException {
    try (var socket = RawHttp.connect(api)) {
      socket
          .getOutputStream()
          .write(
              ("POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                      + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
                  .formatted(Api.AUDITS, api.token())
                  .getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  /** A body for which nobody asked; the answer does not wait for it. */
  @ParameterizedTest
  @CsvSource({"GET, localhost, 200", "DELETE, localhost, 405", "POST, a!b, 400"})
  void closes_the_connection_of_a_body_that_nobody_reads_and_that_does_not_end(
      String method, String host, String status) throws IOException {
    try (var socket = RawHttp.connect(api)) {
      socket
          .getOutputStream()
          .write(
              ("%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
                      + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")
                  .formatted(method, Api.AUDITS, host, api.token())
                  .getBytes(StandardCharsets.ISO_8859_1));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 " + status);
    }
  }
}
