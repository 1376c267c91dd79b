package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.CapturedLog;
import gateway.GatewayTest;
import gateway.TestIssuer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong with a change, the log says so, and names no person. */
@GatewayTest
class NothingPersonalIsLoggedTest {

  /** Stands wherever a client may write something; no line may hold it. */
  private static final String NAME = "ada.lovelace";

  private static final String BODY =
      "{\"action\":\"remoteLock\",\"requestDateTime\":\"2026-01-02T03:04:05Z\",\"userName\":\"%s\"}"
          .formatted(NAME);

  private final UUID tenant = UUID.randomUUID();
  private final Api api =
      Api.of(tenant).sending("client-request-id", NAME, "User-Agent", NAME, "Prefer", NAME);

  @Test
  void across_many_faults() {
    var reader = Api.with(TestIssuer.delegated(tenant, Api.READ));
    String forged = api.token().substring(0, api.token().length() - 8) + "AAAAAAAA";
    try (var log = CapturedLog.ofAll()) {
      String id =
          api.post(BODY.replace("{", "{\"id\":\"" + NAME + "\","))
              .is(201)
              .json()
              .get("id")
              .asText();
      List<Api.Answer> refused =
          List.of(
              api.post(BODY.replace("{", "{\"id\":\"" + NAME + "\",")),
              api.post(BODY.replace("userName", NAME)),
              api.post(BODY.replace("remoteLock", NAME)),
              api.post("{\"" + NAME),
              api.patch("no-" + NAME, BODY),
              api.sending("If-Match", "W/\"" + NAME + "\"").patch(id, BODY),
              api.sending("If-Match", "W/\"AAAA\"").patch(id, BODY),
              api.sending("Accept", "text/" + NAME).patch(id, BODY),
              reader.patch(id, BODY));
      List<Api.Answer> others =
          List.of(
              Api.with(forged).patch(id, BODY),
              Api.with(NAME).patch(id, BODY),
              api.send("POST", "/" + NAME, BODY),
              api.sending("Content-Type", "application/json")
                  .send(
                      "POST",
                      "/beta/$batch",
                      "{\"requests\":[{\"id\":\"%s\",\"method\":\"DELETE\",\"url\":\"/deviceManagement/remoteActionAudits/no-%s\"},{\"id\":\"2\",\"dependsOn\":[\"%s\"],\"method\":\"DELETE\",\"url\":\"/%s\"}]}"
                          .formatted(NAME, NAME, NAME, NAME)),
              api.get(Api.AUDITS + "?$filter=userName%20eq%20%27" + NAME + "%27%20and"),
              api.get(Api.AUDITS + "?" + NAME));
      assertThat(others).hasSize(6);

      var lines = log.lines().stream().filter(line -> line.startsWith("Change refused:")).toList();
      for (var answer : refused) {
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(lines)
            .filteredOn(line -> line.contains("request-id=" + answer.header("request-id") + " "))
            .singleElement()
            .asString()
            .contains("status=" + answer.status(), "tenant=" + tenant);
      }
      assertThat(log.text())
          .doesNotContainIgnoringCase(NAME)
          .doesNotContain(api.token(), forged, api.token().substring(0, 40));
    }
  }
}
