package gateway.tlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A log in a directory, laid out as C2SP tlog-tiles serves it, to read with other programs ({@code
 * bench/log-reader}). It grows in steps, from what is stored.
 *
 * <p>{@link #main} writes one of random entries: the directory and how many.
 */
final class DirectoryLog {

  static final String ORIGIN = "audits.example.org/directory";
  static final LogSigner SIGNER = new LogSigner(ORIGIN, Keys.LOG);

  private final Path directory;
  private final List<byte[]> entries = new ArrayList<>();

  DirectoryLog(Path directory) {
    this.directory = directory;
  }

  /** Grows in some 7 steps; leaves the checkpoint of the third and the proof of its last entry. */
  public static void main(String... arguments) throws IOException {
    var log = new DirectoryLog(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    var random = new Random(1);
    for (int step = 1; step <= 7; step++) {
      log.append(randomEntries(random, (int) ((long) count * step / 7) - log.entries.size()));
      if (step == 3) {
        Files.copy(log.directory.resolve("checkpoint"), log.directory.resolve("checkpoint.old"));
      }
    }
    Files.write(log.directory.resolve("entry.tlog-proof"), log.proof(count / 3).encode());
    Files.writeString(log.directory.resolve("key"), SIGNER.verifierKey() + "\n");
  }

  static List<byte[]> randomEntries(Random random, int count) {
    var made = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++) {
      var text = random.ints(random.nextInt(200), ' ', 0x2fff).toArray();
      made.add(
          CanonicalJson.encode(
              JsonValue.Members.of(
                  Map.of(
                      "v", new JsonValue.Whole(1),
                      "sequence", new JsonValue.Whole(random.nextInt(1 << 20)),
                      "text", new JsonValue.Characters(new String(text, 0, text.length))))));
    }
    return made;
  }

  void append(List<byte[]> added) {
    long from = entries.size();
    entries.addAll(added);
    var tree = GrowingTree.of(from, this::read, this::write);
    added.forEach(tree::append);
    tree.writePartialTiles(this::write);
    for (var bundle : EntryBundle.grown(from, entries.size())) {
      int first = (int) bundle.index() * TilePath.FULL;
      write(bundle, EntryBundle.encode(entries.subList(first, first + bundle.width())));
    }
    write("checkpoint", SIGNER.sign(Checkpoint.of(ORIGIN, tree.size(), tree.root())).encode());
  }

  /** The proof of an entry under the present checkpoint. */
  EntryProof proof(long index) {
    var note = Note.parse(read("checkpoint"));
    long size = Checkpoint.parse(note.text()).size();
    return EntryProof.of(InclusionProof.of(index, size, new TileHashes(size, this::read)), note);
  }

  byte[] read(TilePath path) {
    return read(path.path());
  }

  byte[] read(String path) {
    try {
      return Files.readAllBytes(directory.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(TilePath path, byte[] bytes) {
    write(path.path(), bytes);
  }

  private void write(String path, byte[] bytes) {
    try {
      var file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
