package gateway.verify;

import gateway.tlog.CanonicalJson;
import gateway.tlog.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a sample of single audits by their addresses: a service may answer there otherwise than in
 * the list. Chosen at random, so that nobody who tampers knows which are asked.
 */
final class Asking {

  /**
   * Where one audit of a hundred is served otherwise, 300 find it in 95 of 100 runs (1 - 0.99^300);
   * ten runs find one of a thousand as surely.
   */
  static final int LISTED = 300;

  /** Where one deleted audit of thirty still answers, 100 find it in 97 of 100 runs. */
  static final int DELETED = 100;

  private static final String AUDITS = "/beta/deviceManagement/remoteActionAudits/";

  private final Service service;
  private final Progress progress;
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

  Asking(Service service, Progress progress) {
    this.service = service;
    this.progress = progress;
  }

  /** Asks audits that were just listed. */
  void listed(Lines audits) {
    var sample = new Sample(LISTED);
    audits.each((offset, _) -> sample.offer(offset));
    ask(audits, sample, "id", true);
  }

  /** Asks audits that were deleted by then. */
  void deleted(Lines changes) {
    var sample = new Sample(DELETED);
    changes.each((offset, line) -> {
      if (text(line, "operation").equals(Optional.of("delete"))) {
        sample.offer(offset);
      }
    });
    ask(changes, sample, "auditId", false);
  }

  private void ask(Lines lines, Sample sample, String name, boolean listed) {
    long done = 0;
    for (long offset : sample.chosen()) {
      progress.at("single audits asked", done++, sample.chosen().length);
      // What is no audit, or has no id, is a fault of the list, which is judged later.
      text(lines.at(offset), name)
          .filter(id -> !id.isEmpty())
          .ifPresent(id -> answers.writeBytes(answer(id, listed)));
    }
  }

  private byte[] answer(String id, boolean listed) {
    var body =
        service.bytes(AUDITS + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
    var line =
        CanonicalJson.encode(
            JsonValue.Members.of(
                Map.of(
                    "id", new JsonValue.Characters(id),
                    "listed", new JsonValue.Truth(listed),
                    "status", new JsonValue.Whole(body.isPresent() ? 200 : 404),
                    "audit", body.map(Asking::audit).orElse(JsonValue.Null.NULL))));
    return (new String(line, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Null for what is no JSON, or longer than any audit; that is a fault when it is judged. */
  private static JsonValue audit(byte[] body) {
    // 400 of the largest answers that are taken would fill the memory.
    if (body.length > CanonicalJson.MAX_BYTES) {
      return JsonValue.Null.NULL;
    }
    try {
      var audit = JsonValue.Members.of(Fields.served(body).members());
      // What nests too deep for a line of the answers, throws here.
      var _ = CanonicalJson.encode(new JsonValue.Elements(List.of(audit)));
      return audit;
    } catch (IOException | IllegalArgumentException noAudit) {
      return JsonValue.Null.NULL;
    }
  }

  private static Optional<String> text(byte[] line, String name) {
    try {
      return Fields.served(line).text(name);
    } catch (IOException judgedLater) {
      return Optional.empty();
    }
  }

  byte[] answers() {
    return answers.toByteArray();
  }
}
