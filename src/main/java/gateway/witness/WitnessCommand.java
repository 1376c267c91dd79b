package gateway.witness;

import gateway.command.Options;
import gateway.command.Unable;
import gateway.tlog.Cosigner;
import gateway.tlog.SecretKey;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The command {@code witness}: exit code 0 when it did what it was asked, 2 when it cannot. */
public final class WitnessCommand {

  private static final String USAGE =
      "witness --listen HOST:PORT --key PEM --name NAME --store DIR {--log KEY}... [--logs FILE], or"
          + " witness --print-key --key PEM --name NAME, or witness --forget ORIGIN --store DIR";

  private static final String PRINT_KEY = "--print-key";
  private static final String FORGET = "--forget";

  private static final Set<String> SERVING =
      Set.of("--listen", "--key", "--name", "--store", "--log", "--logs");
  private static final Set<String> PRINTING = Set.of(PRINT_KEY, "--key", "--name");
  private static final Set<String> FORGETTING = Set.of(FORGET, "--store");

  private final Options options;
  private final PrintStream out;
  private final PrintStream err;

  private WitnessCommand(PrintStream out, PrintStream err, String... arguments) {
    this.out = out;
    this.err = err;
    this.options = Options.read(USAGE, Set.of(PRINT_KEY), arguments);
    var _ = options.only(accepted(), Set.of("--log"));
  }

  /**
   * Runs it; gives the exit code. A witness that serves runs until the program is told to end.
   *
   * @param arguments what stands behind {@code witness}
   */
  public static int run(PrintStream out, PrintStream err, String... arguments) {
    try {
      var command = new WitnessCommand(out, err, arguments);
      if (command.options.has(PRINT_KEY)) {
        out.println(command.cosigner().verifierKey());
      } else if (command.options.has(FORGET)) {
        command.forget();
      } else {
        awaitEnd(command.serve());
      }
      return 0;
    } catch (Unable unable) {
      err.println(unable.getMessage());
      return 2;
    }
  }

  /**
   * Begins to serve and comes back.
   *
   * @param arguments those of a witness that serves
   * @throws Unable where it cannot
   */
  public static WitnessServer start(PrintStream out, PrintStream err, String... arguments) {
    return new WitnessCommand(out, err, arguments).serve();
  }

  private WitnessServer serve() {
    var cosigner = cosigner();
    var logs = new KnownLogs(options.all("--log"), options.optional("--logs").map(Path::of), err);
    var address = address(options.required("--listen"));
    var store = Store.open(Path.of(options.required("--store")), cosigner.verifierKey());
    int known = store.size();
    var server = WitnessServer.start(address, cosigner, logs, store, Clock.systemUTC(), err);
    out.printf(
        "witness %s listens on %s; it has cosigned %d logs before%n",
        cosigner.verifierKey(), server.address(), known);
    return server;
  }

  /** Until SIGTERM or Ctrl-C; then what is under way is answered, and the store given back. */
  private static void awaitEnd(WitnessServer server) {
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forget() {
    String origin = options.required(FORGET);
    var forgotten =
        Store.forget(Path.of(options.required("--store")), origin)
            .orElseThrow(() -> new Unable(FORGET + ": nothing is known of " + origin));
    out.printf(
        "forgotten: %s, size %d, root %s; its next checkpoint will be the first%n",
        origin, forgotten.size(), forgotten.root());
  }

  private Cosigner cosigner() {
    String file = options.required("--key");
    try {
      return new Cosigner(
          options.required("--name"), SecretKey.ofPem(Files.readString(Path.of(file))));
    } catch (IOException e) {
      throw new Unable("--key: %s cannot be read".formatted(file), e);
    } catch (IllegalArgumentException malformed) {
      throw new Unable("--key or --name", malformed);
    }
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon > 0 && port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535) {
      var address = new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
      if (!address.isUnresolved()) {
        return address;
      }
    }
    throw new Unable("--listen: '%s' is not HOST:PORT of this machine".formatted(text));
  }

  /** What may stand beside what was given. */
  private Set<String> accepted() {
    if (options.has(PRINT_KEY)) {
      return PRINTING;
    }
    return options.has(FORGET) ? FORGETTING : SERVING;
  }
}
