import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns the statements that one request caused, as the server logged them, into pgbench scripts:
 * NAME.sql has the statements, NAME.bare.sql the same without what sets the tenant, and
 * NAME.constants has the values of the parameters that stay as they were recorded.
 *
 * <p>Arguments: the path of NAME (reads NAME.json), the tenant of the request, and VARIABLE=VALUE
 * for each parameter that pgbench shall vary.
 */
final class RecordedStatements {

  private static final Pattern MESSAGE =
      Pattern.compile("(?:statement|execute [^:]*): (.*)", Pattern.DOTALL);
  private static final Pattern PARAMETER =
      Pattern.compile("\\$(\\d+) = (?:(NULL)|'((?:[^']|'')*+)')");
  private static final Pattern GATE =
      Pattern.compile("\\(select set_config\\('gateway.tenant'[^)]*\\)\\) is not null and ");

  private final Map<String, String> variableOf = new HashMap<>();
  private final Map<String, String> constants = new LinkedHashMap<>();
  private String tenant = "";

  static void main(String[] args) throws IOException {
    new RecordedStatements().write(args[0], args[1], Stream.of(args).skip(2).toList());
  }

  private void write(String name, String tenant, List<String> variables) throws IOException {
    this.tenant = tenant;
    for (String variable : variables) {
      variableOf.put(variable.replaceFirst(".*?=", ""), variable.replaceFirst("=.*", ""));
    }
    String statements = recorded(Path.of(name + ".json"), tenant).stream().map(this::bound).collect(Collectors.joining());
    String bare = GATE.matcher(statements).replaceAll("");
    if (bare.equals(statements) || bare.contains("set_config")) {
      throw new IllegalStateException("what sets the tenant is not where it was expected: " + statements);
    }
    Files.writeString(Path.of(name + ".sql"), statements);
    Files.writeString(Path.of(name + ".bare.sql"), bare);
    Files.write(
        Path.of(name + ".constants"),
        constants.entrySet().stream().map(c -> c.getValue() + "=" + c.getKey()).toList());
  }

  /** The statements in which the tenant is named. */
  private static List<JsonNode> recorded(Path log, String tenant) throws IOException {
    var json = new ObjectMapper();
    var statements = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(log)) {
      var entry = json.readTree(line);
      if (entry.path("user").asText().equals("gateway")
          && MESSAGE.matcher(entry.path("message").asText()).matches()
          // Beside the request the log grows; its statements set the tenant otherwise.
          && GATE.matcher(entry.path("message").asText()).find()
          && line.contains(tenant)) {
        statements.add(entry);
      }
    }
    if (statements.isEmpty()) {
      throw new IllegalStateException("no statement of tenant " + tenant + " in " + log);
    }
    return statements;
  }

  /** A statement whose parameters are pgbench variables; pgbench has no null, so that one is written out. */
  private String bound(JsonNode entry) {
    var message = MESSAGE.matcher(entry.path("message").asText());
    if (!message.matches()) {
      throw new IllegalStateException(entry.toString());
    }
    var values = new HashMap<String, String>();
    PARAMETER
        .matcher(entry.path("detail").asText())
        .results()
        .forEach(p -> values.put(p.group(1), p.group(2) != null ? "null" : variable(p.group(3).replace("''", "'"))));
    String fresh =
        Pattern.compile("\\$(\\d+)::uuid")
            .matcher(message.group(1))
            // An entry's id is new each time, and must be, for two are never the same in the log.
            .replaceAll(p -> tenant.equals(constantsOf(values.get(p.group(1)))) ? "\\$" + p.group(1) + "::uuid" : "gen_random_uuid()");
    return Pattern.compile("\\$(\\d+)").matcher(fresh).replaceAll(p -> values.get(p.group(1))).strip() + ";\n";
  }

  /** The recorded value of what {@link #variable} gave a name. */
  private String constantsOf(String name) {
    return constants.entrySet().stream()
        .filter(constant -> (":" + constant.getValue()).equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private String variable(String value) {
    String varied = variableOf.get(value);
    return ":" + (varied != null ? varied : constants.computeIfAbsent(value, _ -> "constant" + constants.size()));
  }
}
