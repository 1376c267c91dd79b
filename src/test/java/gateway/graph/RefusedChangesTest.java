package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.CapturedLog;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefusedChangesTest {

  private static final UUID TENANT = UUID.fromString("7f3c1d0e-0000-4000-8000-000000000001");

  private record Someone(UUID tenant, String application, String principal) implements Identity {}

  private static final class MovedClock extends Clock {
    private long millis = 1_000_000;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }

  private final MovedClock clock = new MovedClock();
  private final RefusedChanges changes = new RefusedChanges(clock);

  @Test
  void says_what_was_tried_by_whom_and_why_not() {
    var asked = asked("PATCH", new Someone(TENANT, "app-1", "oid-1"));

    assertThat(written(asked, Problem.of(ErrorCode.PRECONDITION_FAILED, "Ada changed it.")))
        .isEqualTo(
            "Change refused: status=412 code=PreconditionFailed reason=none request-id="
                + asked.ids().requestId()
                + " method=PATCH operation=\"PATCH /things/{id}\" part=false tenant="
                + TENANT
                + " application=app-1 principal=oid-1\n");
  }

  @Test
  void says_nothing_of_what_would_have_changed_nothing() {
    assertThat(
            written(
                asked("GET", new Someone(TENANT, "a", "b")),
                Problem.of(ErrorCode.RESOURCE_NOT_FOUND, "No.")))
        .isEmpty();
  }

  @Test
  void shows_a_claim_that_is_no_id_to_nobody() {
    String line =
        written(
            asked("POST", new Someone(TENANT, "ada@example.org", "x\ny=1")),
            Problem.of(ErrorCode.CONFLICT, "No."));

    assertThat(line).contains("application=- principal=-").doesNotContain("ada@", "y=1");
  }

  @Test
  void shows_no_method_that_a_client_made_up() {
    assertThat(asked("ADA", new Someone(TENANT, "a", "b")).method()).isEqualTo("other");
  }

  @Test
  void writes_ten_lines_a_second_and_then_how_many_more_there_were() {
    var asked = asked("POST", new Someone(TENANT, "a", "b"));
    var problem = Problem.of(ErrorCode.TOO_MANY_REQUESTS, "No.").because("tenant_writes");
    try (var log = CapturedLog.of(RefusedChanges.class)) {
      for (int i = 0; i < 1_000; i++) {
        changes.write(asked, problem);
      }
      assertThat(log.lines()).hasSize(10);
      clock.millis += 1_000;
      changes.write(asked, problem);
      changes.write(asked, problem);

      assertThat(log.lines()).hasSize(13);
      assertThat(log.lines().get(10))
          .isEqualTo("990 more changes were refused, and not written here.");
      assertThat(log.lines().get(11)).contains("reason=tenant_writes");
      assertThat(log.lines().get(12)).startsWith("Change refused:");
    }
  }

  private String written(Asked asked, Problem problem) {
    try (var log = CapturedLog.of(RefusedChanges.class)) {
      changes.write(asked, problem);
      return log.text();
    }
  }

  private static Asked asked(String method, Identity identity) {
    return new Asked(
        RequestIds.of("ada"), method, "PATCH /things/{id}", false, Optional.of(identity));
  }
}
