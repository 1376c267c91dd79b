package gateway.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  private static final String USAGE = "walk --to PLACE [--by PLACE]... [--fast]";

  private static Options read(String line) {
    return Options.read(USAGE, Set.of("--fast"), line.isEmpty() ? new String[0] : line.split(" "))
        .only(Set.of("--to", "--by", "--fast"), Set.of("--by"));
  }

  @Test
  void gives_what_was_given_in_any_order() {
    var options = read("--by b --fast --to a --by c");

    assertThat(options.required("--to")).isEqualTo("a");
    assertThat(options.all("--by")).containsExactly("b", "c");
    assertThat(options.has("--fast")).isTrue();
  }

  @Test
  void gives_nothing_where_nothing_was_given() {
    var options = read("");

    assertThat(options.optional("--to")).isEmpty();
    assertThat(options.all("--by")).isEmpty();
    assertThat(options.has("--fast")).isFalse();
    assertThatExceptionOfType(Unable.class)
        .isThrownBy(() -> options.required("--to"))
        .withMessage("--to is missing; usage: " + USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "--to a --to b, '--to' is not understood here",
        "--fast --fast, '--fast' is not understood here",
        "--slow a, '--slow' is not understood here",
        "--to, '--to' has no value",
        "--to a b, 'b' has no value",
      })
  void refuses_what_it_does_not_understand_with_the_usage(String line, String problem) {
    assertThatExceptionOfType(Unable.class)
        .isThrownBy(() -> read(line))
        .withMessageStartingWith(problem)
        .withMessageEndingWith("; usage: " + USAGE);
  }
}
