package gateway.odata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the test cases that OASIS publishes beside OData's ABNF: of their YAML no more than they
 * use.
 */
final class OasisCases {

  /**
   * One case.
   *
   * @param rule the ABNF's rule that it is about
   * @param positive whether the rule matches the input
   */
  record Case(String rule, boolean positive, String input) {}

  private static final String START = "  - Name:";
  private static final String RULE = "    Rule: ";
  private static final String FAIL = "    FailAt: ";
  private static final String INPUT = "    Input:";
  private static final String CONTINUED = "      ";

  private OasisCases() {}

  static List<Case> read(Path file) throws IOException {
    var cases = new ArrayList<Case>();
    var lines = new ArrayList<String>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(START)) {
        finish(lines, cases);
      }
      lines.add(line);
    }
    finish(lines, cases);
    return cases;
  }

  private static void finish(List<String> lines, List<Case> cases) {
    if (lines.stream().anyMatch(line -> line.startsWith(INPUT))) {
      cases.add(one(lines));
    }
    lines.clear();
  }

  private static Case one(List<String> lines) {
    String rule = "";
    boolean positive = true;
    var input = new StringBuilder();
    boolean inInput = false;
    for (String line : lines) {
      if (line.startsWith(RULE)) {
        rule = scalar(line.substring(RULE.length()));
      } else if (line.startsWith(FAIL)) {
        positive = false;
      } else if (line.startsWith(INPUT)) {
        input.append(line.substring(INPUT.length()).strip());
        inInput = true;
      } else if (inInput && line.startsWith(CONTINUED)) {
        folded(input, line.strip());
      } else {
        inInput = inInput && line.isBlank();
      }
    }
    return new Case(rule, positive, scalar(input.toString()));
  }

  private static void folded(StringBuilder input, String line) {
    if (!input.isEmpty() && input.charAt(input.length() - 1) == '\\') {
      input.setLength(input.length() - 1);
    } else if (!input.isEmpty()) {
      input.append(' ');
    }
    input.append(line);
  }

  private static String scalar(String written) {
    if (written.startsWith("'")) {
      return written.substring(1, written.length() - 1).replace("''", "'");
    }
    return written.startsWith("\"")
        ? written
            .substring(1, written.length() - 1)
            .replaceAll("\\\\([^\"rn\\\\])", "$1")
            .translateEscapes()
        : written;
  }
}
