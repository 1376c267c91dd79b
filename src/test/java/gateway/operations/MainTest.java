package gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  @ParameterizedTest
  @CsvSource({
    "verify, usage: verify --url",
    "epoch --what x, usage: epoch --tenant",
    "verfy --dir x, There is no command 'verfy --dir x'",
    "prune, usage: prune --older-than PERIOD",
    "maintain now, There is no command 'maintain now'",
  })
  void says_of_a_command_that_it_does_not_understand_what_there_is(String line, String said) {
    var usual = System.err;
    var err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.command(line.split(" "))).isEqualTo(2);
    } finally {
      System.setErr(usual);
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(said);
  }
}
