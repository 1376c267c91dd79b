package gateway.odata;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.odata.OasisCases.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every published case of the rules that the gateway speaks is judged as OASIS judges it, but for
 * {@link OasisExceptions}, of which each has its reason and its number of cases.
 */
class OasisCasesTest {

  private static final Path FILE = Path.of(System.getProperty("oasis.cases", ""));

  @Test
  void judges_each_published_case_as_oasis_does_or_by_an_exception_with_a_reason()
      throws IOException {
    var unexplained = new ArrayList<String>();
    var explained = new LinkedHashMap<String, Integer>();
    OasisExceptions.ALL.forEach(group -> explained.put(group.reason(), 0));

    for (var one : spoken()) {
      String refusal = OasisModel.refusal(one);
      if (refusal.isEmpty() != one.positive()) {
        OasisExceptions.of(one)
            .ifPresentOrElse(
                group -> explained.merge(group.reason(), 1, Integer::sum),
                () -> unexplained.add(one + " " + refusal));
      }
    }

    assertThat(unexplained).isEmpty();
    assertThat(explained).isEqualTo(OasisExceptions.counts());
  }

  @Test
  void reads_as_many_cases_as_were_published() throws IOException {
    var all = OasisCases.read(FILE);
    var spoken = spoken();

    assertThat(Map.of("all", all.size(), "spoken", spoken.size(), "positive", positive(spoken)))
        .isEqualTo(Map.of("all", 840, "spoken", 422, "positive", 387));
  }

  private static int positive(List<Case> cases) {
    return (int) cases.stream().filter(Case::positive).count();
  }

  private static List<Case> spoken() throws IOException {
    return OasisCases.read(FILE).stream().filter(one -> OasisModel.speaks(one.rule())).toList();
  }
}
