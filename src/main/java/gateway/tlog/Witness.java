package gateway.tlog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides what a witness answers to {@code add-checkpoint} (C2SP tlog-witness). It keeps nothing: a
 * {@link Memory} does.
 */
public final class Witness {

  private final Cosigner cosigner;
  private final Map<String, List<VerifierKey>> logs;

  /**
   * @param logs the keys of each log that is witnessed, by its origin
   */
  public Witness(Cosigner cosigner, Map<String, List<VerifierKey>> logs) {
    this.cosigner = cosigner;
    this.logs = Map.copyOf(logs);
  }

  /** What was cosigned last of each log. */
  @FunctionalInterface
  public interface Memory {

    /**
     * Looks up what was cosigned last, lets it be decided on, and stores what a {@link
     * Answer.Cosigned} says before it gives the answer: all of it as one, so that no other decision
     * on that log comes between.
     */
    Answer as(String origin, Function<Optional<Checkpoint>, Answer> decision);
  }

  /** What is answered. */
  public sealed interface Answer {

    /** The status of the response. */
    int status();

    /** 200: what to store, and then to answer with the signature's line. */
    record Cosigned(Checkpoint store, NoteSignature signature) implements Answer {

      /** The checkpoint with the witness's own signature alone. */
      public Note note() {
        return Note.of(store.text(), signature);
      }

      @Override
      public int status() {
        return 200;
      }
    }

    /** 409, with the size and a newline as {@code text/x.tlog.size}: where the witness stands. */
    record Behind(long size) implements Answer {
      @Override
      public int status() {
        return 409;
      }

      /** The response's body. */
      public String body() {
        return size + "\n";
      }
    }

    /**
     * 403: no signature of a key of the log, or a wrong one; 404: not a log that is witnessed; 409:
     * another tree of the size that was cosigned last; 400, 422: see the reason.
     */
    record Refused(int status, String reason) implements Answer {}
  }

  /**
   * Decides on a request's body.
   *
   * @param memory asked once the signature is verified
   */
  public Answer decide(byte[] body, Memory memory, Instant now) {
    AddCheckpoint request;
    Checkpoint checkpoint;
    try {
      request = AddCheckpoint.parse(body);
      checkpoint = Checkpoint.parse(request.checkpoint().text());
    } catch (Malformed e) {
      return new Answer.Refused(400, String.valueOf(e.getMessage()));
    }
    var keys = logs.get(checkpoint.origin());
    if (keys == null) {
      return new Answer.Refused(404, "not a log that is witnessed here");
    }
    try {
      var _ = request.checkpoint().verify(keys);
    } catch (Unverified e) {
      return new Answer.Refused(403, String.valueOf(e.getMessage()));
    }
    return memory.as(checkpoint.origin(), last -> decide(request, checkpoint, last, now));
  }

  private Answer decide(
      AddCheckpoint request, Checkpoint checkpoint, Optional<Checkpoint> last, Instant now) {
    if (request.from() > checkpoint.size()) {
      return new Answer.Refused(400, "the old size is larger than the checkpoint's");
    }
    long size = last.map(Checkpoint::size).orElse(0L);
    if (request.from() != size) {
      return new Answer.Behind(size);
    }
    var root = last.map(Checkpoint::root).orElse(Hash.OF_EMPTY_TREE);
    if (size == checkpoint.size()
        && request.hashes().isEmpty()
        && !root.equals(checkpoint.root())) {
      return new Answer.Refused(409, "another tree of the same size was cosigned");
    }
    var proof = new ConsistencyProof(size, checkpoint.size(), request.hashes());
    if (!proof.proves(root, checkpoint.root())) {
      return new Answer.Refused(422, "the checkpoint is not proved to continue the last one");
    }
    return new Answer.Cosigned(checkpoint, cosigner.cosign(checkpoint, now));
  }
}
