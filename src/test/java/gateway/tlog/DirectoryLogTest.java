package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log writes, a reader who has nothing but its key believes. */
class DirectoryLogTest {

  private static final List<VerifierKey> KEYS = List.of(DirectoryLog.SIGNER.verifierKey());

  @TempDir Path directory;

  @Test
  void a_log_that_grew_in_steps_is_believed_from_its_files_alone() {
    var log = new DirectoryLog(directory);
    var random = new Random(7);
    List<byte[]> written = new ArrayList<>();
    Checkpoint before = Checkpoint.of(DirectoryLog.ORIGIN, 0, Hash.OF_EMPTY_TREE);

    for (int step : new int[] {0, 1, 0, 254, 1, 1, 700, 256, 1_100}) {
      var added = DirectoryLog.randomEntries(random, step);
      written.addAll(added);
      log.append(added);
      before = believed(log, written, before);
    }
    assertThat(before.size()).isEqualTo(2_313);
  }

  private static Checkpoint believed(DirectoryLog log, List<byte[]> written, Checkpoint before) {
    var note = Note.parse(log.read("checkpoint"));
    var checkpoint = Checkpoint.open(note, DirectoryLog.ORIGIN, KEYS);
    long size = checkpoint.size();
    List<byte[]> read = new ArrayList<>();
    List<Tile> tiles = new ArrayList<>();
    TileSink same =
        (tile, hashes) -> {
          assertThat(log.read(tile)).describedAs(tile.path()).isEqualTo(hashes);
          tiles.add(tile);
        };

    var tree = GrowingTree.empty(same);
    for (var bundle : EntryBundle.grown(0, size)) {
      for (var entry : bundle.decode(log.read(bundle))) {
        assertThat(CanonicalJson.decode(entry)).isNotNull();
        tree.append(entry);
        read.add(entry);
      }
    }
    tree.writePartialTiles(same);

    assertThat(tree.root()).isEqualTo(checkpoint.root());
    assertThat(tiles).containsExactlyInAnyOrderElementsOf(Tile.grown(0, size));
    assertThat(read).usingElementComparator(Arrays::compare).containsExactlyElementsOf(written);
    var hashes = new TileHashes(size, log::read);
    assertThat(
            ConsistencyProof.of(before.size(), size, hashes)
                .proves(before.root(), checkpoint.root()))
        .isTrue();
    for (long index = 0; index < size; index += 97) {
      var leaf = new MerkleHasher().leaf(written.get((int) index));
      assertThat(log.proof(index).verify(leaf, DirectoryLog.ORIGIN, KEYS)).isEqualTo(checkpoint);
    }
    return checkpoint;
  }
}
