package gateway.witness;

import gateway.command.Unable;
import gateway.tlog.VerifierKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The logs that are witnessed, by their verifier keys: those of the command line, and those of a
 * file, a line each, which is read again when it has changed.
 */
final class KnownLogs {

  /** What tells a file that has changed. */
  private record Edition(Object key, Object modified, long size) {}

  private final List<VerifierKey> fixed;
  private final Optional<Path> file;
  private final PrintStream err;
  private Optional<Edition> read = Optional.empty();
  private boolean failing;
  private Map<String, List<VerifierKey>> keys;

  /**
   * @throws Unable where a line is no key of a log, or there is no log at all
   */
  KnownLogs(List<String> lines, Optional<Path> file, PrintStream err) {
    this.fixed = lines.stream().map(line -> key("--log", line)).toList();
    this.file = file;
    this.err = err;
    if (fixed.isEmpty() && file.isEmpty()) {
      throw new Unable("--log or --logs is missing: the key line of each log to witness");
    }
    this.keys = byOrigin(Stream.empty());
    file.ifPresent(path -> {
      read = Optional.of(edition(path));
      keys = byOrigin(lines(path));
    });
  }

  /** The keys of each log as they are now; a file that has become unreadable changes nothing. */
  synchronized Map<String, List<VerifierKey>> keys() {
    file.ifPresent(this::readAgain);
    return keys;
  }

  private void readAgain(Path path) {
    try {
      var now = Optional.of(edition(path));
      if (!now.equals(read)) {
        keys = byOrigin(lines(path));
        read = now;
        failing = false;
        err.printf("--logs: %s was read again: %d logs%n", path, keys.size());
      }
    } catch (Unable unable) {
      // One line for all requests: anyone may send them.
      if (!failing) {
        err.println(unable.getMessage() + "; what was known stays known");
      }
      failing = true;
      read = Optional.empty();
    }
  }

  private Map<String, List<VerifierKey>> byOrigin(Stream<VerifierKey> more) {
    return Stream.concat(fixed.stream(), more)
        .distinct()
        .collect(Collectors.groupingBy(VerifierKey::name));
  }

  private static Stream<VerifierKey> lines(Path path) {
    try {
      Collection<String> lines = Files.readAllLines(path);
      return lines.stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> key("--logs: " + path, line))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new Unable("--logs: %s cannot be read".formatted(path), e);
    }
  }

  private static Edition edition(Path path) {
    try {
      var attributes =
          Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class);
      return new Edition(
          String.valueOf(attributes.fileKey()), attributes.lastModifiedTime(), attributes.size());
    } catch (IOException e) {
      throw new Unable("--logs: %s cannot be read".formatted(path), e);
    }
  }

  private static VerifierKey key(String place, String line) {
    try {
      var key = VerifierKey.parse(line);
      if (key.type() == VerifierKey.Type.NOTE) {
        return key;
      }
    } catch (IllegalArgumentException malformed) {
      throw new Unable(place, malformed);
    }
    throw new Unable("%s: %s is a witness's key, not a log's".formatted(place, line));
  }
}
