package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What Go's golang.org/x/mod/sumdb (packages tlog and note, v0.43.0) computes of the same entries
 * and the same key; many hashes as the SHA-256 of them all in a row.
 */
class OtherImplementationTest {

  private static final HashReader TREE = SampleTree.of(1_000).hashes();
  private static final int LARGEST_PROVED = 200;

  @Test
  void has_the_same_root_at_each_size() {
    var roots = Sha256.digest();
    for (int size = 0; size <= 1_000; size++) {
      TREE.root(size).update(roots);
    }

    assertThat(HexFormat.of().formatHex(roots.digest()))
        .isEqualTo("ef17ddc731a571c00cbc198726d12e9e55c3e52ace90e30b17564142bf219bcb");
  }

  @Test
  void has_the_same_inclusion_proofs() {
    var proofs = Sha256.digest();
    for (int size = 1; size <= LARGEST_PROVED; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof.of(index, size, TREE).hashes().forEach(hash -> hash.update(proofs));
      }
    }

    assertThat(HexFormat.of().formatHex(proofs.digest()))
        .isEqualTo("64e6e04389267fe11f4eff0986bd1734aca0a2f8097f3774819caf79d69f86f7");
  }

  @Test
  void has_the_same_consistency_proofs() {
    var proofs = Sha256.digest();
    for (int to = 1; to <= LARGEST_PROVED; to++) {
      for (int from = 1; from <= to; from++) {
        ConsistencyProof.of(from, to, TREE).hashes().forEach(hash -> hash.update(proofs));
      }
    }

    assertThat(HexFormat.of().formatHex(proofs.digest()))
        .isEqualTo("7a1d31b7954041cc8520f79f23418256c921a3231474e56f140c9aafd0d6bf9b");
  }

  @Test
  void writes_the_same_verifier_key_and_note() {
    var text = "A text.\n\nWith an empty line.\n";
    var signer = new LogSigner("log.example", Keys.LOG);
    var note =
        text
            + "\n\u2014 log.example M2SVXWtJKKz2sWZSndV90WzLU+vSRJFR6fMsOZMXyC3yg8ns80mLL6yGJpqskatAxDxA"
            + "XXnjFGhm+K7Se4h5k3i+4Qk=\n";

    assertThat(signer.verifierKey())
        .hasToString("log.example+3364955d+AUy1q/atefv1q7zK/MJp2FzSZR7UuIW1hp8kGu3wpbop");
    assertThat(Note.of(text, signer.sign(text))).hasToString(note);
    assertThat(Note.parse(Text.encode(note)).verify(List.of(signer.verifierKey()))).hasSize(1);
  }
}
