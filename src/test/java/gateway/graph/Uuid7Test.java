package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class Uuid7Test {

  private static final long LARGEST_TIME = (1L << 48) - 1;

  @Property
  void holds_the_time_the_version_and_the_variant(
      @ForAll @LongRange(max = LARGEST_TIME) long millis) {
    var uuid = Uuid7.at(millis);

    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(millis);
    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
  }

  @Property
  void sorts_as_text_by_time(
      @ForAll @LongRange(max = LARGEST_TIME) long one,
      @ForAll @LongRange(max = LARGEST_TIME) long other) {
    if (one != other) {
      assertThat(Uuid7.at(one).toString().compareTo(Uuid7.at(other).toString()) < 0)
          .isEqualTo(one < other);
    }
  }

  @Test
  void writes_the_time_of_the_standards_example() {
    assertThat(Uuid7.at(1_645_557_742_000L).toString()).startsWith("017f22e2-79b0-7");
  }

  @Test
  void fills_every_other_bit_at_random() {
    long highSeen = 0;
    long lowSeen = 0;
    long highAlways = -1;
    long lowAlways = -1;
    for (int i = 0; i < 200; i++) {
      var uuid = Uuid7.at(0);
      highSeen |= uuid.getMostSignificantBits();
      lowSeen |= uuid.getLeastSignificantBits();
      highAlways &= uuid.getMostSignificantBits();
      lowAlways &= uuid.getLeastSignificantBits();
    }

    assertThat(highSeen ^ highAlways).isEqualTo(0xFFFL);
    assertThat(lowSeen ^ lowAlways).isEqualTo(0x3FFF_FFFF_FFFF_FFFFL);
  }

  @Test
  void never_gives_one_twice() {
    var seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(Uuid7.next())).isTrue();
    }
  }

  @Test
  void tells_the_present_time() {
    long before = System.currentTimeMillis();
    long told = Uuid7.next().getMostSignificantBits() >>> 16;

    assertThat(told).isBetween(before, System.currentTimeMillis());
  }
}
