package gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {

  @ParameterizedTest
  @CsvSource({"'', ''", "plain, plain", "é😀, é😀", "\\uD83D\\uDE00, \\uD83D\\uDE00"})
  void repeats_what_was_sent(String sent, String quoted) {
    assertThat(Fault.quoted(sent)).isEqualTo(quoted);
  }

  @Test
  void repeats_at_most_100_characters() {
    assertThat(Fault.quoted("a".repeat(100))).isEqualTo("a".repeat(100));
    assertThat(Fault.quoted("a".repeat(101))).isEqualTo("a".repeat(100) + "...");
    assertThat(Fault.quoted("😀".repeat(100))).isEqualTo("😀".repeat(100));
    assertThat(Fault.quoted("😀".repeat(101))).isEqualTo("😀".repeat(100) + "...");
  }

  @Test
  void replaces_what_cannot_be_shown() {
    assertThat(Fault.quoted("a\u0000b\nc\u001B[31md\u007Fe\u0085f"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFD[31md\uFFFDe\uFFFDf");
    assertThat(Fault.quoted("\uD83D")).isEqualTo("\uFFFD");
    assertThat(Fault.quoted("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
  }
}
