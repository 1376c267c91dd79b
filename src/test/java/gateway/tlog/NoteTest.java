package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {

  private static final String TEXT = "A text.\n\nWith an empty line.\n";
  private static final LogSigner SIGNER = new LogSigner("log.example", Keys.LOG);
  private static final LogSigner OTHER = new LogSigner("other.example", Keys.OTHER);
  private static final List<VerifierKey> KNOWN = List.of(SIGNER.verifierKey());
  private static final NoteSignature SIGNATURE = SIGNER.sign(TEXT);
  private static final String FALSE_SIGNATURE =
      NoteSignature.of("log.example", SIGNER.verifierKey().id(), new byte[64]).line();

  @Test
  void is_a_text_an_empty_line_and_signature_lines() {
    var note = Note.of(TEXT, SIGNATURE).with(OTHER.sign(TEXT));

    assertThat(note.toString())
        .startsWith(TEXT + "\n\u2014 log.example ")
        .contains("=\n\u2014 other.example ")
        .endsWith("=\n");
    assertThat(Note.parse(note.encode())).isEqualTo(note);
  }

  @Test
  void believes_the_signatures_of_known_keys_and_passes_over_others() {
    var note = Note.of(TEXT, OTHER.sign(TEXT)).with(SIGNATURE);

    assertThat(note.verify(KNOWN))
        .containsExactly(new VerifiedSignature(SIGNER.verifierKey(), SIGNATURE));
    assertThat(note.verify(List.of(SIGNER.verifierKey(), OTHER.verifierKey()))).hasSize(2);
  }

  @Test
  void passes_over_a_stranger_with_the_same_name_or_the_same_id() {
    var sameName = new LogSigner("log.example", Keys.OTHER).sign(TEXT);
    var sameId = NoteSignature.of("other.example", SIGNATURE.keyId(), new byte[64]);
    var otherLength = NoteSignature.of("other.example", 7, new byte[2_420]);
    var note = new Note(TEXT, List.of(sameName, sameId, otherLength, SIGNATURE));

    assertThat(note.verify(KNOWN)).hasSize(1);
    unverified(new Note(TEXT, List.of(sameName, sameId)), "no signature of a known key");
  }

  @Test
  void a_signature_that_was_given_twice_counts_once() {
    assertThat(Note.of(TEXT, SIGNATURE).with(SIGNATURE).verify(KNOWN)).hasSize(1);
  }

  @Test
  void refuses_the_whole_note_for_one_wrong_signature_of_a_known_key() {
    var wrong = NoteSignature.of("log.example", SIGNATURE.keyId(), new byte[64]);

    unverified(Note.of(TEXT, wrong), "the signature of log.example does not verify");
    unverified(
        Note.of(TEXT, SIGNATURE).with(wrong), "the signature of log.example does not verify");
    unverified(
        Note.of(TEXT, NoteSignature.of("log.example", SIGNATURE.keyId(), new byte[63])),
        "the signature of log.example does not verify");
    unverified(
        Note.of("Another text.\n", SIGNATURE), "the signature of log.example does not verify");
  }

  @Test
  void no_key_is_known_when_none_is_given() {
    assertThatExceptionOfType(Unverified.class)
        .isThrownBy(() -> Note.of(TEXT, SIGNATURE).verify(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\u2014 log.example AAAAAAA=\n",
        "text\n\n\u2014 log.example AAAAAAA=",
        "text\n\n\u2014 log.example AAAAAAA=\n\n",
        "text\n\n- log.example AAAAAAA=\n",
        "text\n\n\u2014log.example AAAAAAA=\n",
        "text\n\n\u2014 log.example  AAAAAAA=\n",
        "text\n\n\u2014  AAAAAAA=\n",
        "text\n\n\u2014 log.example AAAAAAA= \n",
        "text\n\n\u2014 log.example AAAAAAA=\r\n",
        "text\n\n\u2014 log.example\n",
        "text\n\n\u2014 log.example \n",
        "text\n\n\u2014 log.example AAAAAA==\n",
        "text\n\n\u2014 log.example AAAAAAA\n",
        "text\n\n\u2014 log.example AAAAAAB=\n",
        "text\n\n\u2014 log.example AAAA-AA=\n",
        "text\n\n\u2014 log+example AAAAAAA=\n",
        "text\n\n\u2014 log\u00a0example AAAAAAA=\n",
        "text\n\n\u2014 log\u3000example AAAAAAA=\n",
        "text\n\n\u2014 log\u0085example AAAAAAA=\n",
        "te\txt\n\n\u2014 log.example AAAAAAA=\n",
        "te\u0000xt\n\n\u2014 log.example AAAAAAA=\n",
        "text\r\n\n\u2014 log.example AAAAAAA=\n",
        "text\n\n\u2014 log.example AAAAAAA=\ntext\n",
      })
  void refuses_every_other_form(String note) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> Note.parse(note.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void reads_the_shortest_note() {
    var note = "\n\n\u2014 a AAAAAAA=\n".getBytes(StandardCharsets.UTF_8);

    assertThat(Note.parse(note)).extracting(Note::text).isEqualTo("\n");
    assertThat(Note.parse(note).encode()).isEqualTo(note);
  }

  @Test
  void refuses_broken_utf_8() {
    byte[] note = Note.of(TEXT, SIGNATURE).encode();
    note[0] = (byte) 0xff;

    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> Note.parse(note))
        .withMessage("note: not valid UTF-8");
  }

  @Test
  void takes_a_hundred_signatures_and_a_mebibyte_and_no_more() {
    var hundred = new ArrayList<>(Collections.nCopies(99, OTHER.sign(TEXT)));
    hundred.add(SIGNATURE);
    var note = new Note(TEXT, hundred);
    assertThat(Note.parse(note.encode()).verify(KNOWN)).hasSize(1);
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> Note.parse((note + FALSE_SIGNATURE).getBytes(StandardCharsets.UTF_8)))
        .withMessage("note: 101 signatures, of 100 at most");
    assertThatExceptionOfType(Malformed.class).isThrownBy(() -> note.with(SIGNATURE));

    var rest = Note.of("\n", SIGNATURE).encode().length;
    var longest = Note.of("a".repeat(Note.MAX_BYTES - rest) + "\n", SIGNATURE).encode();
    assertThat(longest).hasSize(Note.MAX_BYTES);
    assertThat(Note.parse(longest).signatures()).hasSize(1);
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> Note.parse(Arrays.copyOf(longest, longest.length + 1)))
        .withMessage("note: 1048577 bytes, of 1048576 at most");
  }

  private static void unverified(Note note, String message) {
    assertThatExceptionOfType(Unverified.class)
        .isThrownBy(() -> note.verify(KNOWN))
        .withMessage(message);
  }
}
