package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofsTest {

  private static final int LARGEST = 600;
  private static final SampleTree TREE = SampleTree.of(LARGEST);
  private static final HashReader HASHES = TREE.hashes();
  private static final Hash STRANGE = SampleTree.leaf(999_999);

  @Test
  void proves_each_leaf_of_each_small_tree() {
    for (int size = 1; size <= 80; size++) {
      for (int index = 0; index < size; index++) {
        var proof = InclusionProof.of(index, size, HASHES);
        assertThat(proof.proves(SampleTree.leaf(index), SampleTree.root(size)))
            .describedAs("%d of %d", index, size)
            .isTrue();
      }
    }
  }

  @Test
  void proves_each_small_tree_to_continue_each_smaller_one() {
    for (int to = 0; to <= 80; to++) {
      for (int from = 0; from <= to; from++) {
        var proof = ConsistencyProof.of(from, to, HASHES);
        assertThat(proof.proves(SampleTree.root(from), SampleTree.root(to)))
            .describedAs("%d to %d", from, to)
            .isTrue();
      }
    }
  }

  @Property(tries = 300)
  void no_changed_inclusion_proof_proves(
      @ForAll @IntRange(min = 1, max = LARGEST) int size,
      @ForAll @IntRange(max = LARGEST) int chosen,
      @ForAll @IntRange(max = 255) int bit) {
    int index = chosen % size;
    var leaf = SampleTree.leaf(index);
    var root = SampleTree.root(size);
    var proof = InclusionProof.of(index, size, HASHES);
    assertThat(proof.proves(leaf, root)).isTrue();

    everyChange(
        proof.hashes(),
        bit,
        changed ->
            assertThat(new InclusionProof(index, size, changed).proves(leaf, root)).isFalse());
    assertThat(proof.proves(STRANGE, root)).isFalse();
    assertThat(proof.proves(leaf, STRANGE)).isFalse();
    assertThat(proof.proves(root, leaf)).isEqualTo(size == 1);
    for (int other = 0; other < size; other++) {
      if (other != index) {
        assertThat(new InclusionProof(other, size, proof.hashes()).proves(leaf, root)).isFalse();
      }
    }
  }

  @Property(tries = 300)
  void no_changed_consistency_proof_proves(
      @ForAll @IntRange(max = LARGEST) int to,
      @ForAll @IntRange(max = LARGEST) int chosen,
      @ForAll @IntRange(max = 255) int bit) {
    int from = chosen % (to + 1);
    var earlier = SampleTree.root(from);
    var later = SampleTree.root(to);
    var proof = ConsistencyProof.of(from, to, HASHES);
    assertThat(proof.proves(earlier, later)).isTrue();

    everyChange(
        proof.hashes(),
        bit,
        changed ->
            assertThat(new ConsistencyProof(from, to, changed).proves(earlier, later)).isFalse());
    assertThat(proof.proves(STRANGE, later)).isFalse();
    assertThat(proof.proves(later, earlier)).isEqualTo(from == to);
    // A tree without leaves says nothing of what grows from it.
    assertThat(proof.proves(earlier, STRANGE)).isEqualTo(from == 0 && to > 0);
    for (int other = 1; other <= to; other++) {
      if (other != from && from > 0) {
        assertThat(new ConsistencyProof(other, to, proof.hashes()).proves(earlier, later))
            .describedAs("%d as %d, to %d", from, other, to)
            .isFalse();
      }
    }
  }

  /** One bit of each hash, each hash left out, doubled, swapped with the next; and more around. */
  private static void everyChange(List<Hash> hashes, int bit, Consumer<List<Hash>> check) {
    for (int i = 0; i < hashes.size(); i++) {
      byte[] flipped = hashes.get(i).bytes();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      change(hashes, i, list -> index -> list.set(index, Hash.of(flipped)), check);
      change(hashes, i, list -> list::remove, check);
      change(hashes, i, list -> index -> list.add(index, list.get(index)), check);
      if (i + 1 < hashes.size()) {
        change(hashes, i, list -> index -> Collections.swap(list, index, index + 1), check);
      }
    }
    change(hashes, 0, list -> index -> list.add(index, STRANGE), check);
    change(hashes, hashes.size(), list -> index -> list.add(index, STRANGE), check);
  }

  private static void change(
      List<Hash> hashes,
      int index,
      Function<List<Hash>, IntConsumer> how,
      Consumer<List<Hash>> check) {
    var changed = new ArrayList<>(hashes);
    how.apply(changed).accept(index);
    check.accept(changed);
  }

  /** Else a tree's root could pass for the root of a smaller tree, which is lower. */
  @Test
  void no_proof_is_longer_than_its_tree_is_high_even_if_its_hashes_lead_to_the_roots() {
    var hasher = new MerkleHasher();
    for (int size = 1; size <= 20; size++) {
      for (int index = 0; index < size; index++) {
        var longer = new ArrayList<>(InclusionProof.of(index, size, HASHES).hashes());
        longer.add(STRANGE);
        var root = hasher.node(STRANGE, SampleTree.root(size));
        assertThat(new InclusionProof(index, size, longer).proves(SampleTree.leaf(index), root))
            .isFalse();
      }
      for (int from = 1; from < size; from++) {
        var longer = new ArrayList<>(ConsistencyProof.of(from, size, HASHES).hashes());
        longer.add(STRANGE);
        var earlier = hasher.node(STRANGE, SampleTree.root(from));
        var later = hasher.node(STRANGE, SampleTree.root(size));
        assertThat(new ConsistencyProof(from, size, longer).proves(earlier, later)).isFalse();
      }
    }
  }

  @Test
  void a_proof_from_or_to_the_tree_without_leaves_is_empty_and_of_its_root() {
    assertThat(ConsistencyProof.of(0, 0, HASHES).hashes()).isEmpty();
    assertThat(ConsistencyProof.of(0, 5, HASHES).hashes()).isEmpty();
    assertThat(ConsistencyProof.of(5, 5, HASHES).hashes()).isEmpty();

    var nothing = new ConsistencyProof(0, 0, List.of());
    assertThat(nothing.proves(Hash.OF_EMPTY_TREE, Hash.OF_EMPTY_TREE)).isTrue();
    assertThat(nothing.proves(STRANGE, STRANGE)).isFalse();
    assertThat(nothing.proves(Hash.OF_EMPTY_TREE, STRANGE)).isFalse();
    assertThat(new ConsistencyProof(0, 5, List.of()).proves(STRANGE, STRANGE)).isFalse();
    assertThat(new ConsistencyProof(3, 5, List.of()).proves(STRANGE, STRANGE)).isFalse();
    assertThat(new ConsistencyProof(4, 5, List.of()).proves(STRANGE, STRANGE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "-1, 1", "5, 4"})
  void there_is_no_proof_of_a_leaf_outside_of_the_tree(long index, long size) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> new InclusionProof(index, size, List.of()));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> InclusionProof.of(index, size, HASHES).size());
  }

  @Test
  void there_is_no_proof_of_a_tree_that_shrank_or_of_more_hashes_than_a_tree_is_high() {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> new ConsistencyProof(2, 1, List.of()));
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> new ConsistencyProof(-1, 1, List.of()));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ConsistencyProof.of(2, 1, HASHES).from());
    var long64 = Collections.nCopies(64, STRANGE);
    var long65 = Collections.nCopies(65, STRANGE);
    assertThat(new ConsistencyProof(1, 2, long64).proves(STRANGE, STRANGE)).isFalse();
    assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new ConsistencyProof(1, 2, long65));
    assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new InclusionProof(1, 2, long64));
    assertThat(new InclusionProof(1, 2, long64.subList(1, 64)).proves(STRANGE, STRANGE)).isFalse();
  }

  @Test
  void the_longest_proofs_are_as_long_as_may_be() {
    HashReader same = (_, _) -> STRANGE;
    var inclusion = InclusionProof.of(0, Long.MAX_VALUE, same);
    var consistency = ConsistencyProof.of(3, Long.MAX_VALUE, same);

    assertThat(inclusion.hashes()).hasSize(63);
    assertThat(inclusion.proves(STRANGE, same.root(Long.MAX_VALUE))).isFalse();
    assertThat(consistency.hashes()).hasSize(64);
  }
}
