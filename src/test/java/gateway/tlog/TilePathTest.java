package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

  @ParameterizedTest
  @CsvSource({
    "tile/0/000, 0, 0, 256",
    "tile/0/999, 0, 999, 256",
    "tile/1/x001/000, 1, 1000, 256",
    "tile/0/x001/x234/067, 0, 1234067, 256",
    "tile/0/x001/x234/067.p/1, 0, 1234067, 1",
    "tile/2/000.p/255, 2, 0, 255",
    "tile/7/000.p/127, 7, 0, 127",
    "tile/6/127.p/255, 6, 127, 255",
    "tile/0/x036/x028/x797/x018/x963/967.p/255, 0, 36028797018963967, 255",
  })
  void a_tile_has_one_path(String path, int level, long index, int width) {
    var tile = new Tile(level, index, width);

    assertThat(tile.path()).isEqualTo(path);
    assertThat(TilePath.parse(path)).contains(tile);
  }

  @ParameterizedTest
  @CsvSource({
    "tile/entries/000, 0, 256",
    "tile/entries/x001/x234/067, 1234067, 256",
    "tile/entries/273.p/112, 273, 112"
  })
  void a_bundle_has_one_path(String path, long index, int width) {
    var bundle = new EntryBundle(index, width);

    assertThat(bundle.path()).isEqualTo(path);
    assertThat(TilePath.parse(path)).contains(bundle);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/000 ",
        " tile/0/000",
        "tile/0/000\n",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/1000",
        "tile/0/x000/001",
        "tile/0/x000/x000/001",
        "tile/0/001/001",
        "tile/0/x001",
        "tile/0/x001/x000",
        "tile/0/x01/000",
        "tile/0/X001/000",
        "tile/0/x001//000",
        "tile/0/-01",
        "tile/0/+01",
        "tile/00/000",
        "tile/01/000",
        "tile/-1/000",
        "tile/64/000",
        "tile/100/000",
        "tile/a/000",
        "tile/8/000",
        "tile/63/000",
        "tile/7/000",
        "tile/7/000.p/128",
        "tile/7/001.p/1",
        "tile/6/x001/000",
        "tile/6/127",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/1000",
        "tile/0/000.p/-1",
        "tile/0/000.p/1/",
        "tile/0/000.P/1",
        "tile/0/000p/1",
        "tile/0/000/p/1",
        "tile/0/x001.p/1/000",
        "tile/entries",
        "tile/entries/",
        "tile/entries/0/000",
        "tile/Entries/000",
        "tile/data/000",
        "tile/8/0/000",
        "tile//000",
        "tile/0/\u0660\u0660\u0660",
        "tile/0/../000",
        "tile/0/%30%30%30",
        "checkpoint",
        "tile/0/x036/x028/x797/x018/x963/967",
        "tile/0/x036/x028/x797/x018/x963/968",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/x001/x000/x000/x000/x000/x000/000",
        "tile/0/x009/x223/x372/x036/x854/x775/808"
      })
  void no_other_text_is_a_path(String path) {
    assertThat(TilePath.parse(path)).isEmpty();
  }

  @Property
  void every_path_reads_back(
      @ForAll @IntRange(max = 3) int level,
      @ForAll @LongRange(max = 1L << 30) long index,
      @ForAll @IntRange(min = 1, max = 256) int width) {
    var tile = new Tile(level, index, width);
    var bundle = new EntryBundle(index, width);

    assertThat(TilePath.parse(tile.path())).contains(tile);
    assertThat(TilePath.parse(bundle.path())).contains(bundle);
  }

  @Property(tries = 3_000)
  void what_can_be_read_is_written_the_same(@ForAll("nearPaths") String path) {
    TilePath.parse(path).ifPresent(read -> assertThat(read.path()).isEqualTo(path));
  }

  @Provide
  Arbitrary<String> nearPaths() {
    var piece =
        Arbitraries.of(
            "tile/",
            "entries/",
            "0/",
            "1/",
            "7/",
            "x001/",
            "x000/",
            "000",
            "067",
            ".p/",
            "1",
            "0",
            "255",
            "256",
            "/",
            "x");
    return piece.list().ofMinSize(1).ofMaxSize(7).map(pieces -> String.join("", pieces));
  }

  @Property(tries = 200)
  void entries_read_back_from_a_bundle(
      @ForAll @Size(min = 1, max = 256) List<@Size(max = 40) byte[]> entries) {
    var bundle = new EntryBundle(3, entries.size());

    assertThat(bundle.decode(EntryBundle.encode(entries)))
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(entries);
  }

  @Test
  void an_entry_has_its_length_before_it() {
    assertThat(EntryBundle.encode(List.of(new byte[] {7}, new byte[0], new byte[258])))
        .hasSize(3 + 2 + 260)
        .startsWith(0, 1, 7, 0, 0, 1, 2, 0);
  }

  @Test
  void an_entry_may_have_65_535_bytes_and_not_one_more() {
    var longest = new byte[65_535];

    assertThat(new EntryBundle(0, 1).decode(EntryBundle.encode(List.of(longest))))
        .containsExactly(longest);
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
        .withMessage("an entry of 65536 bytes, of 65535 at most");
  }

  @Test
  void refuses_a_bundle_of_another_number_of_entries_or_that_breaks_off() {
    var bytes =
        EntryBundle.encode(Collections.nCopies(3, "abc".getBytes(StandardCharsets.US_ASCII)));

    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> new EntryBundle(0, 4).decode(bytes))
        .withMessage("tile/entries/000.p/4: has 3 entries, not 4");
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> new EntryBundle(0, 2).decode(bytes))
        .withMessage("tile/entries/000.p/2: 5 bytes behind its 2 entries");
    for (int length : new int[] {1, 4, 6, 9, 11, 14}) {
      assertThatExceptionOfType(Malformed.class)
          .isThrownBy(() -> new EntryBundle(0, 3).decode(Arrays.copyOf(bytes, length)));
    }
  }
}
