package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever the bytes: they are refused in our words, or read and written back to the same bytes.
 */
class HostileTextTest {

  private static final LogSigner LOG = new LogSigner("audits.example.org/t", Keys.LOG);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("audits.example.org/t", 11, SampleTree.root(11), List.of("more"));
  private static final Note NOTE =
      LOG.sign(CHECKPOINT)
          .with(new Cosigner("w", Keys.WITNESS).cosign(CHECKPOINT, Instant.ofEpochSecond(9)));

  private record Format(Function<byte[], byte[]> again, byte[] valid) {}

  private static final Map<String, Format> FORMATS =
      Map.of(
          "note",
          new Format(bytes -> Note.parse(bytes).encode(), NOTE.encode()),
          "checkpoint",
          new Format(
              bytes -> Text.encode(Checkpoint.parse(characters(bytes)).text()),
              Text.encode(CHECKPOINT.text())),
          "verifier key",
          new Format(
              bytes -> Text.encode(VerifierKey.parse(characters(bytes)).toString()),
              Text.encode(LOG.verifierKey().toString())),
          "entry proof",
          new Format(
              bytes -> EntryProof.parse(bytes).encode(),
              new EntryProof(
                      Optional.of("AAEC"),
                      3,
                      InclusionProof.of(3, 11, SampleTree.of(11).hashes()).hashes(),
                      NOTE)
                  .encode()),
          "add-checkpoint",
          new Format(
              bytes -> AddCheckpoint.parse(bytes).encode(),
              new AddCheckpoint(
                      3, ConsistencyProof.of(3, 11, SampleTree.of(11).hashes()).hashes(), NOTE)
                  .encode()),
          "canonical JSON",
          new Format(
              bytes -> CanonicalJson.encode(CanonicalJson.decode(bytes)),
              Text.encode("{\"a\":[1,true,null,\"\\n\u20ac\"],\"b\":{\"c\":-7}}")),
          "entry bundle",
          new Format(
              bytes -> EntryBundle.encode(new EntryBundle(0, 3).decode(bytes)),
              EntryBundle.encode(List.of(new byte[3], new byte[0], new byte[] {1}))));

  @Property(tries = 2_000)
  void random_bytes(@ForAll @Size(max = 200) byte[] bytes) {
    FORMATS.forEach((name, format) -> check(name, format, bytes));
  }

  @Property(tries = 4_000)
  void valid_bytes_with_one_byte_changed_left_out_or_put_in(
      @ForAll @IntRange(max = 2_000) int chosen, @ForAll byte value) {
    FORMATS.forEach((name, format) -> {
      int at = chosen % format.valid.length;
      byte[] changed = format.valid.clone();
      changed[at] = value;
      check(name, format, changed);
      check(name, format, spliced(format.valid, at, at + 1));
      check(name, format, spliced(format.valid, at, at, value));
      check(name, format, Arrays.copyOf(format.valid, at));
    });
  }

  @Property(tries = 2_000)
  void valid_bytes_with_a_piece_moved_or_doubled(
      @ForAll @IntRange(max = 2_000) int from,
      @ForAll @IntRange(max = 2_000) int to,
      @ForAll @IntRange(max = 2_000) int target) {
    FORMATS.forEach((name, format) -> {
      int start = Math.min(from, to) % format.valid.length;
      int end = Math.min(format.valid.length, start + Math.abs(to - from));
      byte[] piece = Arrays.copyOfRange(format.valid, start, end);
      int at = target % format.valid.length;
      check(name, format, spliced(format.valid, at, at, piece));
      check(name, format, spliced(format.valid, start, end));
    });
  }

  @Property(tries = 1_000)
  void a_changed_signature_is_never_believed(
      @ForAll @IntRange(max = 63) int at, @ForAll @IntRange(min = 1, max = 255) int difference) {
    var signature = NOTE.signatures().getFirst();
    byte[] changed = signature.signature();
    changed[at] ^= (byte) difference;
    var note = Note.of(NOTE.text(), NoteSignature.of(signature.name(), signature.keyId(), changed));

    assertThat(believed(note)).isFalse();
    assertThat(believed(NOTE)).isTrue();
  }

  private static boolean believed(Note note) {
    try {
      return !note.verify(List.of(LOG.verifierKey())).isEmpty();
    } catch (Unverified e) {
      return false;
    }
  }

  private static void check(String name, Format format, byte[] bytes) {
    byte[] again;
    try {
      again = format.again.apply(bytes);
    } catch (Malformed e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300);
      return;
    }
    assertThat(again).describedAs(name).isEqualTo(bytes);
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte... put) {
    byte[] made = Arrays.copyOf(bytes, from + put.length + bytes.length - to);
    System.arraycopy(put, 0, made, from, put.length);
    System.arraycopy(bytes, to, made, from + put.length, bytes.length - to);
    return made;
  }

  /** For formats that are given as characters: those that UTF-8 gives for these bytes, if any. */
  private static String characters(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new Malformed("not UTF-8, so not characters");
    }
    return text;
  }
}
