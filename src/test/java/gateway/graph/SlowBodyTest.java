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

/** A body that does not come to its end in time. */
@GatewayTest
@TestProfile(SmallLimits.class)
class SlowBodyTest {

  @Test
  void closes_the_connection_of_a_body_that_does_not_end() throws IOException {
    var api = Api.ofNewTenant();
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
}
