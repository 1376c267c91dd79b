package gateway.witness;

import gateway.tlog.Witness.Answer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a log signed and cannot prove may be the proof that it has two histories: it is printed, in
 * one line from which it can be had back. Once for each checkpoint, since anyone who has one may
 * send it with a wrong proof as often as he likes.
 */
final class Contradictions {

  /**
   * Some 300 bytes each. A log makes one a second at most, so of one that is older another line
   * does no harm.
   */
  private static final int MOST = 10_000;

  private final PrintStream err;
  private final Map<String, Boolean> printed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  Contradictions(PrintStream err) {
    this.err = err;
  }

  /** Prints a request that was refused, where it may prove something and was not printed before. */
  synchronized void keep(Answer.Refused refused, byte[] body) {
    if (refused.status() != 422 && refused.status() != 409) {
      return;
    }
    var request = new String(body, StandardCharsets.UTF_8);
    if (printed.put(signed(request), true) == null) {
      err.printf(
          "refused with %d, %s: %s%n",
          refused.status(), refused.reason(), request.replace("\n", "\\n"));
    }
  }

  /**
   * What the log signed: the text between the proof and the signatures, to which anyone may add.
   */
  private static String signed(String request) {
    int begin = request.indexOf("\n\n") + 2;
    return request.substring(begin, request.indexOf("\n\n", begin));
  }
}
