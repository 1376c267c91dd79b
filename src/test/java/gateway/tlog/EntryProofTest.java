package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EntryProofTest {

  private static final String ORIGIN = "audits.example.org/t";
  private static final LogSigner LOG = new LogSigner(ORIGIN, Keys.LOG);
  private static final List<VerifierKey> KEYS = List.of(LOG.verifierKey());
  private static final int SIZE = 11;
  private static final Note NOTE = LOG.sign(Checkpoint.of(ORIGIN, SIZE, SampleTree.root(SIZE)));
  private static final EntryProof PROOF = proof(5, SIZE);

  private static EntryProof proof(int index, int size) {
    return EntryProof.of(
        InclusionProof.of(index, size, SampleTree.of(size).hashes()),
        LOG.sign(Checkpoint.of(ORIGIN, size, SampleTree.root(size))));
  }

  @Test
  void is_a_text_that_ends_in_the_checkpoint_as_it_is() {
    var lines = new String(PROOF.encode(), StandardCharsets.UTF_8).split("\n", -1);

    assertThat(lines)
        .startsWith("c2sp.org/tlog-proof@v1", "index 5", SampleTree.leaf(4).toString());
    assertThat(lines[2 + 4]).isEmpty();
    assertThat(String.join("\n", lines)).endsWith("=\n\n" + NOTE);
  }

  @Property(tries = 60)
  void reads_back_and_verifies(
      @ForAll @IntRange(min = 1, max = 600) int size, @ForAll @IntRange(max = 600) int chosen) {
    int index = chosen % size;
    var proof = EntryProof.parse(proof(index, size).encode());

    assertThat(proof).isEqualTo(proof(index, size));
    assertThat(proof.verify(SampleTree.leaf(index), ORIGIN, KEYS).size()).isEqualTo(size);
    assertThatExceptionOfType(Unverified.class)
        .isThrownBy(() -> proof.verify(SampleTree.leaf(index + 1), ORIGIN, KEYS))
        .withMessage("entry %d is not in the tree of %d leaves".formatted(index, size));
  }

  @Test
  void carries_what_an_application_adds() {
    var proof = new EntryProof(Optional.of("AAEC"), 5, PROOF.hashes(), NOTE);

    assertThat(new String(proof.encode(), StandardCharsets.UTF_8))
        .startsWith("c2sp.org/tlog-proof@v1\nextra AAEC\nindex 5\n");
    assertThat(EntryProof.parse(proof.encode())).isEqualTo(proof);
  }

  @Test
  void reads_back_with_the_largest_note_and_the_most_that_is_added() {
    var extra = "A".repeat(EntryProof.MAX_EXTRA);
    var proof = new EntryProof(Optional.of(extra), 5, PROOF.hashes(), largest(SIZE));

    assertThat(EntryProof.parse(proof.encode())).isEqualTo(proof);
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(
            () -> new EntryProof(Optional.of(extra + "AAAA"), 5, PROOF.hashes(), largest(SIZE)))
        .withMessage("proof, extra: more than 65536 characters");
  }

  /** A checkpoint with an extension line, so long that its note is as large as any that is read. */
  static Note largest(int size) {
    var root = SampleTree.root(size);
    int rest = LOG.sign(new Checkpoint(ORIGIN, size, root, List.of("a"))).encode().length - 1;
    var note =
        LOG.sign(new Checkpoint(ORIGIN, size, root, List.of("a".repeat(Note.MAX_BYTES - rest))));
    assertThat(note.encode()).hasSize(Note.MAX_BYTES);
    return note;
  }

  @Test
  void is_not_believed_for_another_log_key_or_index() {
    var leaf = SampleTree.leaf(5);
    assertThatExceptionOfType(Unverified.class)
        .isThrownBy(() -> PROOF.verify(leaf, "another.example", KEYS));
    assertThatExceptionOfType(Unverified.class)
        .isThrownBy(() ->
            PROOF.verify(leaf, ORIGIN, List.of(new LogSigner(ORIGIN, Keys.OTHER).verifierKey())));
    assertThatExceptionOfType(Unverified.class)
        .isThrownBy(() ->
            new EntryProof(Optional.empty(), 4, PROOF.hashes(), NOTE).verify(leaf, ORIGIN, KEYS));
  }

  @Test
  void refuses_every_other_form() {
    var text = new String(PROOF.encode(), StandardCharsets.UTF_8);
    var hash = SampleTree.leaf(4).toString();
    for (var changed :
        new String[] {
          "",
          "\n\n",
          "c2sp.org/tlog-proof@v1\n",
          text.replace("proof@v1", "proof@v2"),
          text.replace("index 5\n", ""),
          text.replace("index 5", "index 05"),
          text.replace("index 5", "index -5"),
          text.replace("index 5", "index  5"),
          text.replace("index 5", "index 11"),
          text.replace("index 5", "Index 5"),
          text.replace("index 5", "index 5\nextra AAEC"),
          text.replace("index 5", "extra AAEC\nextra AAEC\nindex 5"),
          text.replace("index 5", "extra \nindex 5"),
          text.replace("index 5", "extra AAE\nindex 5"),
          text.replace("index 5", "extra\nindex 5"),
          text.replace(hash, hash.substring(1)),
          text.replace(hash, hash + " "),
          text.replace(hash + "\n", "\n"),
          text.replace("\n\n" + ORIGIN, "\n" + ORIGIN),
          text.replace("\n\n" + ORIGIN, "\n\n\n" + ORIGIN),
          text.replace("\n11\n", "\n5\n"),
          text.replace("\n11\n", "\n011\n"),
          text.replace("\n", "\r\n"),
          text + "\n",
          text.substring(0, text.length() - 1),
          text.replace(hash + "\n", (hash + "\n").repeat(61)),
        }) {
      assertThatExceptionOfType(Malformed.class)
          .describedAs(changed)
          .isThrownBy(() -> EntryProof.parse(changed.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void is_made_of_a_proof_and_a_checkpoint_of_one_size() {
    var proof = InclusionProof.of(5, 10, SampleTree.of(10).hashes());

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> EntryProof.of(proof, NOTE));
  }
}
