package gateway.operations.development;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Api;
import gateway.GatewayTest;
import gateway.TestIssuer;
import gateway.graph.Router;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@GatewayTest
class SampleWriterTest {

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final List<SampleAudit> SAMPLES =
      SampleAudits.until(Instant.parse("2026-11-24T12:00:00Z"));

  @Inject Router router;

  @Test
  void every_sample_is_accepted_with_its_history_and_written_once() {
    var writer = new SampleWriter(new AuditClient(router, SampleWriterTest::token));

    writer.write(SAMPLES).await().atMost(LONGEST);
    writer.write(SAMPLES).await().atMost(LONGEST);

    for (SampleTenant tenant : SampleTenant.values()) {
      var own = SAMPLES.stream().filter(sample -> sample.by().tenant() == tenant).toList();
      var api = Api.of(tenant.id());
      assertThat(api.get(Api.AUDITS + "/$count").is(200).body()).isEqualTo("" + own.size());
      var last = own.getLast();
      assertThat(api.audit(last.id()).get("requestDateTime").asText())
          .isEqualTo(last.value("requestDateTime"));
      var changed = own.getFirst();
      assertThat(api.history(changed.id())).hasSize(1 + changed.changes().size());
    }
  }

  private static String token(Principal principal) {
    String permission = principal.permission().wireName();
    return principal.userPrincipalName().isPresent()
        ? TestIssuer.delegated(principal.tenant().id(), permission)
        : TestIssuer.application(principal.tenant().id(), permission);
  }
}
