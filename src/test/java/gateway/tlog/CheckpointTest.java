package gateway.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  private static final String ORIGIN = "audits.example.org/t";
  private static final String ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  private static final LogSigner LOG = new LogSigner(ORIGIN, Keys.LOG);
  private static final Cosigner WITNESS = new Cosigner("witness.example", Keys.WITNESS);
  private static final Checkpoint CHECKPOINT = Checkpoint.of(ORIGIN, 0, Hash.OF_EMPTY_TREE);

  @Test
  void is_three_lines_and_extensions() {
    var more = new Checkpoint("a log", Long.MAX_VALUE, Hash.OF_EMPTY_TREE, List.of("x", "y z"));

    assertThat(CHECKPOINT.text()).isEqualTo(ORIGIN + "\n0\n" + ROOT + "\n");
    assertThat(more.text()).isEqualTo("a log\n9223372036854775807\n" + ROOT + "\nx\ny z\n");
    assertThat(Checkpoint.parse(CHECKPOINT.text())).isEqualTo(CHECKPOINT);
    assertThat(Checkpoint.parse(more.text())).isEqualTo(more);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "o\n1\n",
        "o\n1\n" + ROOT,
        "\n1\n" + ROOT + "\n",
        "o\n\n" + ROOT + "\n",
        "o\n01\n" + ROOT + "\n",
        "o\n00\n" + ROOT + "\n",
        "o\n-1\n" + ROOT + "\n",
        "o\n+1\n" + ROOT + "\n",
        "o\n1 \n" + ROOT + "\n",
        "o\n0x1\n" + ROOT + "\n",
        "o\n\u0661\n" + ROOT + "\n",
        "o\n9223372036854775808\n" + ROOT + "\n",
        "o\n99999999999999999999\n" + ROOT + "\n",
        "o\n1\n\n",
        "o\n1\n" + ROOT + " \n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
        "o\n1\n47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n",
        "o\n1\n" + ROOT + "\n\n",
        "o\n1\n" + ROOT + "\n\nx\n",
        "o\n1\n" + ROOT + "\nx",
        "o\r\n1\n" + ROOT + "\n",
      })
  void refuses_every_other_form(String text) {
    assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Checkpoint.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\rb", "\ud800"})
  void refuses_an_origin_that_is_no_line(String origin) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> Checkpoint.of(origin, 0, Hash.OF_EMPTY_TREE));
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> Checkpoint.of("o", -1, Hash.OF_EMPTY_TREE));
  }

  @Test
  void opens_from_a_note_of_its_log() {
    var note = Note.parse(LOG.sign(CHECKPOINT).encode());

    assertThat(Checkpoint.open(note, ORIGIN, List.of(LOG.verifierKey()))).isEqualTo(CHECKPOINT);
    assertThatExceptionOfType(Unverified.class)
        .isThrownBy(() -> Checkpoint.open(note, "another.example", List.of(LOG.verifierKey())))
        .withMessage("a checkpoint of 'audits.example.org/t', not of 'another.example'");
    assertThatExceptionOfType(Unverified.class)
        .isThrownBy(() -> Checkpoint.open(note, ORIGIN, List.of(WITNESS.verifierKey())))
        .withMessage("no signature of a known key");
  }

  @Test
  void a_witness_signs_the_time_too() {
    var cosignature = WITNESS.cosign(CHECKPOINT, Instant.ofEpochSecond(1_679_315_147, 999));
    var note = LOG.sign(CHECKPOINT).with(cosignature);

    assertThat(new String(Cosigner.message(1_679_315_147, CHECKPOINT.text()), UTF_8))
        .isEqualTo("cosignature/v1\ntime 1679315147\n" + ORIGIN + "\n0\n" + ROOT + "\n");
    assertThat(cosignature.signature()).hasSize(72).startsWith(0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb);
    assertThat(note.verify(List.of(LOG.verifierKey(), WITNESS.verifierKey())))
        .extracting(VerifiedSignature::cosignedAt)
        .containsExactly(OptionalLong.empty(), OptionalLong.of(1_679_315_147));
  }

  @Test
  void refuses_a_cosignature_of_another_time_text_or_length() {
    var key = WITNESS.verifierKey();
    var cosignature = WITNESS.cosign(CHECKPOINT, Instant.ofEpochSecond(1_000));
    var known = List.of(key);

    byte[] later = cosignature.signature();
    later[7]++;
    byte[] negative = ByteBuffer.allocate(72).putLong(-1).array();
    for (byte[] wrong : new byte[][] {later, negative, new byte[64], new byte[71], new byte[73]}) {
      var note = Note.of(CHECKPOINT.text(), NoteSignature.of(key.name(), key.id(), wrong));
      assertThatExceptionOfType(Unverified.class).isThrownBy(() -> note.verify(known));
    }
    var other = Checkpoint.of(ORIGIN, 1, Hash.OF_EMPTY_TREE).text();
    assertThatExceptionOfType(Unverified.class)
        .isThrownBy(() -> Note.of(other, cosignature).verify(known));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> WITNESS.cosign(CHECKPOINT, Instant.EPOCH));
  }

  @Test
  void a_time_of_more_than_63_bits_is_no_time() {
    var key = WITNESS.verifierKey();
    byte[] signed = Keys.WITNESS.sign(Cosigner.message(-1, CHECKPOINT.text()));
    byte[] timed = ByteBuffer.allocate(72).putLong(-1).put(signed).array();
    var note = Note.of(CHECKPOINT.text(), NoteSignature.of(key.name(), key.id(), timed));

    assertThatExceptionOfType(Unverified.class).isThrownBy(() -> note.verify(List.of(key)));
  }

  @Test
  void a_logs_signature_and_a_witnesss_do_not_pass_for_each_other() {
    var asWitness = new Cosigner(ORIGIN, Keys.LOG);
    var note = LOG.sign(CHECKPOINT);

    assertThatExceptionOfType(Unverified.class)
        .isThrownBy(() -> note.verify(List.of(asWitness.verifierKey())));
  }
}
