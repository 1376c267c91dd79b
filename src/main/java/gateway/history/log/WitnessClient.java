package gateway.history.log;

import gateway.tlog.AddCheckpoint;
import gateway.tlog.Note;
import gateway.tlog.Unverified;
import gateway.tlog.VerifiedSignature;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Asks witnesses for cosignatures over HTTP (C2SP tlog-witness). */
final class WitnessClient implements AutoCloseable {

  /** A witness on the other side of the world is there in less than a second. */
  private static final Duration CONNECTING = Duration.ofSeconds(5);

  /** It verifies a signature and writes a small file; a disk that is busy takes seconds. */
  private static final Duration ANSWERING = Duration.ofSeconds(10);

  /** Fifteen lines, and post-quantum signatures among them, are less. */
  private static final int MAX_ANSWER = 65_536;

  /** What a note's time can be in the database: to the end of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final String SIZE = "text/x.tlog.size";
  private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .build();

  /** What a witness answered. */
  sealed interface Answer {

    /** It signed. */
    record Cosigned(VerifiedSignature signature) implements Answer {}

    /** It cosigned a tree of this size last, and not the one that was asked to go on from. */
    record StandsAt(long size) implements Answer {}

    /** It does not sign this, and says why. */
    record Refused(int status, String reason) implements Answer {

      /**
       * Whether it has cosigned what this log does not contain, or is not proved to: 409 for a tree
       * of the same size, 422 for a larger one (C2SP tlog-witness).
       */
      boolean contradicts() {
        return status == 409 || status == 422;
      }
    }
  }

  /** The witness gives no answer, or none that a witness gives. */
  static final class Away extends RuntimeException {
    Away(String why) {
      super(why, null, false, false);
    }
  }

  /** Fails with {@link Away}. Comes back on a thread of the client. */
  Uni<Answer> ask(WitnessAddress witness, AddCheckpoint asked) {
    var request =
        HttpRequest.newBuilder(witness.addCheckpoint())
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(BodyPublishers.ofByteArray(asked.encode()))
            .build();
    var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER);
    return Uni.createFrom()
        .deferred(() -> whole(http.sendAsync(request, body)))
        .onFailure(failure -> !(failure instanceof Away))
        .transform(failure -> new Away(described(failure)))
        .map(answer -> read(witness, asked.checkpoint(), answer));
  }

  /** The client's own time-out ends with the head: a body that never ends would be waited for. */
  private static <T> Uni<T> whole(CompletableFuture<T> answer) {
    return Uni.createFrom()
        .completionStage(answer)
        .ifNoItem()
        .after(ANSWERING)
        .failWith(() -> new Away("no whole answer in %d s".formatted(ANSWERING.toSeconds())))
        .onFailure(Away.class)
        .invoke(() -> end(answer))
        // Ahead of Mutiny's own, which leaves the exchange open.
        .onCancellation()
        .invoke(() -> end(answer));
  }

  private static void end(CompletableFuture<?> answer) {
    boolean _ = answer.cancel(true);
  }

  private static Answer read(WitnessAddress witness, Note checkpoint, HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    var text = new String(answer.body(), StandardCharsets.UTF_8);
    if (status == 200) {
      return new Answer.Cosigned(verified(witness, checkpoint, answer.body()));
    }
    var size = DECIMAL.matcher(text);
    boolean saysSize =
        answer.headers().firstValue("Content-Type").filter(SIZE::equalsIgnoreCase).isPresent();
    if (status == 409 && saysSize && size.matches()) {
      return new Answer.StandsAt(Long.parseLong(size.group(1)));
    }
    if (status >= 400 && status < 500 && status != 429) {
      return new Answer.Refused(status, printable(text));
    }
    throw new Away("it answers %d".formatted(status));
  }

  /** Lines of keys that are not known here are passed over, as C2SP has it. */
  private static VerifiedSignature verified(WitnessAddress witness, Note checkpoint, byte[] lines) {
    var cosigned = new ByteArrayOutputStream();
    cosigned.writeBytes(checkpoint.encode());
    cosigned.writeBytes(lines);
    try {
      var signature = Note.parse(cosigned.toByteArray()).verify(List.of(witness.key())).getFirst();
      if (signature.cosignedAt().orElseThrow() <= LAST_SECOND) {
        return signature;
      }
    } catch (Unverified | IllegalArgumentException e) {
      throw new Away("its cosignature is none: " + e.getMessage());
    }
    throw new Away("its cosignature is of a time after the year 9999");
  }

  private static String described(Throwable failure) {
    return failure.getClass().getSimpleName()
        + (failure.getMessage() == null ? "" : ": " + printable(failure.getMessage()));
  }

  /** The beginning of what a stranger says, in one line. */
  private static String printable(String text) {
    return text.substring(0, Math.min(text.length(), 200)).strip().replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
