package gateway.verify;

import gateway.command.Unable;
import gateway.tlog.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What was fetched, each file under the path at which the log serves it. */
record Folder(Path root) {

  /** The checkpoint that everything is judged by. */
  static final String CHECKPOINT = "checkpoint";

  /**
   * The checkpoint that was served before the audits were read: what it covers, they must show;
   * what came later, they may.
   */
  static final String CHECKPOINT_BEFORE = "checkpoint-before";

  /**
   * When the run began, by the clock of who verified; a folder that came from elsewhere may have
   * none.
   */
  static final String BEGAN = "began";

  /** Every entry of the history as served, with its openings. */
  static final String CHANGES = "changes.ndjson";

  /** Every audit as the list has it. */
  static final String AUDITS = "audits.ndjson";

  /** What the addresses of some single audits answered. */
  static final String SINGLES = "singles.ndjson";

  /** The paths of a log's files are kept in memory: some 300 MB for that many entries. */
  private static final long MOST_ENTRIES = 1_000_000_000;

  /** Refuses a size that no folder has, which would be read for ever. */
  static long required(long size) {
    if (size > MOST_ENTRIES) {
      throw new Unable(
          "checkpoint: it is of %d entries, and %d can be read at most"
              .formatted(size, MOST_ENTRIES));
    }
    return size;
  }

  Optional<byte[]> read(TilePath tile) {
    return read(tile.path());
  }

  Optional<byte[]> read(String path) {
    try {
      return Optional.of(Files.readAllBytes(root.resolve(path)));
    } catch (NoSuchFileException notThere) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Unable("%s cannot be read".formatted(root.resolve(path)), e);
    }
  }

  void write(String path, byte[] bytes) {
    try {
      var _ = Files.write(created(path), bytes);
    } catch (IOException e) {
      throw new Unable("%s cannot be written".formatted(root.resolve(path)), e);
    }
  }

  /** Where a file goes; its folder is there. */
  Path created(String path) {
    var file = root.resolve(path);
    try {
      var _ = Files.createDirectories(file.toAbsolutePath().getParent());
      return file;
    } catch (IOException e) {
      throw new Unable("%s cannot be made".formatted(file.getParent()), e);
    }
  }

  Lines lines(String path) {
    return Lines.open(root.resolve(path));
  }
}
