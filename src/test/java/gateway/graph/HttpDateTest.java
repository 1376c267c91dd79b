package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HttpDateTest {

  /** Goes when it is told to. */
  private static final class Watch extends Clock {
    private Instant time = Instant.parse("1994-11-06T08:49:37Z");

    void go(long millis) {
      time = time.plusMillis(millis);
    }

    @Override
    public Instant instant() {
      return time;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private final Watch watch = new Watch();
  private final HttpDate date = new HttpDate(watch);

  @Test
  void writes_the_date_of_the_standards_example() {
    assertThat(date.now()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void goes_with_the_clock_forth_and_back() {
    watch.go(999);
    assertThat(date.now()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    watch.go(1);
    assertThat(date.now()).isEqualTo("Sun, 06 Nov 1994 08:49:38 GMT");
    watch.go(-1);
    assertThat(date.now()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }
}
