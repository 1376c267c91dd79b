package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnderWayTest {

  private final UnderWay underWay = new UnderWay(2);

  @Test
  void lets_so_many_in_and_no_more() {
    assertThat(underWay.enter()).isTrue();
    assertThat(underWay.enter()).isTrue();
    assertThat(underWay.enter()).isFalse();
    assertThat(underWay.enter()).isFalse();
  }

  @Test
  void lets_one_in_for_each_that_leaves_however_many_were_refused() {
    boolean _ = underWay.enter();
    boolean _ = underWay.enter();
    boolean _ = underWay.enter();

    underWay.leave();

    assertThat(underWay.enter()).isTrue();
    assertThat(underWay.enter()).isFalse();
  }
}
