package gateway.witness;

import gateway.command.Unable;
import gateway.tlog.Checkpoint;
import gateway.tlog.Note;
import gateway.tlog.Sha256;
import gateway.tlog.Unverified;
import gateway.tlog.VerifierKey;
import gateway.tlog.Witness;
import gateway.tlog.Witness.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the witness cosigned last of each log: a folder with a file for each, the checkpoint with
 * the witness's own cosignature, so that a file that is torn, changed or another witness's is told
 * from one of its own. A witness that forgot would let a log begin anew: whatever cannot be read
 * stops it.
 */
final class Store implements Witness.Memory, AutoCloseable {

  private static final String LOCK = "lock";
  private static final String NOTE = ".note";
  private static final String UNFINISHED = ".new";

  private final Path folder;
  private final FileChannel lock;
  private final Map<String, Checkpoint> last = new ConcurrentHashMap<>();

  /** One decision at a time on a log; only logs that are witnessed have one of these. */
  private final Map<String, Object> turns = new ConcurrentHashMap<>();

  private Store(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes a folder that is there for this process alone, and reads all that is in it.
   *
   * @param key the witness's own
   * @throws Unable where it is not there, another process has it, or a file is not whole
   */
  static Store open(Path folder, VerifierKey key) {
    var store = new Store(folder, locked(folder));
    try {
      store.read(key);
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Forgets a log, whose next checkpoint then is its first.
   *
   * @return what was forgotten; empty when there was nothing
   */
  static Optional<Checkpoint> forget(Path folder, String origin) {
    try (var store = new Store(folder, locked(folder))) {
      var file = store.file(origin);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      var forgotten = Checkpoint.parse(Note.parse(Files.readAllBytes(file)).text());
      Files.delete(file);
      store.force();
      return Optional.of(forgotten);
    } catch (IOException | IllegalArgumentException e) {
      throw new Unable("--store: what it has of %s cannot be forgotten".formatted(origin), e);
    }
  }

  /** How many logs it knows a checkpoint of. */
  int size() {
    return last.size();
  }

  @Override
  public Answer as(String origin, Function<Optional<Checkpoint>, Answer> decision) {
    synchronized (turns.computeIfAbsent(origin, _ -> new Object())) {
      var answer = decision.apply(Optional.ofNullable(last.get(origin)));
      if (answer instanceof Answer.Cosigned cosigned) {
        write(origin, cosigned.note());
        last.put(origin, cosigned.store());
      }
      return answer;
    }
  }

  /** On the disk when it returns: the file's bytes first, then its name, then the folder. */
  private void write(String origin, Note note) {
    var file = file(origin);
    var unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try {
      try (var channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(note.encode());
        while (bytes.hasRemaining()) {
          int _ = channel.write(bytes);
        }
        channel.force(true);
      }
      var _ = Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      force();
    } catch (IOException e) {
      throw new Unable("--store: %s cannot be written".formatted(file), e);
    }
  }

  private void force() throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void read(VerifierKey key) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + NOTE)) {
      for (var file : files) {
        var checkpoint = read(file, key);
        last.put(checkpoint.origin(), checkpoint);
      }
    } catch (IOException e) {
      throw new Unable("--store: %s cannot be read".formatted(folder), e);
    }
  }

  private Checkpoint read(Path file, VerifierKey key) throws IOException {
    try {
      var note = Note.parse(Files.readAllBytes(file));
      var _ = note.verify(java.util.List.of(key));
      var checkpoint = Checkpoint.parse(note.text());
      if (file.equals(file(checkpoint.origin()))) {
        return checkpoint;
      }
    } catch (IllegalArgumentException | Unverified e) {
      throw new Unable("--store: %s is not what this witness wrote".formatted(file), e);
    }
    throw new Unable("--store: %s is another log's file".formatted(file));
  }

  private Path file(String origin) {
    byte[] name = Sha256.digest().digest(origin.getBytes(StandardCharsets.UTF_8));
    return folder.resolve(HexFormat.of().formatHex(name) + NOTE);
  }

  private static FileChannel locked(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Unable(
          "--store: %s is no folder; make it once, empty, for a witness that is new"
              .formatted(folder));
    }
    try {
      var channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isOurs(channel)) {
        return channel;
      }
      channel.close();
    } catch (IOException e) {
      throw new Unable("--store: %s cannot be used".formatted(folder), e);
    }
    throw new Unable("--store: a witness is running on %s; end it first".formatted(folder));
  }

  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException withinThisProcess) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new Unable("--store: the lock of %s cannot be given back".formatted(folder), e);
    }
  }
}
