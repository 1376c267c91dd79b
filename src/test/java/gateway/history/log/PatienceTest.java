package gateway.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.security.HandMovedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private final HandMovedClock clock = new HandMovedClock();
  private final Patience patience =
      new Patience(Duration.ofSeconds(2), Duration.ofSeconds(5), clock);

  private void waitFor(Duration each) {
    var spending = patience.spending();
    clock.advance(each);
    spending.run();
  }

  @Test
  void is_lost_by_many_short_waits_as_by_a_long_one() {
    for (int i = 0; i < 6; i++) {
      waitFor(Duration.ofMillis(300));
      assertThat(patience.isLost()).isFalse();
    }

    waitFor(Duration.ofMillis(300));

    assertThat(patience.isLost()).isTrue();
  }

  @Test
  void comes_back_whole_after_the_pause() {
    waitFor(Duration.ofSeconds(2));
    clock.advance(Duration.ofMillis(4_999));
    assertThat(patience.isLost()).isTrue();

    clock.advance(Duration.ofMillis(1));

    assertThat(patience.isLost()).isFalse();
    waitFor(Duration.ofMillis(1_999));
    assertThat(patience.isLost()).isFalse();
  }

  @Test
  void may_be_lost_at_once() {
    patience.lose();

    assertThat(patience.isLost()).isTrue();
  }
}
