package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published ABNF names no function and no option that the gateway has not heard of. */
class OasisNamesTest {

  /** It stands beside the cases. */
  private static final Path ABNF =
      Path.of(System.getProperty("oasis.cases", ""))
          .resolveSibling("odata-abnf-construction-rules.txt");

  private static final Pattern FUNCTION =
      Pattern.compile("^\\w+Expr +=? *\"([a-zA-Z.]+)\" +OPEN", Pattern.MULTILINE);
  private static final Pattern OPTION = Pattern.compile("\"(\\$\\w+)\"(?: +/ +\"\\w+\" *\\))? *EQ");

  @Test
  void knows_every_function() throws IOException {
    var names = named(FUNCTION);

    assertThat(names).hasSize(38).contains("matchesPattern", "case", "geo.distance", "isof");
    assertThat(names).allSatisfy(name -> assertThat(isKnown(name)).as(name).isTrue());
  }

  @Test
  void knows_every_option() throws IOException {
    var names = named(OPTION);

    assertThat(names).hasSize(16).contains("$schemaversion", "$levels", "$index");
    assertThat(QueryOptions.KNOWN).containsAll(names);
  }

  private static TreeSet<String> named(Pattern pattern) throws IOException {
    var names = new TreeSet<String>();
    pattern.matcher(Files.readString(ABNF)).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  /** Whether it is a function here, or is refused with a reason of its own. */
  private static boolean isKnown(String name) {
    try {
      var unused = Parser.expression("$filter", name + "()", Map.of());
      return Function.named(name).isPresent()
          || DatePart.named(name).isPresent()
          || List.of("now", "mindatetime", "maxdatetime").contains(name);
    } catch (QueryFault e) {
      return true;
    }
  }
}
