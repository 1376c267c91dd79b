package gateway.history.log;

import gateway.security.UnusableSetting;
import gateway.tlog.Note;
import gateway.tlog.Unverified;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Checkpoints that an operator keeps beside the database: a folder of signed notes, one a file, as
 * {@code /log/{tenantId}/checkpoint} serves them.
 */
@Singleton
final class SeenFiles {

  private static final Logger LOG = Logger.getLogger(SeenFiles.class);
  private static final String SETTING = "GATEWAY_LOG_SEEN_CHECKPOINTS";

  /** Each is verified at every reading, some 0.2 ms: two seconds of a busy pod's start. */
  private static final int MOST = 10_000;

  /** A file that is added counts soon, and the folder costs next to nothing. */
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final LogSettings settings;
  private final LogSigning signing;
  private final Clock clock;
  private volatile Map<UUID, List<Sighting>> checkpoints = Map.of();
  private volatile long nextReading = Long.MAX_VALUE;

  SeenFiles(LogSettings settings, LogSigning signing, Clock clock) {
    this.settings = settings;
    this.signing = signing;
    this.clock = clock;
  }

  /**
   * Reads them for the first time.
   *
   * @throws UnusableSetting when one is no checkpoint of ours
   */
  void ready() {
    if (settings.seenCheckpoints().isEmpty()) {
      return;
    }
    if (!signing.signs()) {
      throw new UnusableSetting(
          SETTING,
          "it says what must not be contradicted, and there is no key that signs anything");
    }
    read(settings.seenCheckpoints().get());
  }

  /** Whether it is time to read them again. */
  boolean areDue() {
    return clock.millis() >= nextReading;
  }

  /** Reads them again; what is wrong is said, and what was read before still counts. */
  void readAgain() {
    settings
        .seenCheckpoints()
        .ifPresent(folder -> {
          try {
            read(folder);
          } catch (UnusableSetting wrong) {
            LOG.errorf("%s; what was read before still counts", wrong.getMessage());
          }
        });
  }

  List<Sighting> of(UUID tenant) {
    return checkpoints.getOrDefault(tenant, List.of());
  }

  private void read(String folder) {
    nextReading = clock.millis() + INTERVAL.toMillis();
    var read = new HashMap<UUID, List<Sighting>>();
    for (Path file : files(folder)) {
      try {
        var checkpoint = signing.opened(Note.parse(bytes(file)));
        if (checkpoint.size() > 0) {
          read.computeIfAbsent(signing.tenant(checkpoint.origin()), _ -> new ArrayList<>())
              .add(Sighting.of(checkpoint));
        }
      } catch (IllegalArgumentException | Unverified wrong) {
        throw new UnusableSetting(
            SETTING, "%s is not a checkpoint of ours: %s".formatted(file, wrong.getMessage()));
      } catch (IOException unreadable) {
        throw new UnusableSetting(SETTING, "%s cannot be read".formatted(file));
      }
    }
    checkpoints = Map.copyOf(read);
  }

  /**
   * No folders, of which a volume may have one ({@code lost+found}), and no names that begin with a
   * dot: Kubernetes mounts with such.
   */
  private static List<Path> files(String folder) {
    try (var all = Files.list(Path.of(folder))) {
      var files =
          all.filter(file -> !file.getFileName().toString().startsWith("."))
              .filter(Files::isRegularFile)
              .limit(MOST + 1L)
              .sorted()
              .toList();
      if (files.size() > MOST) {
        throw new UnusableSetting(
            SETTING,
            "%s has more than %d files; keep the newest of each log".formatted(folder, MOST));
      }
      return files;
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      throw new UnusableSetting(SETTING, "the folder '%s' cannot be read".formatted(folder));
    }
  }

  /** Not more than a note may have: a wrong file may be of any size. */
  private static byte[] bytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(Note.MAX_BYTES + 1);
    }
  }
}
