package gateway.operations.development;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sample audits: two years of three organisations, bulk actions, and at the first of them
 * the night on which one account wiped devices. The same moment gives the same samples.
 */
final class SampleAudits {

  private static final Duration SPAN = Duration.ofDays(730);

  /** When the night of the wipe was, long enough ago for everything to be settled. */
  private static final Duration SINCE_WIPE = Duration.ofDays(40);

  private static final int WIPED = 48;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

  /** 100 ns, as most of Graph's clients write it. */
  private static final DateTimeFormatter TICKS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSXXX");

  private final Random random = new Random(20_170_101);
  private final List<SampleAudit> audits = new ArrayList<>();
  private final Instant now;

  private SampleAudits(Instant now) {
    this.now = now;
  }

  /** All samples, oldest request first. */
  static List<SampleAudit> until(Instant now) {
    var samples = new SampleAudits(now);
    samples.organisation(SampleTenant.LAKESIDE, 220, 4);
    samples.organisation(SampleTenant.BRIGHTWATER, 130, 3);
    samples.organisation(SampleTenant.NORTHFIELD, 90, 2);
    samples.wipe();
    samples.audits.sort(
        Comparator.comparing(audit -> OffsetDateTime.parse(audit.value("requestDateTime"))));
    return List.copyOf(samples.audits);
  }

  private void organisation(SampleTenant tenant, int single, int bulks) {
    var fleet = Device.fleet(tenant, single / 3, random);
    for (int i = 0; i < single; i++) {
      var device = any(fleet);
      var values = request(device, any(device.platform().actions()), workday(tenant));
      add(any(tenant.administrators()), values, Outcome.any(random));
    }
    for (int i = 0; i < bulks; i++) {
      bulk(tenant, fleet);
    }
  }

  /** One action on many devices of one platform, under one group id. */
  private void bulk(SampleTenant tenant, List<Device> fleet) {
    var platform = any(List.of(Platform.values()));
    String action = any(platform.actions());
    String group = Device.randomId(random).toString();
    var by = any(tenant.administrators());
    var at = workday(tenant);
    for (Device device : fleet) {
      if (device.platform() == platform) {
        at = at.plusNanos(random.nextInt(900_000_000));
        var values = request(device, action, at);
        values.put("bulkDeviceActionId", group);
        values.put("deviceActionCategory", "bulk");
        add(by, values, Outcome.any(random));
      }
    }
  }

  /** A stolen account at night: devices fall one after the other until somebody notices. */
  private void wipe() {
    var tenant = SampleTenant.LAKESIDE;
    var thief = tenant.administrators().getFirst();
    var at =
        OffsetDateTime.ofInstant(now.minus(SINCE_WIPE), tenant.offset())
            .with(LocalTime.of(2, 11, 40));
    for (Device device : Device.fleet(tenant, WIPED, random)) {
      at = at.plusNanos(3_000_000_000L + random.nextLong(9_000_000_000L));
      boolean noticed = audits.size() % 6 == 0;
      add(thief, request(device, "factoryReset", at), noticed ? Outcome.CANCELED : Outcome.DONE);
    }
  }

  private Map<String, @Nullable String> request(Device device, String action, OffsetDateTime at) {
    var values = new LinkedHashMap<String, @Nullable String>(device.properties());
    values.put("id", Device.randomId(random).toString());
    values.put("action", action);
    values.put("requestDateTime", written(at));
    return values;
  }

  private void add(Principal by, Map<String, @Nullable String> values, Outcome outcome) {
    String initiator = by.userPrincipalName().orElseThrow();
    values.put("initiatedByUserPrincipalName", initiator);
    // Deprecated: the newer half of the clients leaves it out.
    if (random.nextBoolean()) {
      values.put("userName", initiator);
    }
    var at = OffsetDateTime.parse(String.valueOf(values.get("requestDateTime")));
    boolean fresh = at.toInstant().isAfter(now.minus(Duration.ofDays(3)));
    audits.add(
        new SampleAudit(by, values, (fresh ? Outcome.PENDING : outcome).changes(by, random)));
  }

  /** Some moment of the two years, more of them lately, most of them in working hours. */
  private OffsetDateTime workday(SampleTenant tenant) {
    var ago = (long) (Math.pow(random.nextDouble(), 1.4) * SPAN.toSeconds());
    var at = OffsetDateTime.ofInstant(now.minusSeconds(ago), tenant.offset());
    if (random.nextInt(10) > 0) {
      at = at.with(LocalTime.of(8 + random.nextInt(10), random.nextInt(60), random.nextInt(60)));
    }
    at = at.withNano(random.nextInt(10_000_000) * 100);
    return at.toInstant().isAfter(now) ? at.minusDays(1) : at;
  }

  /** As the clients write it: most with their offset and seven digits, some in UTC, some short. */
  private String written(OffsetDateTime at) {
    return switch (random.nextInt(10)) {
      case 0 -> SECONDS.format(at);
      case 1, 2 -> TICKS.format(at.withOffsetSameInstant(ZoneOffset.UTC));
      case 3 -> MILLISECONDS.format(at);
      default -> TICKS.format(at);
    };
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
