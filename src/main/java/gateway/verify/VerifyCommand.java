package gateway.verify;

import gateway.command.Options;
import gateway.command.Unable;
import gateway.tlog.VerifierKey;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The command {@code verify} (contract §11): exit code 0 when all is true, 1 with one line for each
 * fault, 2 when it could not run.
 */
public final class VerifyCommand {

  private static final String USAGE =
      "verify --url URL --tenant TID --token-file FILE --key KEY [--since CHECKPOINT] [--witness"
          + " KEY]... [--save DIR], or verify --dir DIR --key KEY [--since CHECKPOINT] [--witness"
          + " KEY]...";

  private static final String WITNESS = "--witness";

  private static final Set<String> ONLINE =
      Set.of("--url", "--tenant", "--token-file", "--key", "--since", WITNESS, "--save");
  private static final Set<String> OFFLINE = Set.of("--dir", "--key", "--since", WITNESS);

  private final Options options;
  private final PrintStream out;
  private final PrintStream err;
  private final Service.Patience patience;

  private VerifyCommand(
      PrintStream out, PrintStream err, Service.Patience patience, String... arguments) {
    this.out = out;
    this.err = err;
    this.patience = patience;
    this.options = Options.read(USAGE, Set.of(), arguments);
  }

  /**
   * Runs it; gives the exit code.
   *
   * @param arguments what stands behind {@code verify}
   */
  public static int run(PrintStream out, PrintStream err, String... arguments) {
    return run(out, err, Service.Patience.USUAL, arguments);
  }

  static int run(PrintStream out, PrintStream err, Service.Patience patience, String... arguments) {
    try {
      return new VerifyCommand(out, err, patience, arguments).verify();
    } catch (Unable unable) {
      err.println(unable.getMessage());
      return 2;
    }
  }

  private int verify() {
    var dir = options.optional("--dir");
    if (dir.isPresent() && options.has("--url")) {
      throw options.refused("--dir and --url exclude each other");
    }
    var _ = options.only(dir.isPresent() ? OFFLINE : ONLINE, Set.of(WITNESS));
    var key = key("--key", options.required("--key"), VerifierKey.Type.NOTE);
    var since = options.optional("--since").map(VerifyCommand::file);
    var progress = new Progress(err);
    if (dir.isPresent()) {
      return judge(new Folder(Path.of(dir.get())), key, since, progress);
    }
    var save = options.optional("--save");
    if (save.isPresent()) {
      return download(new Folder(empty(Path.of(save.get()))), key, since, progress);
    }
    var temporary = temporary();
    try {
      return download(new Folder(temporary), key, since, progress);
    } finally {
      delete(temporary);
    }
  }

  private int download(Folder folder, VerifierKey key, Optional<byte[]> since, Progress progress) {
    var tokenFile = Path.of(options.required("--token-file"));
    try (var service = new Service(options.required("--url"), tokenFile, patience)) {
      new Download(service, options.required("--tenant"), witnesses(), folder, progress).run();
    }
    return judge(folder, key, since, progress);
  }

  private int judge(Folder folder, VerifierKey key, Optional<byte[]> since, Progress progress) {
    var verified = new Verification(folder, key, witnesses(), new Faults(out), progress).run(since);
    verified.ifPresent(out::println);
    return verified.isPresent() ? 0 : 1;
  }

  private List<VerifierKey> witnesses() {
    return options.all(WITNESS).stream()
        .map(each -> key(WITNESS, each, VerifierKey.Type.COSIGNATURE))
        .toList();
  }

  private static VerifierKey key(String option, String text, VerifierKey.Type type) {
    try {
      var key = VerifierKey.parse(text);
      if (key.type() == type) {
        return key;
      }
    } catch (IllegalArgumentException malformed) {
      throw new Unable(option, malformed);
    }
    throw new Unable(option + ": a log's key is --key, a witness's is " + WITNESS);
  }

  private static byte[] file(String name) {
    try {
      return Files.readAllBytes(Path.of(name));
    } catch (IOException e) {
      throw new Unable("--since: %s cannot be read".formatted(name), e);
    }
  }

  /** What an earlier run saved would be taken for this one's. */
  private static Path empty(Path folder) {
    try {
      var _ = Files.createDirectories(folder);
      try (var files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new Unable("--save: %s is not empty".formatted(folder));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new Unable("--save: %s cannot be made".formatted(folder), e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("verify");
    } catch (IOException e) {
      throw new Unable("No temporary folder can be made", e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
