package gateway.verify;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.command.Unable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the verifier from asking. */
class ServiceTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a.secret.token\nand.another.one", "secret\u0000", "\uFEFFa.secret.b"})
  void names_the_file_that_holds_no_token_and_not_what_it_holds(String text) throws IOException {
    var file = Files.writeString(folder.resolve("token"), text);

    assertThatThrownBy(() -> service("http://localhost:9", file))
        .isInstanceOf(Unable.class)
        .hasMessage("--token-file: " + file + " holds no token");
  }

  @Test
  void says_what_it_met_where_nobody_listens() throws IOException {
    var token = Files.writeString(folder.resolve("token"), "a.b.c");
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    try (var service = service("http://127.0.0.1:" + port, token)) {
      assertThatThrownBy(() -> service.bytes("/x"))
          .isInstanceOf(Unable.class)
          .hasMessageEndingWith("/x cannot be read: ConnectException");
    }
  }

  private static Service service(String url, Path token) {
    return new Service(url, token, Service.Patience.USUAL);
  }
}
