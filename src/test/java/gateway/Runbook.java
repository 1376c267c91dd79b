package gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The lines of {@code docs/runbook.md} that an operator runs. */
public final class Runbook {

  private Runbook() {}

  /**
   * The statements under a heading, with a value in the place of psql's variable.
   *
   * @param heading how it begins
   */
  public static String lines(String heading, String variable, String value) throws IOException {
    var found =
        Pattern.compile(
                "^###+ " + Pattern.quote(heading) + ".*?^```sql\n(.*?)^```",
                Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs", "runbook.md")));
    if (!found.find()) {
      throw new AssertionError("The runbook has no lines under " + heading);
    }
    return found
        .group(1)
        .replace(":'" + variable + "'", "'" + value + "'")
        .replace(":\"" + variable + "\"", "\"" + value + "\"");
  }
}
