package gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Api;
import gateway.GatewayTest;
import gateway.TestIssuer;
import gateway.security.TestTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@GatewayTest
class HistoryTest {

  private final UUID tenant = UUID.randomUUID();
  private final Api api = Api.of(tenant);

  @Test
  void records_who_changed_what_when_by_which_request_before_and_after() {
    String id =
        api.created(
            "{\"action\":\"disable\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"old\"}");

    var answer =
        api.sending("client-request-id", "my-request")
            .patch(id, "{\"actionState\":\"done\",\"userName\":\"new\",\"managedDeviceId\":\"m\"}")
            .is(200);

    var entry = api.history(id).get(1);
    assertThat(UUID.fromString(entry.get("id").asText()).version()).isEqualTo(7);
    assertThat(entry.get("auditId").asText()).isEqualTo(id);
    assertThat(entry.get("sequence").asLong()).isEqualTo(2);
    assertThat(entry.get("operation").asText()).isEqualTo("update");
    assertThat(entry.get("changedDateTime").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(entry.get("initiatedBy").toString())
        .isEqualTo(
            "{\"principalId\":\"%s\",\"applicationId\":\"%s\",\"userPrincipalName\":\"ada@example.org\",\"authorization\":\"delegated\"}"
                .formatted(TestTokens.PRINCIPAL, TestTokens.APPLICATION));
    assertThat(entry.get("requestId").asText()).isEqualTo(answer.header("request-id"));
    assertThat(entry.get("clientRequestId").asText()).isEqualTo("my-request");
    assertThat(entry.get("clientAddress").asText()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(entry.get("changes").toString())
        .isEqualTo(
            """
            [{"property":"userName","before":"old","after":"new"},\
            {"property":"actionState","before":"pending","after":"done"},\
            {"property":"managedDeviceId","before":null,"after":"m"}]\
            """);
    assertThat(entry.get("erased")).isEmpty();
  }

  @Test
  void lists_at_the_creation_each_property_that_is_not_null() {
    String id = api.created();

    var entry = api.history(id).get(0);

    assertThat(entry.get("operation").asText()).isEqualTo("create");
    assertThat(entry.get("sequence").asLong()).isEqualTo(1);
    assertThat(entry.get("changes").toString())
        .isEqualTo(
            """
            [{"property":"id","before":null,"after":"%s"},\
            {"property":"action","before":null,"after":"remoteLock"},\
            {"property":"requestDateTime","before":null,"after":"2026-01-02T03:04:05Z"},\
            {"property":"actionState","before":null,"after":"pending"},\
            {"property":"deviceActionCategory","before":null,"after":"single"}]\
            """
                .formatted(id));
  }

  @Test
  void tells_an_application_from_a_person() {
    String id = api.created();

    Api.with(TestIssuer.application(tenant, Api.READ_WRITE))
        .patch(id, "{\"actionState\":\"done\"}")
        .is(200);

    var by = api.history(id).get(1).get("initiatedBy");
    assertThat(by.get("authorization").asText()).isEqualTo("application");
    assertThat(by.get("userPrincipalName").isNull()).isTrue();
  }

  @Test
  void prefers_the_upn_to_the_preferred_username() {
    var token =
        TestTokens.delegated(tenant, Instant.now(), Api.READ_WRITE)
            .claim("upn", "\"upn@example.org\"");

    String id = Api.with(TestIssuer.signed(token)).created();

    assertThat(api.history(id).get(0).get("initiatedBy").get("userPrincipalName").asText())
        .isEqualTo("upn@example.org");
  }

  @Test
  void gives_the_entries_oldest_first_in_pages() {
    String id = api.created();
    IntStream.range(0, 6).forEach(i -> api.patch(id, "{\"userName\":\"" + i + "\"}").is(200));

    var sequences = new ArrayList<Long>();
    var instants = new ArrayList<String>();
    String next = Api.AUDITS + "('" + id + "')/history";
    while (!next.isEmpty()) {
      var page = api.sending("Prefer", "odata.maxpagesize=3").get(next).is(200).json();
      assertThat(page.get("value").size()).isLessThanOrEqualTo(3);
      for (JsonNode entry : page.get("value")) {
        sequences.add(entry.get("sequence").asLong());
        instants.add(entry.get("changedDateTime").asText());
      }
      next = page.path("@odata.nextLink").asText();
    }

    assertThat(sequences).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(instants).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void has_none_for_an_audit_that_never_was() {
    api.get(Api.AUDITS + "/never/history").is(404);
    api.get(Api.AUDITS + "/never/history?$top=0").is(404);
    api.get(Api.AUDITS + "/never/history?$filter=x").is(400);
  }
}
