package gateway.operations.development;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.odata.DateTimeOffset;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleAuditsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final List<SampleAudit> SAMPLES = SampleAudits.until(NOW);

  private static final Set<String> PROPERTIES =
      Set.of(
          "id",
          "deviceDisplayName",
          "userName",
          "initiatedByUserPrincipalName",
          "action",
          "requestDateTime",
          "deviceOwnerUserPrincipalName",
          "deviceIMEI",
          "actionState",
          "managedDeviceId",
          "bulkDeviceActionId",
          "deviceActionCategory");

  @Test
  void the_same_moment_gives_the_same_samples() {
    assertThat(SampleAudits.until(NOW)).isEqualTo(SAMPLES);
  }

  @Test
  void there_are_more_than_500_in_three_tenants_and_no_id_twice() {
    assertThat(SAMPLES).hasSizeGreaterThan(500);
    assertThat(SAMPLES.stream().collect(groupingBy(audit -> audit.by().tenant(), counting())))
        .containsOnlyKeys(SampleTenant.values())
        .allSatisfy((_, count) -> assertThat(count).isGreaterThan(90));
    assertThat(SAMPLES.stream().map(SampleAudit::id)).doesNotHaveDuplicates();
  }

  @Test
  void bodies_hold_properties_of_the_resource_and_nothing_else() {
    assertThat(
            SAMPLES.stream()
                .flatMap(audit ->
                    Stream.concat(
                        audit.values().keySet().stream(),
                        audit.changes().stream().flatMap(c -> c.values().keySet().stream())))
                .collect(toSet()))
        .isEqualTo(PROPERTIES);
  }

  @Test
  void each_date_is_one_that_the_service_reads_and_lies_in_the_last_two_years() {
    assertThat(SAMPLES)
        .allSatisfy(audit -> {
          String text = audit.value("requestDateTime");
          assertThat(DateTimeOffset.parse(text)).as(text).isPresent();
          assertThat(requested(audit)).isBetween(NOW.minus(Duration.ofDays(732)), NOW);
        });
    assertThat(SAMPLES).anyMatch(a -> a.value("requestDateTime").matches(".*\\.\\d{7}-08:00"));
  }

  @Test
  void every_state_and_most_actions_occur() {
    assertThat(
            SAMPLES.stream()
                .flatMap(audit -> audit.changes().stream())
                .map(change -> change.values().get("actionState")))
        .contains("active", "done", "failed", "canceled", "notSupported");
    assertThat(SAMPLES).anyMatch(audit -> audit.changes().isEmpty());
    assertThat(SAMPLES.stream().map(audit -> audit.value("action")).distinct().count())
        .isGreaterThan(30);
  }

  @Test
  void a_bulk_action_is_one_action_of_one_person_on_several_devices() {
    var groups =
        SAMPLES.stream()
            .filter(audit -> audit.values().containsKey("bulkDeviceActionId"))
            .collect(groupingBy(audit -> audit.value("bulkDeviceActionId")));
    assertThat(groups).hasSize(9);
    assertThat(groups.values())
        .allSatisfy(group -> {
          assertThat(group).hasSizeGreaterThan(3);
          assertThat(group.stream().map(audit -> audit.value("action")).distinct()).hasSize(1);
          assertThat(group.stream().map(SampleAudit::by).distinct()).hasSize(1);
          assertThat(group).allMatch(audit -> audit.value("deviceActionCategory").equals("bulk"));
        });
  }

  @Test
  void one_night_somebody_wipes_dozens_of_devices_within_minutes() {
    var wiped =
        SAMPLES.stream()
            .filter(audit -> audit.value("action").equals("factoryReset"))
            .filter(audit -> audit.by().equals(SampleTenant.LAKESIDE.administrators().getFirst()))
            .map(SampleAuditsTest::requested)
            .sorted(Comparator.naturalOrder())
            .toList();
    assertThat(wiped)
        .anySatisfy(first ->
            assertThat(
                    wiped.stream()
                        .filter(at -> !at.isBefore(first))
                        .filter(at -> at.isBefore(first.plus(Duration.ofMinutes(10)))))
                .hasSizeGreaterThan(40));
  }

  private static Instant requested(SampleAudit audit) {
    return OffsetDateTime.parse(audit.value("requestDateTime")).toInstant();
  }
}
