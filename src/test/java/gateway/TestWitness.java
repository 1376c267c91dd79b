package gateway;

import gateway.tlog.VerifierKey;
import gateway.witness.WitnessCommand;
import gateway.witness.WitnessServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The real witness in this process, with key, logs and store in a folder; it can be ended and
 * started again at the same address.
 */
public final class TestWitness implements AutoCloseable {

  public static final String NAME = "witness.example.org/w1";

  private final Path folder;
  private final int port;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private WitnessServer server;

  private TestWitness(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** A witness that is new, or was in this folder before; it does not run yet. */
  public static TestWitness in(Path folder) {
    try {
      var address = folder.resolve("port");
      if (!Files.exists(address)) {
        Files.writeString(folder.resolve("key.pem"), pem());
        Files.createFile(folder.resolve("logs"));
        Files.createDirectory(folder.resolve("store"));
        Files.writeString(address, Integer.toString(freePort()));
      }
      return new TestWitness(folder, Integer.parseInt(Files.readString(address)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestWitness start() {
    server =
        WitnessCommand.start(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            "--listen",
            "127.0.0.1:" + port,
            "--key",
            folder.resolve("key.pem").toString(),
            "--name",
            NAME,
            "--store",
            store().toString(),
            "--logs",
            folder.resolve("logs").toString());
    return this;
  }

  /** Lets it witness one more log. */
  public void knows(VerifierKey log) {
    try {
      Files.writeString(folder.resolve("logs"), log + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path store() {
    return folder.resolve("store");
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public VerifierKey key() {
    var out = new ByteArrayOutputStream();
    int exit =
        WitnessCommand.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err,
            "--print-key",
            "--key",
            folder.resolve("key.pem").toString(),
            "--name",
            NAME);
    if (exit != 0) {
      throw new IllegalStateException("The witness has no key.");
    }
    return VerifierKey.parse(out.toString(StandardCharsets.UTF_8).strip());
  }

  /** What it has printed to its standard error. */
  public String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** An Ed25519 key that nobody else has. */
  public static String pem() {
    try {
      var secret = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
      return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
          .formatted(Base64.getEncoder().encodeToString(secret.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
