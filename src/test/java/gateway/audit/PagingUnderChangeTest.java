package gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A client pages while others create and delete audits between its pages, the one its next page
 * starts after among them.
 */
@GatewayTest
class PagingUnderChangeTest {

  private static final int AT_FIRST = 16;
  private static final int CHANGES = 6;

  private final Api api = Api.ofNewTenant();
  private final Set<String> present = new LinkedHashSet<>();
  private final Set<String> stayed = new HashSet<>();

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "'', 3",
    "requestDateTime, 2",
    "userName, 3",
    "userName desc, 3",
    "'userName desc,action', 2",
    "'action,requestDateTime desc', 3",
    "'length(userName) desc,actionState', 3",
    "id desc, 4",
  })
  void gives_what_stays_once_and_what_comes_or_goes_at_most_once(String order, int size) {
    var random = new Random(order.hashCode());
    for (int i = 0; i < AT_FIRST; i++) {
      create(random);
    }
    stayed.addAll(present);
    var walked = new ArrayList<String>();
    var goneUnseen = new HashSet<String>();
    String next =
        Api.AUDITS
            + (order.isEmpty()
                ? ""
                : "?$orderby=" + URLEncoder.encode(order, StandardCharsets.UTF_8));

    for (int page = 0; !next.isEmpty(); page++) {
      var answer = api.sending("Prefer", "maxpagesize=" + size).get(next).is(200).json();
      walked.addAll(ids(answer));
      next = answer.path("@odata.nextLink").asText();
      if (page < CHANGES) {
        delete(walked.getLast());
        unseen(walked, random)
            .forEach(id -> {
              delete(id);
              goneUnseen.add(id);
            });
        create(random);
        create(random);
      }
    }

    assertThat(walked).doesNotHaveDuplicates().containsAll(stayed);
    assertThat(walked).doesNotContainAnyElementsOf(goneUnseen);
    assertThat(goneUnseen).isNotEmpty();
    assertThat(stayed).isNotEmpty();
  }

  /** One audit that no page has shown yet, if there is one. */
  private List<String> unseen(List<String> walked, Random random) {
    var unseen = present.stream().filter(id -> !walked.contains(id)).toList();
    return unseen.isEmpty() ? List.of() : List.of(unseen.get(random.nextInt(unseen.size())));
  }

  private void create(Random random) {
    String user = random.nextInt(3) == 0 ? "null" : "\"" + "ab".repeat(random.nextInt(3)) + "\"";
    String id = "%s%d".formatted((char) ('a' + random.nextInt(26)), random.nextInt(1_000_000));
    present.add(
        api.created(
            "{\"id\":\"%s\",\"action\":\"%s\",\"requestDateTime\":\"2026-03-0%dT10:00:00Z\",\"userName\":%s}"
                .formatted(
                    id,
                    List.of("remoteLock", "delete", "rebootNow").get(random.nextInt(3)),
                    random.nextInt(1, 6),
                    user)));
  }

  private void delete(String id) {
    api.delete(Api.AUDITS + "/" + id).is(204);
    present.remove(id);
    stayed.remove(id);
  }

  private static List<String> ids(JsonNode page) {
    var ids = new ArrayList<String>();
    page.get("value").forEach(audit -> ids.add(audit.get("id").asText()));
    return ids;
  }
}
