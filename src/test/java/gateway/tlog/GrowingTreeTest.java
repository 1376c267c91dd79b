package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingTreeTest {

  private static final int LARGEST = 70_000;

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  })
  void has_the_roots_of_certificate_transparencys_own_tree(int size, String root) {
    var tree = GrowingTree.empty((_, _) -> {});
    SampleTree.CT_ENTRIES.stream()
        .limit(size)
        .forEach(entry -> tree.append(HexFormat.of().parseHex(entry)));

    assertThat(tree.root().bytes()).asHexString().isEqualToIgnoringCase(root);
  }

  @Test
  void has_after_each_leaf_the_root_of_the_definition() {
    var tree = GrowingTree.empty((_, _) -> {});
    for (int size = 0; size < 1_100; size++) {
      assertThat(tree.size()).isEqualTo(size);
      assertThat(tree.root()).isEqualTo(SampleTree.root(size));
      tree.append(SampleTree.entry(size));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 511, 512, 4_711, 65_535, 65_536, 65_537, LARGEST})
  void has_the_tiles_of_the_definition_and_no_others(int size) {
    var tree = SampleTree.of(size);

    var expected = Tile.grown(0, size);
    assertThat(tree.tiles().keySet())
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(Tile::path).toList());
    assertThat(expected)
        .allSatisfy(tile ->
            assertThat(tree.read(tile))
                .describedAs(tile.path())
                .isEqualTo(SampleTree.tileAsDefined(tile)));
    assertThat(tree.hashes().root(size)).isEqualTo(SampleTree.root(size));
  }

  @Test
  void has_the_tiles_that_the_specification_counts() {
    assertThat(Tile.grown(0, LARGEST)).filteredOn(TilePath::isFull).hasSize(273 + 1);
    assertThat(Tile.edge(LARGEST))
        .containsExactly(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1));
    assertThat(Tile.grown(0, 256)).containsExactly(new Tile(0, 0, 256), new Tile(1, 0, 1));
    assertThat(Tile.edge(0)).isEmpty();
  }

  @Property(tries = 60)
  void goes_on_from_the_tiles_of_its_edge(
      @ForAll @IntRange(max = 3_000) int from, @ForAll @IntRange(max = 1_500) int more) {
    var before = SampleTree.of(from);
    Map<String, byte[]> written = new HashMap<>();
    List<Tile> order = new ArrayList<>();
    TileSink sink =
        (tile, hashes) -> {
          order.add(tile);
          written.put(tile.path(), hashes);
        };

    var tree = GrowingTree.of(from, before::read, sink);
    for (int i = from; i < from + more; i++) {
      tree.append(SampleTree.leaf(i));
    }
    tree.writePartialTiles((tile, hashes) -> {
      if (!before.tiles().containsKey(tile.path())) {
        sink.write(tile, hashes);
      }
    });

    assertThat(tree.root()).isEqualTo(SampleTree.root(from + more));
    assertThat(order).containsExactlyInAnyOrderElementsOf(Tile.grown(from, from + more));
    assertThat(order)
        .allSatisfy(
            tile -> assertThat(written.get(tile.path())).isEqualTo(SampleTree.tileAsDefined(tile)));
  }

  @Property(tries = 60)
  void gives_the_root_of_every_earlier_size_from_its_tiles(
      @ForAll @IntRange(max = 1_500) int size, @ForAll @IntRange(max = 1_500) int other) {
    int earlier = Math.min(size, other);

    assertThat(SampleTree.of(Math.max(size, other)).hashes().root(earlier))
        .isEqualTo(SampleTree.root(earlier));
  }

  @Property(tries = 60)
  void says_which_tiles_a_computation_will_read(@ForAll @IntRange(min = 1, max = 3_000) int size) {
    List<Tile> read = new ArrayList<>();
    var tree = SampleTree.of(size);
    var hashes =
        new TileHashes(
            size,
            tile -> {
              read.add(tile);
              return tree.read(tile);
            });

    assertThat(InclusionProof.of(size / 3, size, hashes).size()).isEqualTo(size);

    var needed =
        TileHashes.needed(size, h -> assertThat(InclusionProof.of(size / 3, size, h)).isNotNull());
    assertThat(needed).containsExactlyElementsOf(read).doesNotHaveDuplicates();
  }

  @Test
  void refuses_a_tile_of_another_length() {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> GrowingTree.of(3, _ -> new byte[64], (_, _) -> {}).size())
        .withMessage("tile/0/000.p/3 has 96 bytes, not 64");
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> new TileHashes(3, _ -> new byte[97]).read(0, 0));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 1", "2, 0", "-1, 0", "0, -1", "63, 0"})
  void refuses_to_read_what_the_tree_has_not(int level, long index) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SampleTree.of(3).hashes().read(level, index));
  }

  @Test
  void counts_the_tiles_of_the_largest_tree() {
    assertThat(Tile.edge(Long.MAX_VALUE)).hasSize(8).last().isEqualTo(new Tile(7, 0, 127));
    var needed =
        TileHashes.needed(
            Long.MAX_VALUE,
            hashes ->
                assertThat(InclusionProof.of(1L << 62, Long.MAX_VALUE, hashes).hashes())
                    .hasSize(62 + 1));
    assertThat(needed).hasSizeBetween(8, 24);
  }
}
