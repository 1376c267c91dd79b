package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.security.HandMovedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostponedTest {

  private final HandMovedClock clock = new HandMovedClock();
  private final Postponed postponed = new Postponed(clock);
  private final UUID log = UUID.randomUUID();

  @Test
  void tries_a_log_again_after_a_second_and_one_that_goes_on_failing_ever_less_often() {
    var pauses = new ArrayList<Long>();
    for (int failures = 0; failures < 7; failures++) {
      pauses.add(secondsOfPause());
    }

    assertThat(pauses).isEqualTo(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L));
  }

  @Test
  void forgets_old_failures() {
    assertThat(List.of(secondsOfPause(), secondsOfPause())).isEqualTo(List.of(1L, 2L));

    clock.advance(Duration.ofSeconds(31));

    assertThat(secondsOfPause()).isEqualTo(1);
  }

  @Test
  void leaves_the_other_logs_alone() {
    postponed.add(log);

    assertThat(postponed.has(UUID.randomUUID())).isFalse();
  }

  private long secondsOfPause() {
    postponed.add(log);
    long seconds = 0;
    while (postponed.has(log)) {
      clock.advance(Duration.ofSeconds(1));
      seconds++;
    }
    return seconds;
  }
}
