import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * HTTP/1.1 without mercy: nothing is sent twice, so that whatever a client that does not retry would notice is noticed here, too.
 */
final class Client {

  private static final int CONNECT_MILLIS = 5_000;

  /** Longer than any time-out of the service: an answer that has not come by then does not come. */
  private static final int PATIENCE_MILLIS = 30_000;

  private final String host;
  private final int port;
  private final String prefix;
  private final String head;
  private final boolean keeps;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

  Client(String origin, String token, boolean keeps) {
    var address = URI.create(origin);
    this.host = address.getHost();
    this.port = address.getPort();
    this.prefix = address.getRawPath();
    this.keeps = keeps;
    this.head = " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nAuthorization: Bearer " + token + "\r\n" + (keeps ? "" : "Connection: close\r\n");
  }

  record Answer(int status, boolean hasRetryAfter, boolean isLast, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Well before the 75 s after which the service closes it, as a request is sent that nobody would answer. */
  private static final long LONGEST_IDLE_NANOS = 60_000_000_000L;

  private record Connection(Socket socket, InputStream in, long usedAt) {}

  /** A link's target is sent as it is, any other behind the origin's path. */
  Answer send(String method, String target, String body, String... headers) throws IOException {
    var bytes = new StringBuilder(512).append(method).append(' ').append(target.startsWith(prefix) ? "" : prefix).append(target).append(head);
    for (String header : headers) {
      bytes.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      bytes.append("Content-Type: application/json\r\nContent-Length: ").append(body.length()).append("\r\n");
    }
    bytes.append("\r\n").append(body);
    var kept = keeps ? kept() : null;
    var connection = kept == null ? connect() : kept;
    boolean goesOn = false;
    try {
      connection.socket().getOutputStream().write(bytes.toString().getBytes(StandardCharsets.US_ASCII));
      var answer = read(connection.in());
      goesOn = keeps && !answer.isLast();
      return answer;
    } finally {
      if (goesOn) {
        idle.addFirst(new Connection(connection.socket(), connection.in(), System.nanoTime()));
      } else {
        connection.socket().close();
      }
    }
  }

  /** The one that was used last, or null. */
  private Connection kept() throws IOException {
    var connection = idle.pollFirst();
    while (connection != null && System.nanoTime() - connection.usedAt() > LONGEST_IDLE_NANOS) {
      connection.socket().close();
      connection = idle.pollFirst();
    }
    return connection;
  }

  private Connection connect() throws IOException {
    var socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return new Connection(socket, new BufferedInputStream(socket.getInputStream(), 16 * 1024), System.nanoTime());
  }

  private static Answer read(InputStream in) throws IOException {
    String status = line(in);
    int length = -1;
    boolean chunked = false;
    boolean hasRetryAfter = false;
    boolean isLast = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).toLowerCase(java.util.Locale.ROOT)) {
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> chunked = true;
        case "retry-after" -> hasRetryAfter = true;
        case "connection" -> isLast = value.equalsIgnoreCase("close");
        default -> {}
      }
    }
    var body = chunked ? chunks(in) : in.readNBytes(Math.max(length, 0));
    if (!chunked && body.length < length) {
      throw new EOFException("the body was cut short");
    }
    return new Answer(Integer.parseInt(status.split(" ")[1]), hasRetryAfter, isLast, body);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
      body.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
