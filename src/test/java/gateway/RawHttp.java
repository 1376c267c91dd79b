package gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Sends bytes as they are, where a well-behaved client would refuse to, and reads all that comes
 * back until the server closes.
 */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 10_000;

  private RawHttp() {}

  /**
   * A request with a token and {@code Connection: close}; the target and further header lines are
   * sent as they are.
   */
  public static String send(Api api, String method, String target, String... headerLines) {
    var head =
        new StringBuilder(
            method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    head.append("Authorization: Bearer ").append(api.token()).append("\r\n");
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    return exchange(api, head + "\r\n");
  }

  /** Everything that the server answers to these Latin-1 characters. */
  public static String exchange(Api api, String bytes) {
    try (var socket = connect(api)) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      var answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Socket connect(Api api) throws IOException {
    var socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(
        new InetSocketAddress("localhost", java.net.URI.create(api.origin()).getPort()),
        PATIENCE_MILLIS);
    return socket;
  }
}
