package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rates in a time that stands still until a test moves it. */
class RateLimitsTest {

  private record Someone(UUID tenant, String application) implements Identity {}

  private static final class HandMovedTime implements TimeMeter {
    private long nanos;

    void pass(double seconds) {
      nanos += (long) (seconds * 1e9);
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  private final HandMovedTime time = new HandMovedTime();
  private final RateLimits rates = new RateLimits(new TestRates(true, 2, 5, 3, 8), time);
  private final UUID tenant = UUID.randomUUID();
  private final Identity one = new Someone(tenant, "one");
  private final Identity other = new Someone(tenant, "other");

  @Test
  void refuses_an_applications_write_too_many_until_the_window_ends() {
    ask(one, "PATCH", 2);
    time.pass(7.5);

    var refused = refused(one, "DELETE");

    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
    assertThat(refused.publicMessage())
        .isEqualTo(
            "There were more than 2 writes of this application in 20 seconds; try again in 13.");
    assertThat(refused.headers())
        .isEqualTo(
            Map.of(
                "Retry-After", "13",
                "x-ms-throttle-limit-percentage", "1.00",
                "x-ms-throttle-scope", "Tenant_Application/Write/one/" + tenant,
                "x-ms-throttle-information", "WriteLimitExceeded"));
    time.pass(12.5);
    ask(one, "PATCH", 2);
  }

  @Test
  void lets_a_caller_read_whose_writes_are_used_up() {
    ask(one, "POST", 2);

    ask(one, "GET", 3);

    assertThat(refused(one, "GET").publicMessage())
        .isEqualTo(
            "There were more than 5 requests of this application in 20 seconds; try again in 20.");
  }

  @Test
  void counts_all_applications_of_a_tenant_together() {
    ask(one, "PATCH", 2);
    ask(other, "PATCH", 1);

    assertThat(refused(other, "PATCH").headers())
        .containsEntry("x-ms-throttle-scope", "Tenant/Write/other/" + tenant);
    ask(new Someone(UUID.randomUUID(), "one"), "PATCH", 2);
  }

  @Test
  void names_an_application_whose_id_no_header_could_hold() {
    var odd = new Someone(tenant, "a/b\r\nX-Injected: \u00e9");
    ask(odd, "PATCH", 2);

    assertThat(refused(odd, "PATCH").headers())
        .containsEntry(
            "x-ms-throttle-scope",
            "Tenant_Application/Write/a%2Fb%0D%0AX-Injected%3A+%C3%A9/" + tenant);
  }

  @Test
  void takes_nothing_for_what_it_refuses() {
    ask(one, "PATCH", 2);
    for (int i = 0; i < 20; i++) {
      assertThat(refused(one, "PATCH")).isNotNull();
    }

    ask(one, "GET", 3);
    ask(other, "PATCH", 1);
  }

  @Test
  void tells_a_caller_that_has_used_more_than_four_fifths() {
    for (int i = 0; i < 4; i++) {
      assertThat(rates.admit(one, "GET")).isEmpty();
    }

    assertThat(rates.admit(one, "GET")).isEqualTo(Map.of("x-ms-throttle-limit-percentage", "1.00"));
  }

  @Test
  void counts_strangers_by_address_apart_from_callers() {
    strangers("192.0.2.1", 5);
    time.pass(7.5);

    var refused = refusedStranger("192.0.2.1");

    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
    assertThat(refused.publicMessage())
        .isEqualTo(
            "There were more than 5 requests without a token from this address in 20 seconds; try again in 13.");
    assertThat(refused.headers()).isEqualTo(Map.of("Retry-After", "13"));
    strangers("192.0.2.2", 5);
    ask(one, "GET", 5);
    time.pass(12.5);
    strangers("192.0.2.1", 5);
  }

  @Test
  void counts_a_network_of_ipv6_as_one_stranger() {
    strangers("2001:db8:0:1::1", 4);
    strangers("2001:db8:0:1:ffff::2", 1);

    assertThat(refusedStranger("2001:db8:0:1::3")).isNotNull();
    strangers("2001:db8:0:2::1", 5);
    strangers("::ffff:192.0.2.1", 5);
    strangers("::ffff:192.0.2.2", 5);
    for (int i = 0; i < 100; i++) {
      TestRates.NONE.admit(new Peer("192.0.2.1", "", false));
    }
  }

  @Test
  void can_be_switched_off() {
    for (int i = 0; i < 100; i++) {
      assertThat(TestRates.NONE.admit(one, "PATCH")).isEmpty();
    }
  }

  private void strangers(String address, int times) {
    for (int i = 0; i < times; i++) {
      rates.admit(new Peer(address, "", false));
    }
  }

  private Problem refusedStranger(String address) {
    return catchThrowableOfType(Problem.class, () -> rates.admit(new Peer(address, "", false)));
  }

  private void ask(Identity who, String method, int times) {
    for (int i = 0; i < times; i++) {
      var _ = rates.admit(who, method);
    }
  }

  private Problem refused(Identity who, String method) {
    return catchThrowableOfType(Problem.class, () -> rates.admit(who, method));
  }
}
