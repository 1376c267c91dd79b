package gateway.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A wire to a server that loses what is sent, both ways, as long as it is silent: nobody is told
 * that a connection has ended.
 */
final class SilencedWire implements AutoCloseable {

  private final ServerSocket listening;
  private final String host;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean silent;

  SilencedWire(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    this.listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    var _ = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  void silence() {
    silent = true;
  }

  void restore() {
    silent = false;
  }

  private void accept() {
    try {
      while (true) {
        var near = listening.accept();
        var far = new Socket(host, port);
        sockets.addAll(List.of(near, far));
        var _ = Thread.ofVirtual().start(() -> carry(near, far));
        var _ = Thread.ofVirtual().start(() -> carry(far, near));
      }
    } catch (IOException e) {
      if (!listening.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void carry(Socket from, Socket to) {
    var bytes = new byte[8192];
    try {
      for (int n = from.getInputStream().read(bytes);
          n >= 0;
          n = from.getInputStream().read(bytes)) {
        if (!silent) {
          to.getOutputStream().write(bytes, 0, n);
        }
      }
      to.close();
    } catch (IOException e) {
      if (!from.isClosed() && !to.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
