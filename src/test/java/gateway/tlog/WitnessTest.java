package gateway.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.tlog.Witness.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTest {

  private static final String ORIGIN = "audits.example.org/t";
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final HashReader TREE = SampleTree.of(50).hashes();
  private static final LogSigner LOG = new LogSigner(ORIGIN, Keys.LOG);
  private static final Cosigner COSIGNER = new Cosigner("witness.example", Keys.WITNESS);
  private static final Witness WITNESS =
      new Witness(COSIGNER, Map.of(ORIGIN, List.of(LOG.verifierKey())));
  private static final Hash STRANGE = SampleTree.leaf(999_999);

  @Property(tries = 200)
  void cosigns_what_is_proved_to_continue_what_it_cosigned_last(
      @ForAll @IntRange(max = 50) int size, @ForAll @IntRange(max = 50) int chosen) {
    int from = chosen % (size + 1);
    var answer = answer(request(from, size), from);

    assertThat(answer).isInstanceOf(Answer.Cosigned.class);
    assertThat(answer.status()).isEqualTo(200);
    var cosigned = (Answer.Cosigned) answer;
    assertThat(cosigned.store()).isEqualTo(checkpoint(size));
    var note = LOG.sign(checkpoint(size)).with(cosigned.signature());
    assertThat(note.verify(List.of(COSIGNER.verifierKey())))
        .singleElement()
        .satisfies(signature -> assertThat(signature.cosignedAt()).hasValue(1_700_000_000));
  }

  @Test
  void cosigns_the_first_checkpoint_of_a_log_without_a_proof() {
    assertThat(
            WITNESS
                .decide(
                    request(0, 7).encode(), (_, decision) -> decision.apply(Optional.empty()), NOW)
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"5, 9, 6", "0, 9, 6", "7, 9, 6", "6, 9, 0", "3, 4, 6"})
  void answers_409_with_where_it_stands_to_another_old_size(int from, int size, int stands) {
    var answer = answer(request(from, size), stands);

    assertThat(answer).isEqualTo(new Answer.Behind(stands));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(((Answer.Behind) answer).body()).isEqualTo(stands + "\n");
  }

  @Test
  void answers_404_to_a_log_that_it_does_not_witness() {
    var other = new LogSigner("another.example", Keys.LOG);
    var note = other.sign(Checkpoint.of("another.example", 3, SampleTree.root(3)));

    refuses(404, new AddCheckpoint(0, List.of(), note), 0);
  }

  @Test
  void answers_403_to_a_checkpoint_that_the_log_did_not_sign() {
    var stranger = new LogSigner(ORIGIN, Keys.OTHER).sign(checkpoint(3));
    var key = LOG.verifierKey();
    var wrong = NoteSignature.of(key.name(), key.id(), new byte[64]);

    refuses(403, new AddCheckpoint(0, List.of(), stranger), 0);
    refuses(403, new AddCheckpoint(0, List.of(), LOG.sign(checkpoint(3)).with(wrong)), 0);
    // Whoever cannot sign is not told where the witness stands.
    refuses(403, new AddCheckpoint(1, List.of(), stranger), 2);
  }

  @Test
  void answers_400_to_an_old_size_above_the_checkpoints() {
    refuses(400, new AddCheckpoint(4, List.of(), LOG.sign(checkpoint(3))), 4);
    refuses(400, new AddCheckpoint(4, List.of(), LOG.sign(checkpoint(3))), 2);
  }

  @Test
  void answers_422_to_what_is_not_proved() {
    var good = request(5, 9);
    var grown = LOG.sign(checkpoint(9));
    var forked = LOG.sign(Checkpoint.of(ORIGIN, 9, STRANGE));

    refuses(422, new AddCheckpoint(5, List.of(), grown), 5);
    refuses(422, new AddCheckpoint(5, good.hashes(), forked), 5);
    refuses(422, new AddCheckpoint(5, good.hashes().reversed(), grown), 5);
    // A proof where none may be
    refuses(422, new AddCheckpoint(0, good.hashes(), grown), 0);
    refuses(422, new AddCheckpoint(9, good.hashes(), grown), 9);
    refuses(422, new AddCheckpoint(9, good.hashes(), forked), 9);
  }

  @Test
  void answers_409_without_a_size_to_another_tree_of_the_same_size() {
    var forked = LOG.sign(Checkpoint.of(ORIGIN, 9, STRANGE));
    var rooted = LOG.sign(Checkpoint.of(ORIGIN, 0, STRANGE));

    refuses(409, new AddCheckpoint(9, List.of(), forked), 9);
    refuses(409, new AddCheckpoint(0, List.of(), rooted), 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "old\n\n",
        "old \n\n",
        "old 01\n\n",
        "old -1\n\n",
        "Old 1\n\n",
        "old  1\n\n",
        "old 1 \n\n",
        "old 1\r\n\n",
        "old 9223372036854775808\n\n",
        "1\n\n",
        "old 1\nAAAA\n\n",
        "old 1\n\n\n",
        "old 1\n"
      })
  void answers_400_to_every_other_form(String head) {
    var body = head + LOG.sign(checkpoint(3));

    assertThat(decide(body, 1).status()).describedAs(body).isEqualTo(400);
  }

  @Test
  void answers_400_to_a_note_that_is_no_checkpoint_and_to_too_long_a_proof() {
    var text = "no checkpoint\n";
    assertThat(decide("old 0\n\n" + Note.of(text, LOG.sign(text)), 0).status()).isEqualTo(400);
    assertThat(decide("old 0\n\n" + checkpoint(3).text(), 0).status()).isEqualTo(400);

    var line = STRANGE + "\n";
    assertThat(decide("old 1\n" + line.repeat(64) + "\n" + LOG.sign(checkpoint(3)), 1).status())
        .isEqualTo(400);
    assertThat(decide("old 1\n" + line.repeat(63) + "\n" + LOG.sign(checkpoint(3)), 1).status())
        .isEqualTo(422);
  }

  @Property(tries = 100)
  void a_request_reads_back(
      @ForAll @IntRange(max = 50) int size, @ForAll @IntRange(max = 50) int chosen) {
    var request = request(chosen % (size + 1), size);

    assertThat(AddCheckpoint.parse(request.encode())).isEqualTo(request);
  }

  @Test
  void a_request_with_the_largest_note_and_the_longest_proof_reads_back() {
    var hashes = Collections.nCopies(AddCheckpoint.MAX_HASHES, STRANGE);
    var request = new AddCheckpoint(Long.MAX_VALUE, hashes, EntryProofTest.largest(9));

    assertThat(AddCheckpoint.parse(request.encode())).isEqualTo(request);
  }

  @Test
  void a_request_is_as_the_specification_writes_it() {
    var lines = new String(request(5, 9).encode(), StandardCharsets.UTF_8).lines().toList();

    assertThat(lines.getFirst()).isEqualTo("old 5");
    assertThat(lines.subList(1, 7)).startsWith(SampleTree.leaf(4).toString()).endsWith("");
    assertThat(lines.subList(7, 9)).containsExactly(ORIGIN, "9");
    assertThat(Collections.frequency(lines, "")).isEqualTo(2);
  }

  private static Checkpoint checkpoint(int size) {
    return Checkpoint.of(ORIGIN, size, SampleTree.root(size));
  }

  private static AddCheckpoint request(int from, int size) {
    return new AddCheckpoint(
        from,
        ConsistencyProof.of(from, Math.max(from, size), TREE).hashes(),
        LOG.sign(checkpoint(size)));
  }

  private static Answer answer(AddCheckpoint request, int stands) {
    return WITNESS.decide(
        request.encode(), (_, decision) -> decision.apply(Optional.of(checkpoint(stands))), NOW);
  }

  private static Answer decide(String body, int stands) {
    return WITNESS.decide(
        body.getBytes(StandardCharsets.UTF_8),
        (_, decision) -> decision.apply(Optional.of(checkpoint(stands))),
        NOW);
  }

  private static void refuses(int status, AddCheckpoint request, int stands) {
    assertThat(answer(request, stands))
        .isInstanceOf(Answer.Refused.class)
        .extracting(Answer::status)
        .isEqualTo(status);
  }
}
